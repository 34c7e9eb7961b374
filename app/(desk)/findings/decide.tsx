'use client'

import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { type FindingStatus, type FindingView, mayDecide, statusWords } from '#lib/domain/finding'
import { Button } from '../../_ui/button'
import { toast } from '../../_ui/toast'
import { changeFinding } from './actions'

export type Reader = { id: string; editor: boolean; reporter: boolean }
type Decided = Pick<FindingView, 'id' | 'number' | 'status' | 'createdBy'>

/** What this reader may make of a finding now; `why` says who may where they may not. */
export function choicesFor(finding: Decided, reader: Reader) {
  const steps: Record<FindingStatus, FindingStatus[]> = {
    proposed: ['checked', 'disputed'],
    checked: ['cleared', 'disputed', 'proposed'],
    disputed: ['checked', 'proposed'],
    cleared: ['disputed', 'proposed'],
  }
  return steps[finding.status].map((status) => {
    const decides = status === 'checked' || status === 'cleared'
    const own = !mayDecide(status, finding, reader.id)
    const why = own
      ? 'You wrote it: a second editor checks it.'
      : decides && !reader.editor
        ? 'An editor checks and clears.'
        : reader.reporter
          ? ''
          : 'Reporters and editors decide.'
    return { status, word: verbs[status], why }
  })
}

const verbs: Record<FindingStatus, string> = {
  proposed: 'Propose again',
  checked: 'Check',
  disputed: 'Dispute',
  cleared: 'Clear',
}

/** Changes the status, says so, and can take it back. @returns whether it was done. */
export function useDecide() {
  const router = useRouter()
  const [busy, setBusy] = useState('')
  async function decide(finding: Decided, status: FindingStatus) {
    if (busy) return false
    setBusy(finding.id)
    const result = await changeFinding({ id: finding.id, status })
    setBusy('')
    if (!result.ok) {
      toast(result.message, { error: true })
      return false
    }
    const undo = async () => {
      const back = await changeFinding({ id: finding.id, status: finding.status })
      if (!back.ok) throw new Error(back.message)
      router.refresh()
    }
    toast(`${finding.number} is ${statusWords[status].toLowerCase()}.`, { undo })
    router.refresh()
    return true
  }
  return { decide, busy }
}

/** Check, Dispute, Clear: the steps from here, each open to those who may. */
export function Decide({ finding, reader }: { finding: Decided; reader: Reader }) {
  const { decide, busy } = useDecide()
  const choices = choicesFor(finding, reader)
  const reason = choices.find(({ why }) => why)?.why
  return (
    <div className="flex flex-wrap items-center gap-2">
      {choices.map(({ status, word, why }) => (
        <Button
          key={status}
          onClick={() => decide(finding, status)}
          disabled={why !== ''}
          busy={busy !== ''}
          title={why || undefined}
        >
          {word}
        </Button>
      ))}
      {reason ? <span className="text-xs text-muted">{reason}</span> : null}
    </div>
  )
}
