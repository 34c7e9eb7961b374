import { z } from 'zod'
import { searchAnswerSchema, searchTypes } from '#lib/domain/search-hit'
import { limit } from '#lib/services/limit'
import { searchEverything } from '#lib/services/search/search-everything'
import { call, listOf } from '../../../_door/call.ts'

export const searchCalls = [
  call({
    method: 'GET',
    path: '/search',
    summary: 'Documents, communications, requests and findings in which the words stand',
    tag: 'Search',
    query: listOf({
      q: z
        .string()
        .max(10_000)
        .default('')
        .describe(
          'words (all of them), "phrases", a OR b, -not, surveil*, and fields: type: agency: state: from: date: page: …',
        ),
      investigationId: z.string().optional(),
      documentId: z.string().optional().describe('only within this document'),
      type: z.enum(searchTypes, `A type is one of ${searchTypes.join(', ')}.`).optional(),
    }),
    answer: searchAnswerSchema,
    run: async (world, actor, { query }) => {
      await limit(world, 'search', actor.kind === 'user' ? actor.id : actor.kind)
      return searchEverything(world, actor, query)
    },
  }),
]
