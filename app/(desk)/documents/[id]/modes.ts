import type { Reading } from '#lib/domain/viewer'
import type { Mode } from './toolbar.tsx'

/** How this document can be shown; a table as one only where its pages are cells. */
export function modesOf({ first, mail }: Reading): { tables: boolean; modes: Mode[] } {
  const tables = first.some((page) => page.sheet)
  return {
    tables,
    modes: [...(mail ? (['message'] as const) : []), ...(tables ? (['table'] as const) : []), 'page', 'text', 'grid'],
  }
}
