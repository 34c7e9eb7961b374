import type { Reading } from '#lib/domain/viewer'
import type { usePages } from './pages-of.ts'
import { rowsSeen } from './table-pages.tsx'
import type { Mode } from './toolbar.tsx'
import type { useColumn } from './use-column.ts'

type Given = {
  mode: Mode
  reading: Reading
  column: ReturnType<typeof useColumn>
  pages: ReturnType<typeof usePages>
  box: HTMLElement | null
}

/** What of which page stands before somebody's eyes: the part of each, 0–1. */
export function seenIn({ mode, reading, column, pages, box }: Given): { page: number; part: number }[] {
  if (mode === 'page') return column.seen().filter(({ page }) => pages.get(page) !== 'none')
  const rows = mode === 'table' ? box?.querySelector('.sheet-book-tables') : null
  if (rows) return rowsSeen(rows)
  if (mode === 'text') return [{ page: column.current, part: 1 }]
  return mode === 'message' && reading.document.pages === 1 ? [{ page: 1, part: 1 }] : []
}
