'use client'

import { zodResolver } from '@hookform/resolvers/zod'
import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { useForm } from 'react-hook-form'
import type { z } from 'zod'
import { type NewFigure, newFigureSchema, precisions } from '#lib/domain/figure'
import { Button } from '../../../../_ui/button'
import { Field } from '../../../../_ui/field'
import { Select, TextInput } from '../../../../_ui/inputs'
import { showRefusal } from '../../../../_ui/show-refusal'
import { Notice } from '../../../../_ui/states'
import { Panel } from '../../../../_ui/surface'
import { toast } from '../../../../_ui/toast'
import { saveFigure } from '../../actions'

const precisionWords = { day: 'the day is known', month: 'the month is known', year: 'only the year is known' }

/** One more figure, with who said it and one source. */
export function AddFigure({ investigationId, metrics }: { investigationId: string; metrics: string[] }) {
  const router = useRouter()
  const [open, setOpen] = useState(false)
  const form = useForm<z.input<typeof newFigureSchema>, unknown, NewFigure>({
    resolver: zodResolver(newFigureSchema),
    defaultValues: { investigationId, metric: metrics[0] ?? '', value: '', asOf: '', precision: 'day', saidBy: '' },
  })
  const { errors, isSubmitting } = form.formState
  const send = form.handleSubmit(async (figure) => {
    const result = await saveFigure(figure)
    if (!result.ok) return showRefusal(form, result)
    toast(`${result.value.value} is put down.`)
    form.reset({ ...form.getValues(), value: '', asOf: '', saidBy: '', sources: [] })
    setOpen(false)
    router.refresh()
  })
  if (!open) return <Button onClick={() => setOpen(true)}>Add a figure</Button>
  return (
    <Panel title="Add a figure" className="max-w-3xl">
      <form onSubmit={send} noValidate className="grid gap-3 md:grid-cols-2">
        {errors.root ? (
          <Notice tone="late" className="md:col-span-2">
            {errors.root.message}
          </Notice>
        ) : null}
        <Field label="What is counted" error={errors.metric?.message} required>
          <TextInput {...form.register('metric')} list="figure-metrics" />
        </Field>
        <Field
          label="The figure, as it was said"
          hint="405, at least 200, several dozen"
          error={errors.value?.message}
          required
        >
          <TextInput {...form.register('value')} />
        </Field>
        <Field label="As of" hint="YYYY-MM-DD, YYYY-MM or YYYY" error={errors.asOf?.message} required>
          <TextInput {...form.register('asOf')} />
        </Field>
        <Field label="How closely" error={errors.precision?.message}>
          <Select
            {...form.register('precision')}
            options={precisions.map((value) => ({ value, label: precisionWords[value] }))}
          />
        </Field>
        <Field label="Who says so" error={errors.saidBy?.message} required>
          <TextInput {...form.register('saidBy')} />
        </Field>
        <Field label="Source" error={errors.sources?.message} optional>
          <TextInput {...form.register('sources.0.title', { setValueAs: (text: string) => text || undefined })} />
        </Field>
        <datalist id="figure-metrics">
          {metrics.map((metric) => (
            <option key={metric} value={metric} />
          ))}
        </datalist>
        <div className="flex gap-2 md:col-span-2">
          <Button type="submit" variant="primary" busy={isSubmitting}>
            Add figure
          </Button>
          <Button variant="quiet" onClick={() => setOpen(false)}>
            Cancel
          </Button>
        </div>
      </form>
    </Panel>
  )
}
