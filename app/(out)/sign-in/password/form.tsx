'use client'

import { zodResolver } from '@hookform/resolvers/zod'
import { useEffect, useState } from 'react'
import { useForm } from 'react-hook-form'
import { setPasswordByLinkSchema } from '#lib/domain/person'
import { Button } from '../../../_ui/button.tsx'
import { Field } from '../../../_ui/field.tsx'
import { TextInput } from '../../../_ui/inputs.tsx'
import { showRefusal } from '../../../_ui/show-refusal.ts'
import { ErrorBox } from '../../../_ui/states.tsx'
import { takeFragment } from '../../take-fragment.ts'
import { setPasswordByLink } from '../actions.ts'
import { knock } from '../knock.ts'

export function PasswordForm() {
  const form = useForm({ resolver: zodResolver(setPasswordByLinkSchema), defaultValues: { token: '', password: '' } })
  const { errors, isSubmitting, isSubmitSuccessful } = form.formState
  const [asks, setAsks] = useState(false)
  useEffect(() => {
    const token = takeFragment()
    if (token) form.setValue('token', token)
    setAsks(form.getValues('token') === '')
  }, [form])

  const send = form.handleSubmit(async (given) => {
    const done = await setPasswordByLink(given)
    if (!done.ok) return showRefusal(form, done)
    const answer = await knock({ email: done.value.email, password: given.password, next: '/' })
    location.assign('url' in answer ? answer.url : '/sign-in?set=1') // a second factor is asked for there
  })
  return (
    <form className="grid gap-4" method="post" noValidate onSubmit={send}>
      {errors.root?.message ? <ErrorBox title={errors.root.message} /> : null}
      {asks || errors.token ? (
        <Field label="Code" hint="What stands after the # in your link." error={errors.token?.message}>
          <TextInput {...form.register('token')} autoComplete="off" spellCheck={false} />
        </Field>
      ) : null}
      <Field
        label="New password"
        hint="12 characters or more. A few words that do not belong together are good."
        error={errors.password?.message}
      >
        <TextInput {...form.register('password')} type="password" autoComplete="new-password" />
      </Field>
      <Button
        type="submit"
        variant="primary"
        busy={isSubmitting || (isSubmitSuccessful && !errors.root && !errors.token && !errors.password)}
      >
        Set password and sign in
      </Button>
    </form>
  )
}
