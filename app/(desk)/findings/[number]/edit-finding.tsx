'use client'

import { useRouter } from 'next/navigation'
import { useState } from 'react'
import type { FindingView, ValueDefinition } from '#lib/domain/finding'
import { Button } from '../../../_ui/button'
import { ConfirmDialog } from '../../../_ui/dialog'
import { toast } from '../../../_ui/toast'
import { removeFinding } from '../actions'
import { FindingForm } from '../finding-form'

/** Opens the form of a finding in its place; deletes it after asking. */
export function EditFinding({
  finding,
  definitions,
}: {
  finding: FindingView
  definitions: readonly ValueDefinition[]
}) {
  const router = useRouter()
  const [open, setOpen] = useState(false)

  async function remove() {
    const result = await removeFinding({ id: finding.id })
    if (!result.ok) return result.message
    toast(`${finding.number} is deleted.`)
    router.push('/findings')
  }
  if (open)
    return (
      <FindingForm
        finding={finding}
        definitions={definitions}
        onSaved={(next) => {
          toast(`${next.number} is saved.`)
          setOpen(false)
          router.refresh()
        }}
        onCancel={() => setOpen(false)}
        autoFocus
      />
    )
  return (
    <div className="flex gap-2">
      <Button onClick={() => setOpen(true)}>
        {definitions.length > 0 ? 'Edit statement and values' : 'Edit statement'}
      </Button>
      <ConfirmDialog
        trigger={<Button variant="quiet">Delete</Button>}
        title={`Delete ${finding.number}?`}
        confirm={`Delete ${finding.number}`}
        onConfirm={remove}
      >
        It leaves the board and the search at once. Its number is not given again.
      </ConfirmDialog>
    </div>
  )
}
