import { useEffect, useRef } from 'react'
import { readAt } from './page-pictures.ts'
import { pictureWidth } from './sheet.tsx'
import type { useColumn } from './use-column.ts'

/** Fetches the pictures of the pages that come next, in the direction of reading. */
export function useAhead(
  documentId: string,
  of: number,
  { current, ready, turn, width, column }: ReturnType<typeof useColumn>,
  on: boolean,
) {
  const before = useRef({ page: current, ahead: 1 as 1 | -1 })
  if (before.current.page !== current) before.current = { page: current, ahead: current < before.current.page ? -1 : 1 }
  useEffect(() => {
    if (!on || !ready) return
    const { ahead } = before.current
    const next = [1, 2, -1, 3].map((steps) => current + steps * ahead).filter((page) => page >= 1 && page <= of)
    const size = pictureWidth(turn === 90 || turn === 270 ? (column.heights[current - 1] ?? width) : width)
    readAt(
      documentId,
      current,
      ahead,
      next.map((page) => ({ documentId: documentId, page, width: size })),
    )
  }, [documentId, of, current, on, ready, width, turn, column])
}
