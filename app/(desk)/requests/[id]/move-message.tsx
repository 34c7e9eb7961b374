'use client'

import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { Button } from '../../../_ui/button.tsx'
import { Combobox } from '../../../_ui/combobox.tsx'
import { Dialog } from '../../../_ui/dialog.tsx'
import { Field } from '../../../_ui/field.tsx'
import type { Option } from '../../../_ui/option-list.tsx'
import { toast } from '../../../_ui/toast.tsx'
import { findOtherRequests, sendMove } from '../actions.ts'

/** A message that lies on the wrong request goes to another, with what it carried. */
export function MoveMessage({ id, investigationId, from }: { id: string; investigationId: string; from: string }) {
  const router = useRouter()
  const [open, setOpen] = useState(false)
  const [target, setTarget] = useState<Option | null>(null)
  const [refusal, setRefusal] = useState<string>()

  async function load(words: string) {
    const found = await findOtherRequests({ investigationId, words })
    return found.ok ? found.value.filter(({ value }) => value !== from) : []
  }

  async function move() {
    if (!target) return setRefusal('Choose the request it belongs to.')
    const done = await sendMove({ id, requestId: target.value })
    if (!done.ok) return setRefusal(done.message)
    setOpen(false)
    const undo = async () => {
      await sendMove({ id, requestId: from })
      router.refresh()
    }
    toast(`Moved to ${done.value.request.number}.`, { undo })
    router.refresh()
  }

  return (
    <Dialog
      open={open}
      onOpenChange={setOpen}
      trigger={
        <button type="button" className="no-print cursor-pointer underline">
          Move
        </button>
      }
      title="Move this message"
      footer={
        <Button variant="primary" className="ml-auto" onClick={move}>
          Move
        </Button>
      }
    >
      <Field
        label="To which request"
        hint="Of the same investigation. Its documents go with it, and both due dates are counted again."
        error={refusal}
      >
        <Combobox load={load} value={target} onChange={setTarget} placeholder="Number, subject or agency" />
      </Field>
    </Dialog>
  )
}
