import { alikeSchema, threadEntrySchema } from '#lib/domain/correspondence'
import { pageOf, shortList } from '#lib/domain/listing'
import { listAlike } from '#lib/services/documents/list-alike'
import { listThread } from '#lib/services/documents/list-thread'
import { call, shortListOf } from '../../../_door/call.ts'

const tag = 'Documents'

export const correspondenceCalls = [
  call({
    method: 'GET',
    path: '/documents/:id/thread',
    summary: 'The messages of its threads, oldest first; its own are `current`',
    tag,
    query: shortListOf({}),
    answer: pageOf(threadEntrySchema),
    run: async (world, actor, { params: { id = '' }, query }) =>
      shortList(await listThread(world, actor, { id }), query),
  }),
  call({
    method: 'GET',
    path: '/documents/:id/alike',
    summary: 'Documents that are the same in another form, nearest first',
    tag,
    query: shortListOf({}),
    answer: pageOf(alikeSchema),
    run: async (world, actor, { params: { id = '' }, query }) =>
      shortList(await listAlike(world, actor, { id }), query),
  }),
]
