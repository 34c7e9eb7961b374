'use client'

import { zodResolver } from '@hookform/resolvers/zod'
import { useRouter } from 'next/navigation'
import { useForm } from 'react-hook-form'
import { newInvestigationSchema, proposeKey } from '#lib/domain/investigation'
import { Button } from '../../../_ui/button'
import { Field } from '../../../_ui/field'
import { TextArea, TextInput } from '../../../_ui/inputs'
import { showRefusal } from '../../../_ui/show-refusal'
import { Notice } from '../../../_ui/states'
import { openNew } from '../actions'

/** Title and, if wanted, a key and a summary; the key is proposed from the title as it is typed. */
export function NewInvestigationForm() {
  const router = useRouter()
  const form = useForm({
    resolver: zodResolver(newInvestigationSchema),
    defaultValues: { title: '' } as { title: string; summary?: string | undefined; key?: string | undefined },
  })
  const { errors, isSubmitting } = form.formState
  const title = form.watch('title')
  const emptyIsNone = (text: string) => text.trim() || undefined
  const send = form.handleSubmit(async (input) => {
    const result = await openNew(input)
    if (!result.ok) return showRefusal(form, result)
    router.push(`/investigations/${result.value.slug}`)
    router.refresh() // the rail too
  })
  return (
    <form onSubmit={send} noValidate className="grid gap-4">
      {errors.root ? <Notice tone="late">{errors.root.message}</Notice> : null}
      <Field label="Title" error={errors.title?.message} required>
        <TextInput {...form.register('title')} autoFocus autoComplete="off" />
      </Field>
      <Field
        label="Key"
        hint="2 to 8 capital letters. Its requests are numbered with it: RING-12."
        error={errors.key?.message}
        optional
      >
        <TextInput
          {...form.register('key', { setValueAs: (text?: string) => text?.trim().toUpperCase() || undefined })}
          placeholder={title ? proposeKey(title) : 'RING'}
          className="max-w-40 uppercase"
          autoComplete="off"
        />
      </Field>
      <Field label="What it is about" error={errors.summary?.message} optional>
        <TextArea rows={4} {...form.register('summary', { setValueAs: (text?: string) => emptyIsNone(text ?? '') })} />
      </Field>
      <p className="text-sm text-muted">You will be its owner. Nobody else sees it until you bring them in.</p>
      <div>
        <Button type="submit" variant="primary" busy={isSubmitting}>
          Open investigation
        </Button>
      </div>
    </form>
  )
}
