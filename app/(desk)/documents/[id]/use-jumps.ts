import { type Dispatch, type SetStateAction, useEffect } from 'react'
import type { PageHit } from '#lib/domain/page-view'
import type { ShownFinding } from './shown-finding.ts'
import { pageInAddress } from './use-address.ts'
import type { useColumn } from './use-column.ts'

/** A page to go to; `times` tells going to the same one again. */
export type Jump = { page: number; times: number }
type Given = {
  documentId: string
  findings: readonly ShownFinding[]
  lit: string | null
  hit: PageHit | undefined
  column: ReturnType<typeof useColumn>
  setJump: Dispatch<SetStateAction<Jump>>
}

/** Goes where the address says, `#p3` or the passage of a finding, and to the hit that is chosen. */
export function useJumps({ documentId, findings, lit, hit, column, setJump }: Given) {
  const { ready, goTo, keep } = column
  const anchor = findings.find((f) => f.number === lit)?.anchors.find((a) => a.documentId === documentId)
  const litAt = anchor ? anchor.page + (anchor.boxes[0]?.[1] ?? 0) : 0
  useEffect(() => {
    const follow = () => {
      const page = pageInAddress()
      if (page < 1) return
      if (ready) goTo(page)
      else keep(page)
      setJump((before) => ({ page, times: before.times + 1 }))
    }
    if (litAt > 0 && ready) goTo(Math.floor(litAt), litAt % 1)
    else follow()
    addEventListener('hashchange', follow)
    return () => removeEventListener('hashchange', follow)
  }, [ready, litAt, goTo, keep, setJump])
  useEffect(() => {
    if (!hit) return
    setJump((before) => ({ page: hit.page, times: before.times + 1 }))
    if (ready) goTo(hit.page, hit.boxes[0]?.[1] ?? 0)
  }, [hit, ready, goTo, setJump])
}
