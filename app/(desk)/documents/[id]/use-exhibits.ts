'use client'

import { useEffect, useState } from 'react'
import type { ExhibitView } from '#lib/domain/exhibit'

/** The exhibits of a document, the newest version of each number; empty until they are there, or cannot be read. */
export function useExhibits(documentId: string): ExhibitView[] {
  const [exhibits, setExhibits] = useState<ExhibitView[]>([])
  useEffect(() => {
    const gone = new AbortController()
    fetch(`/api/v1/exhibits?${new URLSearchParams({ documentId, limit: '200' })}`, { signal: gone.signal })
      .then(async (answer) => {
        if (!answer.ok) return
        const { data } = (await answer.json()) as { data: ExhibitView[] } // our own API's schema
        const numbers = Map.groupBy(data, ({ number }) => number).values()
        setExhibits([...numbers].map((all) => all.toSorted((a, b) => b.version - a.version)[0] as ExhibitView)) // a group has one at least
      })
      .catch(() => {}) // without the list a new exhibit can still be made
    return () => gone.abort()
  }, [documentId])
  return exhibits
}
