'use client'

import { useCallback, useEffect, useReducer, useRef } from 'react'
import { type PackedPage, unpackPage } from '#lib/domain/packed-page'
import type { PageView } from '#lib/domain/page-view'

export type PageText = PageView | 'none'
type Held = { text: PageText; version: number; done: number }
type Version = { id: string; version: number; progress: { done: number } }
const mostHeld = 240
const ahead = 24
const behind = 6
const atOnce = 20

/**
 * The text of the pages in view, and of those that come next in the direction of reading, fetched by the dozen, one
 * request at a time, so that whoever turns pages fast finds words on each. Held once fetched, the longest unseen
 * forgotten first; when a document was read anew, what is held is shown until the new text is there.
 */
export function usePages(
  doc: Version,
  layer: number | null,
  of: number,
  first: readonly PageView[],
  wanted: readonly number[],
) {
  const { id, version } = doc
  const { done } = doc.progress
  const held = useRef(new Map<number, Held>())
  const [, redraw] = useReducer((n: number) => n + 1, 0)
  const now = useRef({ version, done, layer, of })
  now.current = { version, done, layer, of }
  const taken = useRef<readonly PageView[]>(null)
  if (taken.current !== first) {
    taken.current = first // sent with the page
    for (const text of first) held.current.set(text.page, { text, version, done })
  }
  const lowest = wanted[0] ?? 1
  const highest = wanted.at(-1) ?? 1
  const before = useRef({ at: lowest, forward: true })
  if (before.current.at !== lowest) before.current = { at: lowest, forward: lowest > before.current.at }
  const busy = useRef(false)
  const view = useRef({ lowest, highest })
  view.current = { lowest, highest }

  const fetchMore = useCallback(async () => {
    if (busy.current) return
    const { lowest, highest } = view.current
    const { forward } = before.current
    const last = now.current.of
    const fresh = (page: number) => {
      const one = held.current.get(page)
      if (!one) return false
      const reading = one.text !== 'none' && one.text.words.length > 0
      return one.version === now.current.version && (reading || one.done === now.current.done)
    }
    const missing = (from: number, to: number) => {
      for (let page = Math.max(1, from); page <= Math.min(last, to); page++) if (!fresh(page)) return page
      return 0
    }
    const inView = missing(lowest, highest)
    const next = forward
      ? missing(highest + 1, highest + ahead / 2) || missing(lowest - behind / 2, lowest - 1)
      : missing(lowest - ahead / 2, lowest - 1) || missing(highest + 1, highest + behind / 2)
    const page = inView || next
    if (!page) return
    // what is in view first, and little else with it; then far ahead
    const from = inView ? page : forward ? page : Math.max(1, page - atOnce + ahead / 2)
    const count = Math.min(inView ? Math.max(6, highest - page + 3) : atOnce, last - from + 1)
    if (count < 1) return
    busy.current = true
    try {
      const { version, done, layer } = now.current
      const query = `from=${from}&count=${count}${layer ? `&layer=${layer}` : ''}`
      const answer = await fetch(`/api/v1/documents/${id}/words?${query}`)
      if (answer.status >= 400 && answer.status < 500 && answer.status !== 429) return // signed out, or it is gone: not asked again
      if (!answer.ok) throw new Error(`pages ${from}: ${answer.status}`)
      const { pages } = (await answer.json()) as { pages: PackedPage[] } // our own API's schema
      const came = new Map(pages.map((packed) => [packed.page, unpackPage(packed)]))
      for (let at = from; at < from + count; at++) {
        held.current.delete(at)
        held.current.set(at, { text: came.get(at) ?? 'none', version, done })
      }
      forget(held.current, view.current)
      busy.current = false
      redraw()
    } catch {
      setTimeout(() => {
        busy.current = false // offline for a moment: asked again
        redraw()
      }, 2_000)
    }
  }, [id])
  // after each drawing: what is in view may have changed, or the version, or an answer come
  useEffect(() => void fetchMore())

  const texts = new Map<number, PageText>()
  for (const page of wanted) {
    const one = held.current.get(page)
    if (one) texts.set(page, one.text)
  }
  return texts
}

function forget(held: Map<number, Held>, { lowest, highest }: { lowest: number; highest: number }) {
  for (const page of held.keys()) {
    if (held.size <= mostHeld) return
    if (page < lowest - behind || page > highest + ahead) held.delete(page)
  }
}
