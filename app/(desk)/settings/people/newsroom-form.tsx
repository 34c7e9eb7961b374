'use client'

import { zodResolver } from '@hookform/resolvers/zod'
import { useRouter } from 'next/navigation'
import { useForm } from 'react-hook-form'
import { newsroomNameSchema } from '#lib/domain/person'
import { Button } from '../../../_ui/button.tsx'
import { Field } from '../../../_ui/field.tsx'
import { TextInput } from '../../../_ui/inputs.tsx'
import { showRefusal } from '../../../_ui/show-refusal.ts'
import { toast } from '../../../_ui/toast.tsx'
import { renameNewsroom } from '../actions.ts'

export function NewsroomForm({ newsroom, contact }: { newsroom: string; contact: string }) {
  const router = useRouter()
  const form = useForm({ resolver: zodResolver(newsroomNameSchema), defaultValues: { newsroom, contact } })
  const { errors, isSubmitting, isDirty } = form.formState
  const send = form.handleSubmit(async (given) => {
    const done = await renameNewsroom(given)
    if (!done.ok) return showRefusal(form, done)
    form.reset(given)
    toast('The newsroom is changed.')
    router.refresh()
  })
  return (
    <form className="grid max-w-md gap-3" noValidate onSubmit={send}>
      <Field label="Name" error={errors.newsroom?.message ?? errors.root?.message}>
        <TextInput {...form.register('newsroom')} autoComplete="organization" />
      </Field>
      <Field
        label="Address for readers"
        hint="Where “Report a problem” on a published exhibit writes to. Everybody sees it."
        error={errors.contact?.message}
        optional
      >
        <TextInput {...form.register('contact')} type="email" autoComplete="off" />
      </Field>
      <div>
        <Button type="submit" busy={isSubmitting} disabled={!isDirty}>
          Save
        </Button>
      </div>
    </form>
  )
}
