import { exportSchema, newExportSchema } from '#lib/domain/export'
import { makeExport } from '#lib/services/exports/make-export'
import { openExportFile } from '#lib/services/exports/open-export-file'
import { viewExport } from '#lib/services/exports/view-export'
import { limit } from '#lib/services/limit'
import { call } from '../../../_door/call.ts'
import { originalFile } from '../../../_door/file.ts'

const tag = 'Exports'

export const exportCalls = [
  call({
    method: 'POST',
    path: '/investigations/:id/exports',
    summary: 'Ask for a story pack (BagIt): exhibits for outsiders, or with originals for the team',
    tag,
    status: 202,
    refuses: [403, 429],
    body: newExportSchema,
    answer: exportSchema,
    run: async (world, actor, { params: { id = '' }, body }) => {
      if (actor.kind === 'user') await limit(world, 'export', actor.id)
      return makeExport(world, actor, { ...body, id })
    },
  }),
  call({
    method: 'GET',
    path: '/exports/:id',
    summary: 'How far a story pack is',
    tag,
    refuses: [],
    answer: exportSchema,
    run: (world, actor, { params: { id = '' } }) => viewExport(world, actor, { id }),
  }),
  call({
    method: 'GET',
    path: '/exports/:id/file',
    summary: 'Its ZIP, once it is ready, for a week',
    tag,
    file: ['application/zip'],
    refuses: [403, 409, 410],
    answer: null,
    run: async (world, actor, { params: { id = '' }, request }) =>
      originalFile(await openExportFile(world, actor, { id }), request, 'application/zip'),
  }),
]
