'use client'

import { useRouter } from 'next/navigation'
import { type SubmitEvent, useState } from 'react'
import type { ChangeDocuments } from '#lib/domain/intake'
import { Button } from '../../_ui/button.tsx'
import { TextInput } from '../../_ui/inputs.tsx'
import { toast } from '../../_ui/toast.tsx'
import { workChanged } from '../../_ui/work.ts'
import { changeDocumentsAction } from './actions.ts'
import { type Picked, pickAll, usePicked } from './picked.ts'

type Doing = ChangeDocuments['doing']
const said: Record<Doing, string> = {
  delete: 'deleted; kept for 30 days',
  restore: 'brought back',
  retry: 'read again',
  cancel: 'not read any further',
  kind: 'changed',
}

/** What can be done with the rows that are ticked. `deleted`: the list is of deleted ones. */
export function BulkBar({ deleted }: { deleted: boolean }) {
  const router = useRouter()
  const { picked } = usePicked()
  const [busy, setBusy] = useState(false)
  if (picked.length === 0) return null

  async function change(rows: readonly Picked[], doing: Doing, kind?: string) {
    setBusy(true)
    const ids = rows.map(({ id }) => id)
    const result = await changeDocumentsAction({ ids, doing, ...(kind ? { kind } : {}) })
    setBusy(false)
    router.refresh()
    workChanged()
    if (!result.ok) return void toast(result.message, { error: true })
    const { done, refused } = result.value
    const undo = undoOf(
      rows.filter(({ id }) => done.includes(id)),
      doing,
    )
    const not = refused[0] ? ` ${refused.length} not: ${refused[0].message}` : ''
    toast(`${done.length} ${done.length === 1 ? 'document' : 'documents'} ${said[doing]}.${not}`, undo ? { undo } : {})
    pickAll(false)
  }

  /** What is deleted comes back, what is restored goes, and each gets the kind it had. */
  function undoOf(rows: readonly Picked[], doing: Doing) {
    if (rows.length === 0 || doing === 'retry' || doing === 'cancel') return undefined
    return async () => {
      const ids = rows.map(({ id }) => id)
      if (doing === 'kind')
        for (const kind of new Set(rows.map((row) => row.kind)))
          await must({ ids: rows.filter((row) => row.kind === kind).map(({ id }) => id), doing: 'kind', kind })
      else await must({ ids, doing: doing === 'delete' ? 'restore' : 'delete' })
      router.refresh()
    }
  }

  function setKind(event: SubmitEvent<HTMLFormElement>) {
    event.preventDefault()
    const kind = String(new FormData(event.currentTarget).get('kind') ?? '').trim()
    if (kind) void change(picked, 'kind', kind)
  }

  return (
    <section className="bulk-bar" aria-label="With the selected documents">
      <b role="status">{picked.length} selected</b>
      {deleted ? (
        <Button busy={busy} onClick={() => void change(picked, 'restore')}>
          Restore
        </Button>
      ) : (
        <>
          <Button busy={busy} onClick={() => void change(picked, 'retry')}>
            Read again
          </Button>
          <Button busy={busy} onClick={() => void change(picked, 'cancel')}>
            Stop reading
          </Button>
          <form onSubmit={setKind} className="flex items-center gap-1">
            <TextInput
              name="kind"
              aria-label="Kind"
              placeholder="Kind, such as agreement"
              maxLength={60}
              className="w-44"
            />
            <Button type="submit" busy={busy}>
              Set kind
            </Button>
          </form>
          <Button variant="danger" busy={busy} onClick={() => void change(picked, 'delete')}>
            Delete
          </Button>
        </>
      )}
      <Button variant="quiet" onClick={() => pickAll(false)}>
        Select none
      </Button>
    </section>
  )
}

async function must(input: ChangeDocuments) {
  const result = await changeDocumentsAction(input)
  if (!result.ok) throw new Error(result.message)
}
