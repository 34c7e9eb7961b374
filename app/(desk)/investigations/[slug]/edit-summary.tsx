'use client'

import { zodResolver } from '@hookform/resolvers/zod'
import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { useForm } from 'react-hook-form'
import { editInvestigationSchema, type InvestigationView } from '#lib/domain/investigation'
import { Button } from '../../../_ui/button'
import { Field } from '../../../_ui/field'
import { TextArea, TextInput } from '../../../_ui/inputs'
import { showRefusal } from '../../../_ui/show-refusal'
import { Notice } from '../../../_ui/states'
import { toast } from '../../../_ui/toast'
import { saveInvestigation } from '../actions'

/** Title and summary, read; an owner opens them for a change. */
export function EditSummary({ investigation, may }: { investigation: InvestigationView; may: boolean }) {
  const router = useRouter()
  const [open, setOpen] = useState(false)
  const { id, title, summary, version } = investigation
  const form = useForm({ resolver: zodResolver(editInvestigationSchema), values: { title, summary } })
  const { errors, isSubmitting } = form.formState
  const send = form.handleSubmit(async (change) => {
    const result = await saveInvestigation({ ...change, id, version })
    if (!result.ok) return showRefusal(form, result)
    toast('Saved.')
    setOpen(false)
    router.refresh()
  })
  if (!open)
    return (
      <div className="grid justify-items-start gap-3">
        <p className="max-w-prose whitespace-pre-line">
          {summary || <span className="text-muted">Nothing written yet.</span>}
        </p>
        {may ? <Button onClick={() => setOpen(true)}>Edit</Button> : null}
      </div>
    )
  return (
    <form onSubmit={send} noValidate className="grid gap-3">
      {errors.root ? <Notice tone="late">{errors.root.message}</Notice> : null}
      <Field label="Title" error={errors.title?.message}>
        <TextInput {...form.register('title')} autoFocus />
      </Field>
      <Field label="What it is about" error={errors.summary?.message}>
        <TextArea rows={5} {...form.register('summary')} />
      </Field>
      <div className="flex gap-2">
        <Button type="submit" variant="primary" busy={isSubmitting}>
          Save
        </Button>
        <Button variant="quiet" onClick={() => setOpen(false)}>
          Cancel
        </Button>
      </div>
    </form>
  )
}
