'use client'

import { zodResolver } from '@hookform/resolvers/zod'
import { useRouter } from 'next/navigation'
import { useForm } from 'react-hook-form'
import type { z } from 'zod'
import { type ExhibitView, publishSchema } from '#lib/domain/exhibit'
import { Button } from '../../../../_ui/button'
import { Field } from '../../../../_ui/field'
import { formatDay } from '../../../../_ui/format-date'
import { Checkbox, TextArea, TextInput } from '../../../../_ui/inputs'
import { showRefusal } from '../../../../_ui/show-refusal'
import { Notice } from '../../../../_ui/states'
import { Panel } from '../../../../_ui/surface'
import { toast } from '../../../../_ui/toast'
import { publish } from '../../actions'

type Form = z.input<typeof publishSchema>

/** What readers see beside the pages, and the step that makes it public; with a later day it is only kept until then. */
export function PublishForm({ exhibit }: { exhibit: ExhibitView }) {
  const router = useRouter()
  const form = useForm<Form>({
    resolver: (values, context, options) =>
      zodResolver(publishSchema)({ ...values, embargoUntil: values.embargoUntil || undefined }, context, options),
    defaultValues: {
      summary: exhibit.summary ?? '',
      note: exhibit.note ?? '',
      credit: exhibit.credit ?? '',
      download: exhibit.download,
      embargoUntil: exhibit.embargoUntil ?? '',
    },
  })
  const { errors, isSubmitting } = form.formState
  const day = form.watch('embargoUntil')
  const later = day !== undefined && day > new Date().toISOString().slice(0, 10)
  const send = form.handleSubmit(async (input) => {
    const result = await publish({ ...input, id: exhibit.id })
    if (!result.ok) return showRefusal(form, result)
    const { status, embargoUntil } = result.value
    toast(
      status === 'published'
        ? `${exhibit.number} is published.`
        : `Kept until ${formatDay(embargoUntil ?? '')}. It then stands on Today; nothing publishes itself.`,
    )
    router.refresh()
  })
  return (
    <Panel title="Publish" meta="Everybody can read it then">
      <form onSubmit={send} noValidate className="grid gap-3">
        {errors.root ? <Notice tone="late">{errors.root.message}</Notice> : null}
        <Field label="Summary" hint="One line under the title." error={errors.summary?.message} optional>
          <TextInput {...form.register('summary')} />
        </Field>
        <Field label="What this shows" error={errors.note?.message} optional>
          <TextArea {...form.register('note')} rows={4} />
        </Field>
        <Field label="Credit" error={errors.credit?.message} optional>
          <TextInput {...form.register('credit')} placeholder="Who obtained it" />
        </Field>
        <Checkbox {...form.register('download')} label="Readers can download the PDF" />
        <Field
          label="Not before"
          hint="Only reminds: the exhibit then stands on Today, and an editor publishes it."
          error={errors.embargoUntil?.message}
          optional
        >
          <TextInput type="date" {...form.register('embargoUntil')} className="w-auto justify-self-start" />
        </Field>
        <div>
          <Button type="submit" variant="primary" busy={isSubmitting}>
            {later ? 'Keep until that day' : 'Publish'}
          </Button>
        </div>
      </form>
    </Panel>
  )
}
