'use client'

import { zodResolver } from '@hookform/resolvers/zod'
import { useEffect, useState } from 'react'
import { useForm } from 'react-hook-form'
import { setUpSchema } from '#lib/domain/person'
import { Button } from '../../_ui/button.tsx'
import { Field } from '../../_ui/field.tsx'
import { TextInput } from '../../_ui/inputs.tsx'
import { showRefusal } from '../../_ui/show-refusal.ts'
import { ErrorBox } from '../../_ui/states.tsx'
import { knock } from '../sign-in/knock.ts'
import { takeFragment } from '../take-fragment.ts'
import { setUpHouse } from './actions.ts'

/** One short form; the code comes from the link by itself. Then signed in, and on to the choice of how to begin. */
export function SetUpForm() {
  const form = useForm({
    resolver: zodResolver(setUpSchema),
    defaultValues: { token: '', newsroom: '', name: '', email: '', password: '' },
  })
  const { errors, isSubmitting } = form.formState
  const [linked, setLinked] = useState<boolean>()
  const [going, setGoing] = useState(false)
  useEffect(() => {
    const token = takeFragment()
    if (token) form.setValue('token', token)
    setLinked(form.getValues('token') !== '')
  }, [form])

  const send = form.handleSubmit(async (given) => {
    const done = await setUpHouse(given)
    if (!done.ok) {
      if (done.code === 'forbidden' || done.code === 'gone') setLinked(false)
      return showRefusal(form, done)
    }
    setGoing(true)
    const answer = await knock({ email: given.email, password: given.password, next: '/welcome' })
    location.assign('url' in answer ? answer.url : '/sign-in?next=/welcome')
  })
  return (
    <form className="grid gap-4" method="post" noValidate onSubmit={send}>
      {errors.root?.message ? <ErrorBox title={errors.root.message} /> : null}
      {linked === false ? (
        <Field
          label="Set-up code"
          hint="Open the file that the terminal named when Unsealed started, and paste its first line here."
          error={errors.token?.message}
        >
          <TextInput {...form.register('token')} autoComplete="off" spellCheck={false} className="font-mono" />
        </Field>
      ) : null}
      <Field label="Name of the newsroom" error={errors.newsroom?.message}>
        <TextInput {...form.register('newsroom')} autoComplete="organization" />
      </Field>
      <Field label="Your name" error={errors.name?.message}>
        <TextInput {...form.register('name')} autoComplete="name" />
      </Field>
      <Field label="E-mail address" error={errors.email?.message}>
        <TextInput {...form.register('email')} type="email" autoComplete="username" inputMode="email" />
      </Field>
      <Field
        label="Password"
        hint="12 characters or more. A few words that do not belong together are good."
        error={errors.password?.message}
      >
        <TextInput {...form.register('password')} type="password" autoComplete="new-password" />
      </Field>
      <Button type="submit" variant="primary" busy={linked === undefined || isSubmitting || going}>
        Make the account
      </Button>
    </form>
  )
}
