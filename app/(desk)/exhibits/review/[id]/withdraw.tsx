'use client'

import { zodResolver } from '@hookform/resolvers/zod'
import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { useForm } from 'react-hook-form'
import type { z } from 'zod'
import { withdrawSchema } from '#lib/domain/exhibit'
import { Button } from '../../../../_ui/button'
import { Field } from '../../../../_ui/field'
import { TextInput } from '../../../../_ui/inputs'
import { showRefusal } from '../../../../_ui/show-refusal'
import { Notice } from '../../../../_ui/states'
import { Panel } from '../../../../_ui/surface'
import { toast } from '../../../../_ui/toast'
import { withdraw } from '../../actions'

type Form = z.input<typeof withdrawSchema>

/** Takes it back for good; a published one leaves its reason at its address. */
export function Withdraw({ id, published }: { id: string; published: boolean }) {
  const router = useRouter()
  const [open, setOpen] = useState(false)
  const form = useForm<Form>({ resolver: zodResolver(withdrawSchema), defaultValues: { reason: '' } })
  const { errors, isSubmitting } = form.formState
  const send = form.handleSubmit(async (input) => {
    const result = await withdraw({ ...input, id })
    if (!result.ok) return showRefusal(form, result)
    toast('It is withdrawn.')
    router.refresh()
  })
  if (!open)
    return (
      <div>
        <Button variant="quiet" onClick={() => setOpen(true)}>
          Withdraw this version
        </Button>
      </div>
    )
  return (
    <Panel title="Withdraw">
      <form onSubmit={send} noValidate className="grid gap-2">
        {errors.root ? <Notice tone="late">{errors.root.message}</Notice> : null}
        <Field
          label="Why"
          hint={
            published
              ? 'Readers who come to its address see this instead of the pages. Links to it stop at once.'
              : 'The team sees this. It cannot be approved or published any more.'
          }
          error={errors.reason?.message}
          required
        >
          <TextInput {...form.register('reason')} autoFocus />
        </Field>
        <div className="flex gap-2">
          <Button type="submit" variant="danger" busy={isSubmitting}>
            Withdraw
          </Button>
          <Button variant="quiet" onClick={() => setOpen(false)}>
            Cancel
          </Button>
        </div>
      </form>
    </Panel>
  )
}
