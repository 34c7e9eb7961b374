'use client'

import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { Button, LinkButton } from '../../_ui/button.tsx'
import { ErrorBox } from '../../_ui/states.tsx'
import { Card } from '../../_ui/surface.tsx'
import { loadDemonstration } from './actions.ts'

export function Beginnings({ mayLoad }: { mayLoad: boolean }) {
  const router = useRouter()
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<string>()
  async function load() {
    setBusy(true)
    setProblem(undefined)
    const done = await loadDemonstration({})
    if (done.ok) {
      router.push('/')
      return router.refresh() // the frame too: the banner, the investigation in the rail
    }
    setBusy(false)
    setProblem(done.message)
  }
  return (
    <>
      {problem ? <ErrorBox title={problem} /> : null}
      <div className="grid gap-4 md:grid-cols-2">
        {mayLoad ? (
          <Card className="grid content-start justify-items-start gap-3 p-5">
            <h2>Look around first</h2>
            <p>
              Loads a whole investigation, built from published reporting: requests to police departments, what came
              back, and the board. Removed again in one step.
            </p>
            <Button variant="primary" busy={busy} onClick={load}>
              {busy ? 'Loading …' : 'Load the demonstration'}
            </Button>
          </Card>
        ) : null}
        <Card className="grid content-start justify-items-start gap-3 p-5">
          <h2>Start empty</h2>
          <p>Open your first investigation, then log a request in it, also one that you filed months ago.</p>
          <LinkButton href="/investigations/new" aria-disabled={busy} variant={mayLoad ? undefined : 'primary'}>
            Open an investigation
          </LinkButton>
        </Card>
      </div>
    </>
  )
}
