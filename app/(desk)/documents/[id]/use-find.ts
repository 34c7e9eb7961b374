'use client'

import { useEffect, useState } from 'react'
import type { FoundInDocument } from '#lib/domain/page-view'

const nothing: FoundInDocument = { total: 0, pages: 0, how: 'as_typed', hits: [] }

/** Find in document: what stands where, and which hit is the one looked at. `step` goes to the next or the one before. */
export function useFind(documentId: string, version: number, first: string, from: () => number) {
  const [q, setQ] = useState(first)
  const [whole, setWhole] = useState(false)
  const [found, setFound] = useState<FoundInDocument & { q: string }>({ ...nothing, q: '' })
  const [now, setNow] = useState(-1)
  const [trouble, setTrouble] = useState('')

  // biome-ignore lint/correctness/useExhaustiveDependencies: a new version of the document is sought through again
  useEffect(() => {
    const sought = q.trim()
    if (!sought) {
      setFound({ ...nothing, q: '' })
      setNow(-1)
      return
    }
    const stop = new AbortController()
    const timer = setTimeout(async () => {
      try {
        const path = `/api/v1/documents/${documentId}/find?q=${encodeURIComponent(sought.slice(0, 500))}${whole ? '&whole=true' : ''}`
        const answer = await fetch(path, { signal: stop.signal })
        if (!answer.ok) throw new Error(String(answer.status))
        const said = (await answer.json()) as FoundInDocument // our own API's schema
        setTrouble('')
        setFound({ ...said, q: sought })
        const ahead = said.hits.findIndex((hit) => hit.page >= from())
        setNow(said.hits.length === 0 ? -1 : Math.max(0, ahead))
      } catch {
        if (!stop.signal.aborted) setTrouble('The search did not answer. Check the connection and press Enter again.')
      }
    }, 200)
    return () => {
      clearTimeout(timer)
      stop.abort()
    }
  }, [documentId, q, whole, version])

  const step = (by: 1 | -1) =>
    setNow((before) => (found.hits.length === 0 ? -1 : (before + by + found.hits.length) % found.hits.length))
  return { q, setQ, whole, setWhole, found, now, setNow, step, trouble }
}
export type Finder = ReturnType<typeof useFind>
