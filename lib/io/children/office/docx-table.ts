import { type FlowCell, roomIn, tableOf } from '#lib/io/children/office/flow'
import { elements, first, type Node, within } from '#lib/io/children/office/xml'

/** What the blocks within a cell are written as, none of whose runs is longer than `most` signs. */
type Blocks = (nodes: Node['children'], most: number) => Promise<string>

/** A table of a Word file: cells over several rows and columns, rows that were put in or taken out. */
export async function docxTable(node: Node, most: number, blocks: Blocks): Promise<string> {
  type Slot = FlowCell & { col: number; from: number }
  const rows: Slot[][] = []
  const open = new Map<number, Slot>()
  const list = elements(node).flatMap((child) =>
    child.name === 'sdt' ? [...within(child, 'tr')] : child.name === 'tr' ? [child] : [],
  )
  const columns = Math.max(1, ...list.map((row) => elements(row).filter(({ name }) => name === 'tc').length))
  const narrow = Math.min(most, roomIn(columns))
  for (const [from, row] of list.entries()) {
    const slots: Slot[] = []
    const change = first(first(row, 'trPr'), 'del') ? 'del' : first(first(row, 'trPr'), 'ins') ? 'ins' : ''
    let col = Number(first(first(row, 'trPr'), 'gridBefore')?.attrs.val ?? 0)
    for (const cell of elements(row).flatMap((one) =>
      one.name === 'sdt' ? [...within(one, 'tc')] : one.name === 'tc' ? [one] : [],
    )) {
      const its = first(cell, 'tcPr')
      const across = Math.max(1, Math.min(100, Number(first(its, 'gridSpan')?.attrs.val ?? 1)))
      const merge = first(its, 'vMerge')
      const html = await blocks(cell.children, narrow)
      const above = open.get(col)
      if (merge && merge.attrs.val !== 'restart' && above) {
        above.down = from - above.from + 1
        const before = above.html
        // what a merged cell still holds is not seen in Word
        if (/[^\s]/.test(html.replace(/<[^>]*>|&#160;/g, ''))) above.html = (room) => before(room) + html
      } else {
        const slot: Slot = { html: () => (change ? `<${change}>${html}</${change}>` : html), across, col, from }
        slots.push(slot)
        if (merge) open.set(col, slot)
        else open.delete(col)
      }
      col += across
    }
    rows.push(slots)
  }
  return tableOf(rows)
}
