import { previewDeadlinesSchema, previewedSchema } from '#lib/domain/deadline-preview'
import { jurisdictionSchema, jurisdictionSummarySchema } from '#lib/domain/jurisdiction'
import { pageOf, shortList } from '#lib/domain/listing'
import { listJurisdictions } from '#lib/services/agencies/list-jurisdictions'
import { viewJurisdiction } from '#lib/services/agencies/view-jurisdiction'
import { previewDeadlines } from '#lib/services/requests/preview-deadlines'
import { call, shortListOf } from '../../../_door/call.ts'

const tag = 'Law'

export const jurisdictionCalls = [
  call({
    method: 'GET',
    path: '/jurisdictions',
    summary: 'The public-records laws: federal, fifty states, DC',
    tag,
    query: shortListOf({}),
    answer: pageOf(jurisdictionSummarySchema),
    run: async (world, actor, { query }) => shortList(await listJurisdictions(world, actor), query),
  }),
  call({
    method: 'GET',
    path: '/jurisdictions/:code',
    summary: 'One law: clocks, citations, appeal, fees, residency, calendar, sources',
    tag,
    answer: jurisdictionSchema,
    run: (world, actor, { params: { code = '' } }) => viewJurisdiction(world, actor, { code }),
  }),
  call({
    method: 'POST',
    path: '/deadlines/preview',
    summary: 'Every clock of a law for a day of receipt, with each day that does not count; nothing is kept',
    tag,
    status: 200,
    body: previewDeadlinesSchema,
    answer: previewedSchema,
    run: (world, actor, { body }) => previewDeadlines(world, actor, body),
  }),
]
