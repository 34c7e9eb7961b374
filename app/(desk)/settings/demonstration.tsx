'use client'

import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { type DemoCounts, sayCounts, sayRemoved } from '#lib/domain/demo/counts'
import { Button } from '../../_ui/button.tsx'
import { ConfirmDialog } from '../../_ui/dialog.tsx'
import { ErrorBox } from '../../_ui/states.tsx'
import { Panel } from '../../_ui/surface.tsx'
import { toast } from '../../_ui/toast.tsx'
import { loadDemonstration, removeDemonstration } from '../welcome/actions.ts'

/** Loads or removes the demonstration; where the banner's "Remove all" leads. */
export function Demonstration({ counts }: { counts: DemoCounts | null }) {
  const router = useRouter()
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<string>()

  async function load() {
    setBusy(true)
    setProblem(undefined)
    const done = await loadDemonstration({})
    setBusy(false)
    if (!done.ok) return setProblem(done.message)
    toast(`Loaded ${sayCounts(done.value.counts)}.`)
    router.refresh()
  }
  async function remove() {
    const done = await removeDemonstration({})
    if (!done.ok) return done.message
    toast(sayRemoved(done.value), { timeout: 20_000 })
    router.refresh()
  }

  return (
    <Panel title="Demonstration" id="demonstration">
      <div className="grid justify-items-start gap-3">
        {problem ? <ErrorBox title={problem} /> : null}
        {counts ? (
          <>
            <p>Loaded: {sayCounts(counts)}. What you add to it yourself stays when it is removed.</p>
            <ConfirmDialog
              trigger={<Button>Remove the demonstration</Button>}
              title="Remove the demonstration?"
              confirm="Remove"
              tone="danger"
              onConfirm={remove}
            >
              Exactly what loading it made goes. What people added stays, with what it stands on.
            </ConfirmDialog>
          </>
        ) : (
          <>
            <p>
              A whole investigation, built from published reporting: requests to police departments, what came back, and
              the board. Open requests in it were never sent.
            </p>
            <Button busy={busy} onClick={load}>
              {busy ? 'Loading …' : 'Load the demonstration'}
            </Button>
          </>
        )}
      </div>
    </Panel>
  )
}
