'use client'

import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { Button } from '../../../_ui/button.tsx'
import { Dialog } from '../../../_ui/dialog.tsx'
import { Field } from '../../../_ui/field.tsx'
import { TextInput } from '../../../_ui/inputs.tsx'
import { toast } from '../../../_ui/toast.tsx'
import { changeRequest } from '../actions.ts'

type Dated = { id: string; dueOn: string | null; dueOverride: { on: string; reason: string } | null }

/** Another due date with its reason, such as an extension that was agreed on; or back to the law's. */
export function CorrectDue({ request }: { request: Dated }) {
  const router = useRouter()
  const [open, setOpen] = useState(false)
  const [on, setOn] = useState(request.dueOverride?.on ?? request.dueOn ?? '')
  const [reason, setReason] = useState(request.dueOverride?.reason ?? '')
  const [refusal, setRefusal] = useState<string>()
  const [busy, setBusy] = useState(false)

  async function save(dueOverride: { on: string; reason: string } | null) {
    setBusy(true)
    const done = await changeRequest({ id: request.id, change: { dueOverride } })
    setBusy(false)
    if (!done.ok) return setRefusal(done.errors[0]?.message ?? done.message)
    setOpen(false)
    const before = request.dueOverride
    const undo = async () => {
      await changeRequest({ id: request.id, change: { dueOverride: before } })
      router.refresh()
    }
    toast(dueOverride ? 'The due date is set by hand.' : 'The due date is the law’s again.', { undo })
    router.refresh()
  }

  return (
    <Dialog
      open={open}
      onOpenChange={setOpen}
      trigger={request.dueOn ? <Button>Extend or correct</Button> : <Button variant="quiet">Set a due date</Button>}
      title={request.dueOn ? 'Another due date' : 'A due date'}
      footer={
        <>
          {request.dueOverride ? (
            <Button busy={busy} onClick={() => save(null)}>
              Back to the law’s date
            </Button>
          ) : null}
          <Button variant="primary" busy={busy} className="ml-auto" onClick={() => save({ on, reason })}>
            Save
          </Button>
        </>
      }
    >
      <div className="grid gap-3">
        {refusal ? (
          <p role="alert" className="text-late">
            {refusal}
          </p>
        ) : null}
        <Field label="Due on">
          <TextInput type="date" value={on} onChange={(event) => setOn(event.target.value)} />
        </Field>
        <Field label="Why" hint="Who said so, and when: “Ms Ortiz asked for ten more days on the phone, 12 Nov”.">
          <TextInput value={reason} onChange={(event) => setReason(event.target.value)} />
        </Field>
      </div>
    </Dialog>
  )
}
