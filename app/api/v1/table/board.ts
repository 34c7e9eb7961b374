import { z } from 'zod'
import { arrangeCards, readFilter } from '#lib/domain/board'
import { findingSchema, findingStatuses } from '#lib/domain/finding'
import { matrixSchema } from '#lib/domain/matrix'
import { viewBoard } from '#lib/services/board/view-board'
import { call } from '../../../_door/call.ts'

export const boardCalls = [
  call({
    method: 'GET',
    path: '/investigations/:id/board',
    summary: 'The evidence board: agencies × types with seven honest states, or the findings as cards',
    tag: 'Board',
    query: z.strictObject({
      view: z.enum(['matrix', 'cards'], 'The views are matrix and cards.').default('matrix'),
      q: z.string().max(2000).default('').describe('words, and the fields of findings'),
    }),
    answer: z.union([
      matrixSchema,
      z.object({ columns: z.array(z.object({ status: z.enum(findingStatuses), cards: z.array(findingSchema) })) }),
    ]),
    run: async (world, actor, { params: { id = '' }, query }) => {
      const board = await viewBoard(world, actor, { id, filter: readFilter(query.q) })
      if (query.view === 'cards') return { columns: arrangeCards(board.findings) }
      const { agencies, types, cells } = board
      return { agencies, types, cells }
    },
  }),
]
