import { z } from 'zod'
import { newCommunicationSchema } from '#lib/domain/communication'
import { notedPageOf, pageOf, shortList } from '#lib/domain/listing'
import {
  editRequestSchema,
  loggedSchema,
  newRequestSchema,
  type RequestView,
  requestFullSchema,
  requestSchema,
  requestWholeSchema,
  threadMessageSchema,
} from '#lib/domain/request'
import { editRequest } from '#lib/services/requests/edit-request'
import { requestSorts } from '#lib/services/requests/find-requests'
import { listCommunications } from '#lib/services/requests/list-communications'
import { listRequests } from '#lib/services/requests/list-requests'
import { logCommunication } from '#lib/services/requests/log-communication'
import { logRequest } from '#lib/services/requests/log-request'
import { moveCommunication } from '#lib/services/requests/move-communication'
import { viewRequest } from '#lib/services/requests/view-request'
import { call, listOf, shortListOf } from '../../../_door/call.ts'
import { allPages, type Column, formatQuery, tableFile } from '../../../_door/table-file.ts'

const tag = 'Requests'
const backwards = requestSorts.map((sort) => `-${sort}` as const)

const columnsAt = (site: string): Column<RequestView>[] => [
  { name: 'id', value: (row) => row.id },
  { name: 'number', value: (row) => row.number },
  { name: 'title', value: (row) => row.subject },
  { name: 'status', value: (row) => row.status },
  { name: 'stage', value: (row) => row.stage },
  { name: 'needs', value: (row) => row.needs },
  { name: 'outcome', value: (row) => row.outcome },
  { name: 'agency', value: (row) => row.agency },
  { name: 'agency_id', value: (row) => row.agencyId },
  { name: 'jurisdiction', value: (row) => row.jurisdiction },
  { name: 'owner', value: (row) => row.owner },
  { name: 'filed_on', value: (row) => row.filedOn },
  { name: 'received_on', value: (row) => row.receivedOn },
  { name: 'due_on', value: (row) => row.dueOn },
  { name: 'due_basis', value: (row) => row.dueBasis },
  { name: 'overdue', value: (row) => (row.overdue ? 'yes' : 'no') },
  { name: 'overdue_days', value: (row) => row.daysLate },
  { name: 'last_reply_on', value: (row) => row.lastReplyOn },
  { name: 'tracking_numbers', value: (row) => row.trackingNumbers.join('; ') },
  { name: 'tags', value: (row) => row.tags.join('; ') },
  { name: 'investigation_id', value: (row) => row.investigationId },
  { name: 'note', value: (row) => row.note },
  { name: 'url', value: (row) => `${site}/requests/${row.number}` },
]

export const requestCalls = [
  call({
    method: 'POST',
    path: '/requests',
    summary: 'Log a request: a draft, or with filedOn one already filed, even months ago',
    tag,
    body: newRequestSchema,
    answer: requestFullSchema,
    run: (world, actor, { body }) => logRequest(world, actor, body),
  }),
  call({
    method: 'GET',
    path: '/requests',
    summary: 'Requests, next due first; also as CSV or XLSX',
    tag,
    query: listOf({
      investigationId: z.string().optional(),
      agencyId: z.string().optional(),
      ownerId: z.string().optional(),
      q: z
        .string()
        .max(1000)
        .optional()
        .describe('words and fields as in the search box: status:overdue due:<7d agency:Lakeland,Maywood'),
      sort: z.enum([...requestSorts, ...backwards]).optional(),
      ...formatQuery,
    }),
    answer: notedPageOf(requestSchema),
    run: async (world, actor, { query: { format = 'json', ...query } }) =>
      format === 'json'
        ? listRequests(world, actor, query)
        : tableFile(
            format,
            'requests',
            columnsAt(world.env.appUrl),
            await allPages((paging) => listRequests(world, actor, { ...query, ...paging })),
          ),
  }),
  call({
    method: 'GET',
    path: '/requests/:id',
    summary: 'One request with its thread, documents and dates, by id or number',
    tag,
    answer: requestWholeSchema,
    run: (world, actor, { params: { id = '' } }) => viewRequest(world, actor, { id }),
  }),
  call({
    method: 'PATCH',
    path: '/requests/:id',
    summary: 'Change a request; its dates are counted again',
    tag,
    body: editRequestSchema,
    answer: requestFullSchema,
    run: (world, actor, { params: { id = '' }, body, version }) => editRequest(world, actor, { ...body, id, version }),
  }),
  call({
    method: 'GET',
    path: '/requests/:id/communications',
    summary: 'The thread of a request, oldest first',
    tag,
    query: shortListOf({}),
    answer: pageOf(threadMessageSchema),
    run: async (world, actor, { params: { id = '' }, query }) =>
      shortList(await listCommunications(world, actor, { id }), query),
  }),
  call({
    method: 'POST',
    path: '/requests/:id/communications',
    summary: 'Log a call, a letter, a mail or a portal file by hand',
    tag,
    body: newCommunicationSchema,
    answer: loggedSchema,
    run: (world, actor, { params: { id = '' }, body }) => logCommunication(world, actor, { ...body, requestId: id }),
  }),
  call({
    method: 'POST',
    path: '/communications/:id/move',
    summary: 'Move a message to the request it belongs to, in the same investigation',
    tag,
    status: 200,
    body: z.strictObject({ requestId: z.string().min(1, 'Say which request.') }).meta({ id: 'MoveCommunication' }),
    answer: loggedSchema,
    run: (world, actor, { params: { id = '' }, body }) => moveCommunication(world, actor, { id, ...body }),
  }),
]
