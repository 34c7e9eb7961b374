'use client'

import { zodResolver } from '@hookform/resolvers/zod'
import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { useForm } from 'react-hook-form'
import { rejectSchema } from '#lib/domain/exhibit'
import type { ReviewMark } from '#lib/services/exhibits/open-review'
import { Button } from '../../../../_ui/button'
import { Field } from '../../../../_ui/field'
import { TextArea } from '../../../../_ui/inputs'
import { showRefusal } from '../../../../_ui/show-refusal'
import { Notice } from '../../../../_ui/states'
import { toast } from '../../../../_ui/toast'
import { approve, refuse } from '../../actions'

/** The second person's word on the whole: approve once every mark is, or refuse with a reason and the marks that are meant. */
export function Decide({
  exhibit,
  left,
  rejected,
}: {
  exhibit: { id: string; number: string }
  left: number
  rejected: readonly ReviewMark[]
}) {
  const router = useRouter()
  const [busy, setBusy] = useState(false)
  const [refusing, setRefusing] = useState(false)
  async function accept() {
    setBusy(true)
    const result = await approve({ id: exhibit.id })
    setBusy(false)
    if (!result.ok) return toast(result.message, { error: true })
    toast(`${exhibit.number} is approved. An editor can publish it.`)
    router.refresh()
  }
  if (refusing || rejected.length > 0)
    return <Refuse exhibit={exhibit} rejected={rejected} onCancel={() => setRefusing(false)} />
  return (
    <div className="grid gap-2">
      <div className="flex flex-wrap gap-2">
        <Button variant="primary" busy={busy} disabled={left > 0} onClick={accept}>
          Approve exhibit
        </Button>
        <Button onClick={() => setRefusing(true)}>Refuse</Button>
      </div>
      {left > 0 ? (
        <p className="text-sm text-muted">Look at each mark first: {left === 1 ? '1 is' : `${left} are`} unreviewed.</p>
      ) : null}
    </div>
  )
}

function Refuse({
  exhibit,
  rejected,
  onCancel,
}: {
  exhibit: { id: string; number: string }
  rejected: readonly ReviewMark[]
  onCancel: () => void
}) {
  const router = useRouter()
  const form = useForm({ resolver: zodResolver(rejectSchema), defaultValues: { reason: '' } })
  const { errors, isSubmitting } = form.formState
  const send = form.handleSubmit(async ({ reason }) => {
    const result = await refuse({ id: exhibit.id, reason, markIds: rejected.map(({ id }) => id) })
    if (!result.ok) return showRefusal(form, result)
    toast(`${exhibit.number} is refused. Its maker sees why.`)
    router.refresh()
  })
  return (
    <form onSubmit={send} noValidate className="grid gap-2">
      {errors.root ? <Notice tone="late">{errors.root.message}</Notice> : null}
      <Field
        label="Why you refuse it"
        hint={rejected.length > 0 ? `Meant: ${rejected.map(({ n }) => `mark ${n}`).join(', ')}.` : undefined}
        error={errors.reason?.message}
        required
      >
        <TextArea {...form.register('reason')} rows={3} />
      </Field>
      <div className="flex gap-2">
        <Button type="submit" variant="danger" busy={isSubmitting}>
          Refuse exhibit
        </Button>
        {rejected.length === 0 ? (
          <Button variant="quiet" onClick={onCancel}>
            Cancel
          </Button>
        ) : null}
      </div>
    </form>
  )
}
