import { viewBoard } from '#lib/services/board/view-board'
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
