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

export function NewsroomForm({ newsroom }: { newsroom: string }) {
  const router = useRouter()
  const form = useForm({ resolver: zodResolver(newsroomNameSchema), defaultValues: { newsroom } })
  const { errors, isSubmitting, isDirty } = form.formState
  const send = form.handleSubmit(async (given) => {
    const done = await renameNewsroom(given)
    if (!done.ok) return showRefusal(form, done)
    form.reset(given)
    toast('The newsroom’s name is changed.')
    router.refresh()
  })
  return (
    <form className="flex max-w-md flex-wrap items-end gap-2" noValidate onSubmit={send}>
      <Field label="Name" error={errors.newsroom?.message ?? errors.root?.message} className="min-w-0 flex-1">
        <TextInput {...form.register('newsroom')} autoComplete="organization" />
      </Field>
      <Button type="submit" busy={isSubmitting} disabled={!isDirty}>
        Save
      </Button>
    </form>
  )
}
