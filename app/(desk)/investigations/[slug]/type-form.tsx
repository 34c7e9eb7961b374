'use client'

import { zodResolver } from '@hookform/resolvers/zod'
import { useFieldArray, useForm } from 'react-hook-form'
import type { z } from 'zod'
import { type FindingTypeView, newFindingTypeSchema, type ValueType } from '#lib/domain/finding'
import { Button } from '../../../_ui/button'
import { Field, Fieldset } from '../../../_ui/field'
import { Select, TextInput } from '../../../_ui/inputs'
import { showRefusal } from '../../../_ui/show-refusal'
import { Notice } from '../../../_ui/states'
import { toast } from '../../../_ui/toast'
import { changeType, defineType } from '../actions'

const words: Record<ValueType, string> = {
  text: 'Text',
  usd: 'Amount in dollars',
  count: 'Count',
  number: 'Number',
  date: 'Date',
}
const choices = ['text', 'usd', 'count', 'number', 'date'].map((value) => ({ value, label: words[value as ValueType] }))

/** A label → the key that its value is kept under: `Unit price` → unitPrice. */
const keyOf = (label: string, n: number) => {
  const parts = label.normalize('NFD').match(/[a-zA-Z0-9]+/g) ?? []
  const key = parts.map((part, i) => (i === 0 ? part.toLowerCase() : part[0]?.toUpperCase() + part.slice(1))).join('')
  return /^[a-z]/.test(key) ? key.slice(0, 40) : `value${n + 1}`
}

type Form = z.input<typeof newFindingTypeSchema>

/** Name and values of a type; a value's key is made once from its label and stays. */
export function TypeForm({
  investigationId,
  type,
  onDone,
  onCancel,
}: {
  investigationId: string
  type?: FindingTypeView
  onDone: () => void
  onCancel: () => void
}) {
  const form = useForm<Form>({
    resolver: (given, context, options) => {
      const values = given.values?.map((value, i) => ({
        ...value,
        key: value.key || keyOf(value.label, i),
        unit: value.unit?.trim() || undefined,
      }))
      return zodResolver(newFindingTypeSchema)({ ...given, ...(values ? { values } : {}) }, context, options)
    },
    defaultValues: { investigationId, name: type?.name ?? '', values: type?.values ?? [] },
  })
  const list = useFieldArray({ control: form.control, name: 'values' })
  const { errors, isSubmitting } = form.formState
  const send = form.handleSubmit(async ({ name, values }) => {
    const change = { name, values: values ?? [] }
    const result = type
      ? await changeType({ ...change, id: type.id, version: type.version })
      : await defineType({ ...change, investigationId })
    if (!result.ok) return showRefusal(form, result)
    toast(type ? `${result.value.name} is saved.` : `${result.value.name} is a column of the board now.`)
    onDone()
  })
  const listError = errors.values?.root?.message ?? errors.values?.message
  return (
    <form onSubmit={send} noValidate className="grid gap-3">
      {errors.root ? <Notice tone="late">{errors.root.message}</Notice> : null}
      <Field label="Name" error={errors.name?.message} required>
        <TextInput {...form.register('name')} autoFocus placeholder="Confidentiality clause" />
      </Field>
      <Fieldset
        legend="Values that such a finding carries"
        hint="Amounts and counts are added up on the board."
        error={listError}
      >
        <div className="grid gap-2">
          {list.fields.map((field, i) => (
            <div key={field.id} className="grid grid-cols-2 items-start gap-2 md:grid-cols-[1fr_11rem_8rem_auto]">
              <Field label="Label" error={errors.values?.[i]?.label?.message ?? errors.values?.[i]?.key?.message}>
                <TextInput {...form.register(`values.${i}.label`)} />
              </Field>
              <Field label="Kind">
                <Select {...form.register(`values.${i}.type`)} options={choices} />
              </Field>
              <Field label="Unit" optional>
                <TextInput {...form.register(`values.${i}.unit`)} />
              </Field>
              <Button variant="quiet" className="md:mt-6" onClick={() => list.remove(i)}>
                Remove
              </Button>
            </div>
          ))}
          <div>
            <Button onClick={() => list.append({ key: '', label: '', type: 'text', unit: '' })}>Add a value</Button>
          </div>
        </div>
      </Fieldset>
      <div className="flex gap-2">
        <Button type="submit" variant="primary" busy={isSubmitting}>
          {type ? 'Save type' : 'Define type'}
        </Button>
        <Button variant="quiet" onClick={onCancel}>
          Cancel
        </Button>
      </div>
    </form>
  )
}
