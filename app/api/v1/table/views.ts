import { z } from 'zod'
import { pageOf, shortList } from '#lib/domain/listing'
import { editViewSchema, newViewSchema, viewLists, viewSchema } from '#lib/domain/view'
import { addView } from '#lib/services/views/add-view'
import { deleteView } from '#lib/services/views/delete-view'
import { editView } from '#lib/services/views/edit-view'
import { listViews } from '#lib/services/views/list-views'
import { call, shortListOf } from '../../../_door/call.ts'

const tag = 'Views'

export const viewCalls = [
  call({
    method: 'GET',
    path: '/views',
    summary: 'Saved searches: your own, and those colleagues share with you',
    tag,
    query: shortListOf({ list: z.enum(viewLists, `A list is one of ${viewLists.join(', ')}.`).optional() }),
    answer: pageOf(viewSchema),
    run: async (world, actor, { query: { list, ...query } }) => {
      const views = await listViews(world, actor)
      return shortList(
        views.filter((view) => list === undefined || view.list === list),
        query,
      )
    },
  }),
  call({
    method: 'POST',
    path: '/views',
    summary: 'Save a search under a name; shared: also for everybody who works on an investigation with you',
    tag,
    body: newViewSchema,
    answer: viewSchema,
    run: (world, actor, { body }) => addView(world, actor, body),
  }),
  call({
    method: 'PATCH',
    path: '/views/:id',
    summary: 'Rename a view of yours, change its words, share it or no longer',
    tag,
    body: editViewSchema,
    answer: viewSchema,
    run: (world, actor, { params: { id = '' }, body, version }) => editView(world, actor, { ...body, id, version }),
  }),
  call({
    method: 'DELETE',
    path: '/views/:id',
    summary: 'Forget a view of yours; what it finds stays',
    tag,
    answer: null,
    run: async (world, actor, { params: { id = '' } }) => void (await deleteView(world, actor, { id })),
  }),
]
