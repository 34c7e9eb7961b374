import type { pages } from '#db/schema'
import type { PageView } from '#lib/domain/page-view'

type Columns = 'page' | 'width' | 'height' | 'layer' | 'source' | 'text' | 'words' | 'sheet' | 'sure'

/** Part: a page's row → what a reader is given. */
export function presentPage(row: Pick<typeof pages.$inferSelect, Columns>): PageView {
  const { page, width, height, layer, source, text, words, sheet, sure } = row
  return { page, width, height, layer, source, text, words, ...(sheet ? { sheet } : {}), sure }
}
