'use client'

import { zodResolver } from '@hookform/resolvers/zod'
import { useRouter } from 'next/navigation'
import { useForm } from 'react-hook-form'
import type { z } from 'zod'
import { type ExhibitView, updateSchema } from '#lib/domain/exhibit'
import { Button } from '../../../../_ui/button'
import { Field } from '../../../../_ui/field'
import { Checkbox, TextArea } from '../../../../_ui/inputs'
import { showRefusal } from '../../../../_ui/show-refusal'
import { Notice } from '../../../../_ui/states'
import { Panel } from '../../../../_ui/surface'
import { toast } from '../../../../_ui/toast'
import { addUpdate } from '../../actions'

type Form = z.input<typeof updateSchema>

/** Dated words that readers see above the pages. */
export function UpdateForm({ exhibit }: { exhibit: ExhibitView }) {
  const router = useRouter()
  const form = useForm<Form>({ resolver: zodResolver(updateSchema), defaultValues: { text: '', correction: false } })
  const { errors, isSubmitting } = form.formState
  const send = form.handleSubmit(async (input) => {
    const result = await addUpdate({ ...input, id: exhibit.id })
    if (!result.ok) return showRefusal(form, result)
    form.reset()
    toast('Noted. Readers see it above the pages.')
    router.refresh()
  })
  return (
    <Panel title="Update or correct">
      <form onSubmit={send} noValidate className="grid gap-2">
        {errors.root ? <Notice tone="late">{errors.root.message}</Notice> : null}
        <Field label="What changed" hint="Readers see it with today’s date." error={errors.text?.message} required>
          <TextArea {...form.register('text')} rows={2} />
        </Field>
        <Checkbox {...form.register('correction')} label="It corrects something that was wrong" />
        <div>
          <Button type="submit" busy={isSubmitting}>
            Add
          </Button>
        </div>
      </form>
    </Panel>
  )
}
