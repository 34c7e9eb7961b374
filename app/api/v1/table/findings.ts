import { z } from 'zod'
import { readFilter } from '#lib/domain/board'
import {
  editFindingSchema,
  editFindingTypeSchema,
  findingSchema,
  findingTypeSchema,
  newFindingSchema,
  newFindingTypeSchema,
} from '#lib/domain/finding'
import { pageOf } from '#lib/domain/listing'
import { addFinding } from '#lib/services/findings/add-finding'
import { defineFindingType } from '#lib/services/findings/define-finding-type'
import { deleteFinding } from '#lib/services/findings/delete-finding'
import { editFinding } from '#lib/services/findings/edit-finding'
import { editFindingType } from '#lib/services/findings/edit-finding-type'
import { listFindingTypes } from '#lib/services/findings/list-finding-types'
import { listFindings } from '#lib/services/findings/list-findings'
import { viewFinding } from '#lib/services/findings/view-finding'
import { call, listOf, shortList, shortListOf } from '../../../_door/call.ts'

const tag = 'Findings'

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
    summary: 'Findings, newest first',
    tag,
    query: listOf({
      investigationId: z.string().optional(),
      q: z.string().max(2000).optional().describe('words, and type: agency: state: status: document:'),
    }),
    answer: pageOf(findingSchema),
    run: (world, actor, { query: { q = '', ...query } }) =>
      listFindings(world, actor, { ...query, filter: readFilter(q) }),
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
