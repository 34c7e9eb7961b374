'use client'

import { zodResolver } from '@hookform/resolvers/zod'
import { useRouter } from 'next/navigation'
import { useForm } from 'react-hook-form'
import { changePasswordSchema } from '#lib/domain/person'
import { Button } from '../../_ui/button.tsx'
import { Field } from '../../_ui/field.tsx'
import { TextInput } from '../../_ui/inputs.tsx'
import { showRefusal } from '../../_ui/show-refusal.ts'
import { ErrorBox } from '../../_ui/states.tsx'
import { toast } from '../../_ui/toast.tsx'
import { changePassword } from './actions.ts'

export function PasswordForm({ email }: { email: string }) {
  const router = useRouter()
  const form = useForm({ resolver: zodResolver(changePasswordSchema), defaultValues: { current: '', password: '' } })
  const { errors, isSubmitting } = form.formState
  const send = form.handleSubmit(async (given) => {
    const done = await changePassword(given)
    if (!done.ok) return showRefusal(form, done)
    form.reset()
    toast('Your password is changed. Every other browser is signed out.')
    router.refresh()
  })
  return (
    <form className="grid max-w-md gap-4" noValidate onSubmit={send}>
      {errors.root?.message ? <ErrorBox title={errors.root.message} /> : null}
      <input type="email" autoComplete="username" value={email} readOnly hidden />
      <Field label="Current password" error={errors.current?.message}>
        <TextInput {...form.register('current')} type="password" autoComplete="current-password" />
      </Field>
      <Field
        label="New password"
        hint="12 characters or more. A few words that do not belong together are good."
        error={errors.password?.message}
      >
        <TextInput {...form.register('password')} type="password" autoComplete="new-password" />
      </Field>
      <Button type="submit" busy={isSubmitting} className="justify-self-start">
        Change password
      </Button>
    </form>
  )
}
