'use client'

import { useRouter } from 'next/navigation'
import { useState, useTransition } from 'react'
import { pageRanges } from '#lib/domain/document-words'
import type { Reading } from '#lib/domain/viewer'
import { Switch } from '../../../_ui/inputs.tsx'
import { toast } from '../../../_ui/toast.tsx'
import { markReadAction } from '../actions.ts'

/** "Read to its end": what the board's "looked, nothing found" rests on. Says who else has read it, and how far. */
export function ReadSwitch({ reading }: { reading: Reading }) {
  const { document, userId } = reading
  const mine = document.read.find((one) => one.userId === userId)
  const [on, setOn] = useState(mine?.toItsEnd ?? false)
  const [busy, start] = useTransition()
  const router = useRouter()
  const others = document.read.filter((one) => one.userId !== userId)
  const change = (toItsEnd: boolean) => {
    setOn(toItsEnd)
    start(async () => {
      const result = await markReadAction({ id: document.id, toItsEnd })
      if (!result.ok) {
        setOn(!toItsEnd)
        toast(result.message, { error: true })
      }
      router.refresh()
    })
  }
  return (
    <div className="viewer-read">
      <Switch
        label="I have read it to its end"
        checked={on}
        disabled={busy || document.pages === 0}
        onChange={(event) => change(event.currentTarget.checked)}
      />
      {others.map((one) => (
        <p key={one.userId} className="text-xs text-muted">
          {one.toItsEnd ? `${one.name} has read it to its end` : `${one.name} has read p. ${pageRanges(one.pages)}`}
        </p>
      ))}
    </div>
  )
}
