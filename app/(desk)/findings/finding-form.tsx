'use client'

import { zodResolver } from '@hookform/resolvers/zod'
import type { ComponentProps } from 'react'
import { useForm } from 'react-hook-form'
import { editFindingOf, type FindingView, type ValueDefinition } from '#lib/domain/finding'
import { Button } from '../../_ui/button'
import { Field } from '../../_ui/field'
import { TextArea, TextInput } from '../../_ui/inputs'
import { showRefusal } from '../../_ui/show-refusal'
import { Notice } from '../../_ui/states'
import { changeFinding } from './actions'

const inputs: Record<ValueDefinition['type'], ComponentProps<'input'>> = {
  number: { inputMode: 'decimal' },
  usd: { inputMode: 'decimal', placeholder: '$' },
  count: { inputMode: 'numeric' },
  date: { type: 'date' },
  text: {},
}

/** Statement and values of a finding; the fields are those of its type. Saving makes it proposed again. */
export function FindingForm({
  finding,
  definitions,
  onSaved,
  onCancel,
  save = 'Save',
  cancel = 'Cancel',
  autoFocus,
}: {
  finding: Pick<FindingView, 'id' | 'statement' | 'values' | 'version' | 'status'>
  definitions: readonly ValueDefinition[]
  onSaved: (finding: FindingView) => void
  onCancel?: () => void
  save?: string
  cancel?: string
  autoFocus?: boolean
}) {
  const form = useForm({
    resolver: zodResolver(editFindingOf(definitions)),
    defaultValues: {
      statement: finding.statement,
      values: Object.fromEntries(definitions.map(({ key }) => [key, String(finding.values[key] ?? '')])),
    },
  })
  const { errors, isSubmitting } = form.formState
  const send = form.handleSubmit(async (change) => {
    const result = await changeFinding({ ...change, id: finding.id, version: finding.version })
    if (result.ok) onSaved(result.value)
    else showRefusal(form, result)
  })
  return (
    <form onSubmit={send} className="grid gap-3" noValidate>
      {errors.root ? <Notice tone="late">{errors.root.message}</Notice> : null}
      {definitions.map(({ key, label, type, unit }, i) => (
        <Field key={key} label={unit ? `${label} (${unit})` : label} error={errors.values?.[key]?.message} optional>
          <TextInput {...inputs[type]} {...form.register(`values.${key}`)} autoFocus={autoFocus && i === 0} />
        </Field>
      ))}
      <Field label="Statement" error={errors.statement?.message}>
        <TextArea rows={3} {...form.register('statement')} />
      </Field>
      {finding.status === 'proposed' ? null : (
        <p className="text-xs text-muted">A changed statement or value makes the finding proposed again.</p>
      )}
      <div className="flex gap-2">
        <Button type="submit" variant="primary" busy={isSubmitting}>
          {save}
        </Button>
        {onCancel ? (
          <Button variant="quiet" onClick={onCancel}>
            {cancel}
          </Button>
        ) : null}
      </div>
    </form>
  )
}
