import { z } from 'zod'
import {
  correctPageSchema,
  documentItemSchema,
  documentSchema,
  editDocumentSchema,
  markReadSchema,
} from '#lib/domain/document'
import { documentStates } from '#lib/domain/intake'
import { notedPageOf, pageOf, shortList } from '#lib/domain/listing'
import { packedPageSchema } from '#lib/domain/packed-page'
import { foundInDocumentSchema, pageRunSchema, pageSchema } from '#lib/domain/page-view'
import { correctPage } from '#lib/services/documents/correct-page'
import { deleteDocument } from '#lib/services/documents/delete-document'
import { downloadOriginal } from '#lib/services/documents/download-original'
import { editDocument } from '#lib/services/documents/edit-document'
import { findInDocument } from '#lib/services/documents/find-in-document'
import { listDocuments } from '#lib/services/documents/list-documents'
import { markRead } from '#lib/services/documents/mark-read'
import { viewDocument } from '#lib/services/documents/view-document'
import { viewPage } from '#lib/services/documents/view-page'
import { viewPageImage } from '#lib/services/documents/view-page-image'
import { viewPageSizes } from '#lib/services/documents/view-page-sizes'
import { viewPages } from '#lib/services/documents/view-pages'
import { call, listOf, pageNumber, shortListOf } from '../../../_door/call.ts'
import { imageFile, originalFile } from '../../../_door/file.ts'

const tag = 'Documents'

export const documentCalls = [
  call({
    method: 'GET',
    path: '/documents',
    summary: 'The documents of your investigations, newest first',
    tag,
    query: listOf({
      investigationId: z.string().optional(),
      requestId: z.string().optional(),
      q: z.string().max(1000).optional().describe('words of the name, and type: from: date: text: agency: …'),
      state: z.enum(documentStates).optional().describe('look: ready with a warning, or failed'),
      ids: z
        .string()
        .max(8000)
        .transform((ids) => ids.split(',').slice(0, 200))
        .optional()
        .describe('only these, joined by commas; at most 200'),
    }),
    answer: notedPageOf(documentItemSchema),
    run: (world, actor, { query }) => listDocuments(world, actor, query),
  }),
  call({
    method: 'GET',
    path: '/documents/:id',
    summary: 'One document',
    tag,
    answer: documentSchema,
    run: (world, actor, { params: { id = '' } }) => viewDocument(world, actor, { id }),
  }),
  call({
    method: 'PATCH',
    path: '/documents/:id',
    summary: 'Rename it, say what it is, put it under another request',
    tag,
    body: editDocumentSchema,
    answer: documentSchema,
    run: (world, actor, { params: { id = '' }, body, version }) => editDocument(world, actor, { ...body, id, version }),
  }),
  call({
    method: 'DELETE',
    path: '/documents/:id',
    summary: 'Take it out of sight; it is kept 30 days',
    tag,
    answer: null,
    run: async (world, actor, { params: { id = '' } }) => void (await deleteDocument(world, actor, { id })),
  }),
  call({
    method: 'POST',
    path: '/documents/:id/read',
    summary: 'Remember the pages you have read',
    tag,
    status: 200,
    body: markReadSchema,
    answer: z.object({ pages: z.array(z.number().int()), toItsEnd: z.boolean() }),
    run: (world, actor, { params: { id = '' }, body }) => markRead(world, actor, { ...body, id }),
  }),
  call({
    method: 'GET',
    path: '/documents/:id/pages',
    summary: 'The sizes of its pages',
    tag,
    query: shortListOf({}),
    answer: pageOf(pageRunSchema),
    run: async (world, actor, { params: { id = '' }, query }) =>
      shortList(await viewPageSizes(world, actor, { id }), query),
  }),
  call({
    method: 'GET',
    path: '/documents/:id/words',
    summary: 'The text of several pages at once, packed: for whoever turns them',
    tag,
    query: z.strictObject({
      from: z.coerce.number().int().min(1).max(100_000).default(1),
      count: z.coerce.number().int().min(1).max(40).default(20),
      layer: z.coerce.number().int().min(1).optional(),
    }),
    answer: z.object({ pages: z.array(packedPageSchema) }),
    run: async (world, actor, { params: { id = '' }, query }) => ({
      pages: await viewPages(world, actor, { id, ...query }),
    }),
  }),
  call({
    method: 'GET',
    path: '/documents/:id/pages/:n',
    summary: 'The text of a page and where its words stand',
    tag,
    query: z.strictObject({ layer: z.coerce.number().int().min(1).optional() }),
    answer: pageSchema,
    run: (world, actor, { params: { id = '', n = '' }, query }) =>
      viewPage(world, actor, { id, page: pageNumber(n), ...query }),
  }),
  call({
    method: 'POST',
    path: '/documents/:id/pages/:n/corrections',
    summary: 'What stands there in truth, in place of some words; the earlier reading stays, by its layer',
    tag,
    status: 201,
    body: correctPageSchema,
    answer: pageSchema,
    run: (world, actor, { params: { id = '', n = '' }, body }) =>
      correctPage(world, actor, { ...body, id, page: pageNumber(n) }),
  }),
  call({
    method: 'GET',
    path: '/documents/:id/pages/:n/image',
    summary: 'A page as it is seen',
    tag,
    query: z.strictObject({
      width: z
        .enum(['700', '1000', '2000'], 'The width is 700, 1000 or 2000.')
        .default('1000')
        .transform((width): 700 | 1000 | 2000 => (width === '700' ? 700 : width === '2000' ? 2000 : 1000)),
    }),
    answer: null,
    file: ['image/webp', 'image/jpeg', 'image/png'],
    run: async (world, actor, { params: { id = '', n = '' }, query }) =>
      imageFile(await viewPageImage(world, actor, { id, page: pageNumber(n), ...query })),
  }),
  call({
    method: 'GET',
    path: '/documents/:id/original',
    summary: 'The file as it came, as a download; that it was fetched is recorded',
    tag,
    query: z.strictObject({
      version: z.coerce.number().int().min(1).optional().describe('an earlier file, as `versions` counts them'),
    }),
    answer: null,
    file: ['application/octet-stream'],
    run: async (world, actor, { params: { id = '' }, query, request }) =>
      originalFile(await downloadOriginal(world, actor, { id, ...query }), request),
  }),
  call({
    method: 'GET',
    path: '/documents/:id/find',
    summary: 'Every place in it where the words stand',
    tag,
    query: z.strictObject({
      q: z.string().max(500),
      whole: z
        .enum(['true', 'false'], 'whole is true or false.')
        .transform((whole) => whole === 'true')
        .optional()
        .describe('only as words of their own'),
    }),
    answer: foundInDocumentSchema,
    run: (world, actor, { params: { id = '' }, query }) => findInDocument(world, actor, { id, ...query }),
  }),
]
