'use client'

import { zodResolver } from '@hookform/resolvers/zod'
import { useRouter } from 'next/navigation'
import { useForm } from 'react-hook-form'
import { renameSchema } from '#lib/domain/person'
import { Button } from '../../_ui/button.tsx'
import { Field } from '../../_ui/field.tsx'
import { TextInput } from '../../_ui/inputs.tsx'
import { showRefusal } from '../../_ui/show-refusal.ts'
import { toast } from '../../_ui/toast.tsx'
import { renameMe } from './actions.ts'

export function NameForm({ name }: { name: string }) {
  const router = useRouter()
  const form = useForm({ resolver: zodResolver(renameSchema), defaultValues: { name } })
  const { errors, isSubmitting, isDirty } = form.formState
  const send = form.handleSubmit(async (given) => {
    const done = await renameMe(given)
    if (!done.ok) return showRefusal(form, done)
    form.reset(given)
    toast('Your name is changed.')
    router.refresh()
  })
  return (
    <form className="flex max-w-md flex-wrap items-end gap-2" noValidate onSubmit={send}>
      <Field
        label="Name"
        hint="What colleagues and the history of a request show."
        error={errors.name?.message ?? errors.root?.message}
        className="min-w-0 flex-1"
      >
        <TextInput {...form.register('name')} autoComplete="name" />
      </Field>
      <Button type="submit" busy={isSubmitting} disabled={!isDirty}>
        Save
      </Button>
    </form>
  )
}
