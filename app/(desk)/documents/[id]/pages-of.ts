'use client'

import { useEffect, useReducer, useRef } from 'react'
import type { PageView } from '#lib/domain/document'

type Held = { pages: Map<number, PageView | 'none'>; asked: Set<number> }
const mostHeld = 120

/** The text of the pages in view: held once fetched, the longest unseen forgotten first. */
export function usePages(documentId: string, version: number, first: readonly PageView[], wanted: readonly number[]) {
  const held = useRef<Held>(null)
  held.current ??= { pages: new Map(first.map((page) => [page.page, page])), asked: new Set() }
  const [, redraw] = useReducer((n: number) => n + 1, 0)
  const seen = useRef(version)
  if (seen.current !== version) {
    seen.current = version // more pages were read, or all of them anew
    for (const [page, text] of held.current.pages) if (text === 'none') held.current.pages.delete(page)
  }
  const key = wanted.join(' ')
  // biome-ignore lint/correctness/useExhaustiveDependencies: with a new version missing pages are asked for again
  useEffect(() => {
    const { pages, asked } = held.current ?? { pages: new Map(), asked: new Set() }
    const missing = key
      .split(' ')
      .map(Number)
      .filter((page) => page > 0 && !pages.has(page) && !asked.has(page))
    if (missing.length === 0) return
    // scrolling past a hundred pages must not fetch a hundred pages
    const timer = setTimeout(() => {
      for (const page of missing) {
        asked.add(page)
        fetchPage(documentId, page)
          .then((text) => pages.set(page, text))
          .catch(() => {}) // offline for a moment: asked again when it comes into view again
          .finally(() => {
            asked.delete(page)
            for (const old of [...pages.keys()].slice(0, Math.max(0, pages.size - mostHeld))) pages.delete(old)
            redraw()
          })
      }
    }, 60)
    return () => clearTimeout(timer)
  }, [documentId, key, version])
  return held.current.pages
}

async function fetchPage(documentId: string, page: number): Promise<PageView | 'none'> {
  const answer = await fetch(`/api/v1/documents/${documentId}/pages/${page}`)
  if (answer.status === 404) return 'none'
  if (!answer.ok) throw new Error(`page ${page}: ${answer.status}`)
  return (await answer.json()) as PageView // our own API's schema
}
