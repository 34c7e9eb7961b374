'use client'

import { zodResolver } from '@hookform/resolvers/zod'
import { useEffect, useRef, useState } from 'react'
import { useForm } from 'react-hook-form'
import { signInSchema } from '#lib/domain/person'
import { Button } from '../../_ui/button.tsx'
import { Field } from '../../_ui/field.tsx'
import { TextInput } from '../../_ui/inputs.tsx'
import { ErrorBox } from '../../_ui/states.tsx'
import { type Answer, knock, sentenceOf, toNewsroomAccount } from './knock.ts'

/** E-mail address and password; the code is asked for only where there is a second factor. */
export function SignInForm({ next, newsroomAccount, said }: { next: string; newsroomAccount: boolean; said?: string }) {
  const [problem, setProblem] = useState(said)
  const [codeNeeded, setCodeNeeded] = useState(false)
  const [going, setGoing] = useState(false)
  const ready = useReady()
  const form = useForm({ resolver: zodResolver(signInSchema), defaultValues: { email: '', password: '' } })
  const { errors, isSubmitting } = form.formState
  const alert = useRef<HTMLDivElement>(null)

  useEffect(() => {
    if (codeNeeded) form.setFocus('code')
  }, [codeNeeded, form])

  function take(answer: Answer) {
    if ('url' in answer) {
      setGoing(true)
      location.assign(answer.url) // a full page load: nothing of the page before stays
      return
    }
    if (answer.error === 'CodeNeeded') {
      setCodeNeeded(true)
      setProblem(undefined)
      return
    }
    setProblem(sentenceOf(answer.error))
    form.setValue('code', undefined)
    requestAnimationFrame(() => alert.current?.focus())
  }

  return (
    <form
      className="grid gap-4"
      method="post"
      noValidate
      onSubmit={form.handleSubmit(async (given) => take(await knock({ ...given, next })))}
    >
      {problem ? (
        <div ref={alert} tabIndex={-1}>
          <ErrorBox title={problem} />
        </div>
      ) : null}
      <Field label="E-mail address" error={errors.email?.message}>
        <TextInput {...form.register('email')} type="email" autoComplete="username" inputMode="email" autoFocus />
      </Field>
      <Field label="Password" error={errors.password?.message}>
        <TextInput {...form.register('password')} type="password" autoComplete="current-password" />
      </Field>
      {codeNeeded ? (
        <Field
          label="Code"
          hint="The six digits that your authenticator app shows now, or one of your recovery codes."
          error={errors.code?.message}
        >
          <TextInput {...form.register('code')} autoComplete="one-time-code" inputMode="text" />
        </Field>
      ) : null}
      <Button type="submit" variant="primary" busy={!ready || isSubmitting || going}>
        Sign in
      </Button>
      {newsroomAccount ? (
        <Button busy={!ready || going} onClick={async () => take(await toNewsroomAccount(next))}>
          Sign in with the newsroom’s account
        </Button>
      ) : null}
      <p className="text-sm text-muted">Forgot your password? An administrator can give you a link to set a new one.</p>
    </form>
  )
}

/** Until the script is there a press would send the form the plain way, password and all. */
function useReady() {
  const [ready, setReady] = useState(false)
  useEffect(() => setReady(true), [])
  return ready
}
