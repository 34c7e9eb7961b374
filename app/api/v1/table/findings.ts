import { z } from 'zod'
import { annotationsOf } from '#lib/domain/annotation'
import { readFilter } from '#lib/domain/board'
import {
  editFindingSchema,
  editFindingTypeSchema,
  type FindingView,
  findingSchema,
  findingTypeSchema,
  newFindingSchema,
  newFindingTypeSchema,
} from '#lib/domain/finding'
import { notedPageOf, pageOf, shortList } from '#lib/domain/listing'
import { notesOn } from '#lib/domain/parse-query'
import { addFinding } from '#lib/services/findings/add-finding'
import { defineFindingType } from '#lib/services/findings/define-finding-type'
import { deleteFinding } from '#lib/services/findings/delete-finding'
import { editFinding } from '#lib/services/findings/edit-finding'
import { editFindingType } from '#lib/services/findings/edit-finding-type'
import { listFindingTypes } from '#lib/services/findings/list-finding-types'
import { listFindings } from '#lib/services/findings/list-findings'
import { viewFinding } from '#lib/services/findings/view-finding'
import { call, listOf, shortListOf } from '../../../_door/call.ts'
import { allPages, type Column, tableFile } from '../../../_door/table-file.ts'

const tag = 'Findings'

const columnsAt = (site: string): Column<FindingView>[] => [
  { name: 'id', value: (row) => row.id },
  { name: 'number', value: (row) => row.number },
  { name: 'type', value: (row) => row.type },
  { name: 'status', value: (row) => row.status },
  { name: 'agency', value: (row) => row.agency },
  { name: 'agency_id', value: (row) => row.agencyId },
  { name: 'jurisdiction', value: (row) => row.jurisdiction },
  { name: 'statement', value: (row) => row.statement },
  {
    name: 'values',
    value: (row) =>
      Object.entries(row.values)
        .map(([key, value]) => `${key}: ${value}`)
        .join('; '),
  },
  { name: 'quotes', value: (row) => row.anchors.map((a) => `“${a.exact}” (${a.document}, p. ${a.page})`).join('; ') },
  { name: 'sha256', value: (row) => row.anchors.map((a) => a.sha256).join('; ') },
  { name: 'author', value: (row) => row.author },
  { name: 'created_at', value: (row) => row.createdAt },
  { name: 'decided_by', value: (row) => row.decider },
  { name: 'decided_at', value: (row) => row.decidedAt },
  { name: 'investigation_id', value: (row) => row.investigationId },
  { name: 'url', value: (row) => `${site}/findings/${row.number}` },
]

export const findingCalls = [
  call({
    method: 'GET',
    path: '/finding-types',
    summary: 'What can be found in an investigation, in the order of the board’s columns',
    tag,
    query: shortListOf({ investigationId: z.string() }),
    answer: pageOf(findingTypeSchema),
    run: async (world, actor, { query }) => shortList(await listFindingTypes(world, actor, query), query),
  }),
  call({
    method: 'POST',
    path: '/finding-types',
    summary: 'Define a finding type and the values it carries',
    tag,
    body: newFindingTypeSchema,
    answer: findingTypeSchema,
    run: (world, actor, { body }) => defineFindingType(world, actor, body),
  }),
  call({
    method: 'PATCH',
    path: '/finding-types/:id',
    summary: 'Change a type’s name or values; a value that findings carry keeps its kind',
    tag,
    body: editFindingTypeSchema,
    answer: findingTypeSchema,
    run: (world, actor, { params: { id = '' }, body, version }) =>
      editFindingType(world, actor, { ...body, id, version }),
  }),
  call({
    method: 'DELETE',
    path: '/finding-types/:id',
    summary: 'Remove a type; one that has findings is no longer offered and keeps them',
    tag,
    answer: null,
    run: async (world, actor, { params: { id = '' } }) =>
      void (await editFindingType(world, actor, { id, retire: true })),
  }),
  call({
    method: 'POST',
    path: '/findings',
    summary: 'A passage becomes a finding; a quote is found on its page by its words',
    tag,
    body: newFindingSchema,
    answer: findingSchema,
    run: (world, actor, { body }) => addFinding(world, actor, body),
  }),
  call({
    method: 'GET',
    path: '/findings',
    summary: 'Findings, newest first; also as CSV, XLSX or Web Annotations',
    tag,
    query: listOf({
      investigationId: z.string().optional(),
      q: z
        .string()
        .max(2000)
        .default('')
        .describe('words, and type: agency: state: status: author: doc: page: date: investigation:'),
      format: z.enum(['json', 'csv', 'xlsx', 'jsonld'], 'A format is json, csv, xlsx or jsonld.').default('json'),
    }),
    answer: notedPageOf(findingSchema),
    run: async (world, actor, { query: { q, format, ...query } }) => {
      const filter = readFilter(q)
      if (format === 'json')
        return { ...(await listFindings(world, actor, { ...query, filter })), ...notesOn(q, 'findings') }
      const all = await allPages((paging) => listFindings(world, actor, { ...query, ...paging, filter }))
      const site = world.env.appUrl
      if (format !== 'jsonld') return tableFile(format, 'findings', columnsAt(site), all)
      const headers = { 'content-type': 'application/ld+json', 'cache-control': 'private, no-store' }
      return new Response(JSON.stringify(annotationsOf(all, site)), { headers })
    },
  }),
  call({
    method: 'GET',
    path: '/findings/:id',
    summary: 'One finding, by id or number',
    tag,
    answer: findingSchema,
    run: async (world, actor, { params: { id = '' } }) => {
      const { role: _, ...finding } = await viewFinding(world, actor, { id })
      return finding
    },
  }),
  call({
    method: 'PATCH',
    path: '/findings/:id',
    summary: 'Check, dispute or clear a finding, or change it (then it is proposed again)',
    tag,
    body: editFindingSchema,
    answer: findingSchema,
    run: (world, actor, { params: { id = '' }, body, version }) => editFinding(world, actor, { ...body, id, version }),
  }),
  call({
    method: 'DELETE',
    path: '/findings/:id',
    summary: 'Take a finding off the board',
    tag,
    answer: null,
    run: async (world, actor, { params: { id = '' } }) => void (await deleteFinding(world, actor, { id })),
  }),
]
