'use client'

import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import type { Reader } from '#lib/domain/coverage'
import type { Reading } from '#lib/domain/viewer'
import { toast } from '../../../_ui/toast.tsx'
import { markReadAction } from '../actions.ts'
import type { Seen } from './use-column.ts'

const lookEvery = 250
/** A page counts once half of it or more stood before somebody's eyes for so long, all in all. */
const enoughMs = 1_500
const sendAfter = 8_000
const sendAtLatest = 25

type Mine = { pages: ReadonlySet<number>; toItsEnd: boolean }

/**
 * Which pages were read by whom. While the window is in front, what stands in it is looked at four times a second, and
 * pages seen long enough are sent together. What was read counts at once here; `others` is as the server said.
 */
export function useCoverage(reading: Omit<Reading, 'first'>, seen: () => readonly Seen[]) {
  const { document: doc, userId } = reading
  const before = doc.read.find((one) => one.userId === userId)
  const [mine, setMine] = useState<Mine>(() => ({
    pages: new Set(before?.pages),
    toItsEnd: before?.toItsEnd ?? false,
  }))
  const known = useRef(mine.pages)
  const waiting = useRef(new Set<number>())
  const taken = useRef(new Set<number>()) // marked unread here: not counted again by looking at them
  const look = useRef(seen)
  look.current = seen

  const tell = useCallback(
    async (last: boolean) => {
      const pages = [...waiting.current]
      if (pages.length === 0) return
      waiting.current = new Set()
      try {
        const answer = await fetch(`/api/v1/documents/${doc.id}/read`, {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify({ pages }),
          keepalive: last,
        })
        if (answer.status >= 500) throw new Error(String(answer.status))
        if (!answer.ok) return // signed out, or the document is gone: nothing to add up to
        const { toItsEnd } = (await answer.json()) as { toItsEnd: boolean } // our own API's schema
        if (toItsEnd) setMine((now) => ({ ...now, toItsEnd }))
      } catch {
        for (const page of pages) waiting.current.add(page) // offline for a moment: sent with the next ones
      }
    },
    [doc.id],
  )

  useEffect(() => {
    if (!userId) return
    const ms = new Map<number, number>()
    let since = 0
    const timer = setInterval(() => {
      if (document.visibilityState !== 'visible' || !document.hasFocus()) return
      let more = false
      for (const { page, part } of look.current()) {
        if (part < 0.5 || known.current.has(page) || taken.current.has(page)) continue
        const sum = (ms.get(page) ?? 0) + lookEvery
        ms.set(page, sum)
        if (sum < enoughMs) continue
        known.current = new Set(known.current).add(page)
        waiting.current.add(page)
        more = true
      }
      if (more) setMine((now) => ({ ...now, pages: known.current }))
      since = waiting.current.size > 0 ? since + lookEvery : 0
      if (since < sendAfter && waiting.current.size < sendAtLatest) return
      since = 0
      void tell(false)
    }, lookEvery)
    const leave = () => void tell(true)
    const hidden = () => document.visibilityState === 'hidden' && leave()
    addEventListener('pagehide', leave)
    document.addEventListener('visibilitychange', hidden)
    return () => {
      clearInterval(timer)
      removeEventListener('pagehide', leave)
      document.removeEventListener('visibilitychange', hidden)
      leave()
    }
  }, [userId, tell])

  /** Takes a page back, or says that it was read. */
  const mark = useCallback(
    async (page: number, isRead: boolean) => {
      const next = new Set(known.current)
      if (isRead) next.add(page)
      else next.delete(page)
      waiting.current.delete(page)
      if (!isRead) taken.current.add(page)
      known.current = next
      setMine((now) => ({ pages: next, toItsEnd: isRead && now.toItsEnd }))
      const said = await markReadAction({ id: doc.id, ...(isRead ? { pages: [page] } : { unread: [page] }) })
      if (!said.ok) toast(said.message, { error: true })
    },
    [doc.id],
  )
  const markWhole = useCallback(
    async (toItsEnd: boolean) => {
      await tell(false)
      setMine((now) => ({ ...now, toItsEnd }))
      const said = await markReadAction({ id: doc.id, toItsEnd })
      if (said.ok) return
      setMine((now) => ({ ...now, toItsEnd: !toItsEnd }))
      toast(said.message, { error: true })
    },
    [doc.id, tell],
  )

  const read = useMemo((): Reader[] => {
    const others = doc.read.filter((one) => one.userId !== userId)
    const own = { userId: userId ?? '', name: 'you', pages: [...mine.pages], toItsEnd: mine.toItsEnd }
    return mine.pages.size > 0 || mine.toItsEnd ? [own, ...others] : others
  }, [doc.read, userId, mine])
  return { read, mine, mark, markWhole }
}
export type Coverage = ReturnType<typeof useCoverage>
