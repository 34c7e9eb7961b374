import type { Metadata } from 'next'
import { viewBoard } from '#lib/services/board/view-board'
import { viewInvestigation } from '#lib/services/investigations/view-investigation'
import { countFigures } from '#lib/services/story/list-figures'
import { page } from '../../_door/page'
import { formatDay } from '../../_ui/format-date'
import { type Asked, filterOf } from './asked'

type Show = Parameters<typeof viewBoard>[2]['show']

/** What every view of a board reads, with the filter of its address. */
export const readBoard = (slug: string, asked: Asked, show: Show = 'all') =>
  page(async (world, actor) => {
    const board = await viewBoard(world, actor, { id: slug, filter: filterOf(asked), show })
    const figures = await countFigures(world, actor, { investigationId: board.investigation.id })
    return { board, figures, actor, printed: formatDay(world.now().toISOString().slice(0, 10)) }
  })

/** What the window of a board is called: two of them can be told apart. */
export async function boardTitle(params: Promise<{ slug: string }>, view: string): Promise<Metadata> {
  const { slug } = await params
  const { title } = await page((world, actor) => viewInvestigation(world, actor, { id: slug }))
  return { title: `${title}, board${view}` }
}
