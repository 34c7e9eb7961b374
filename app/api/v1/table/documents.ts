import { z } from 'zod'
import {
  correctPageSchema,
  documentItemSchema,
  documentSchema,
  documentStates,
  editDocumentSchema,
  foundInDocumentSchema,
  markReadSchema,
  newDocumentSchema,
  pageRunSchema,
  pageSchema,
  recognisedSchema,
  recogniseFilesSchema,
  replaceDocumentSchema,
  retryDocumentSchema,
  takeUploadSchema,
  uploadedSchema,
  workSchema,
} from '#lib/domain/document'
import { notedPageOf, pageOf, shortList } from '#lib/domain/listing'
import { packedPageSchema } from '#lib/domain/packed-page'
import { cancelDocument } from '#lib/services/documents/cancel-document'
import { correctPage } from '#lib/services/documents/correct-page'
import { deleteDocument } from '#lib/services/documents/delete-document'
import { downloadOriginal } from '#lib/services/documents/download-original'
import { editDocument } from '#lib/services/documents/edit-document'
import { findInDocument } from '#lib/services/documents/find-in-document'
import { listDocuments } from '#lib/services/documents/list-documents'
import { listWork } from '#lib/services/documents/list-work'
import { markRead } from '#lib/services/documents/mark-read'
import { recogniseFiles } from '#lib/services/documents/recognise-files'
import { replaceDocument } from '#lib/services/documents/replace-document'
import { restoreDocument } from '#lib/services/documents/restore-document'
import { retryDocument } from '#lib/services/documents/retry-document'
import { takeUpload } from '#lib/services/documents/take-upload'
import { uploadDocument } from '#lib/services/documents/upload-document'
import { viewDocument } from '#lib/services/documents/view-document'
import { viewPage } from '#lib/services/documents/view-page'
import { viewPageImage } from '#lib/services/documents/view-page-image'
import { viewPageSizes } from '#lib/services/documents/view-page-sizes'
import { viewPages } from '#lib/services/documents/view-pages'
import { limit } from '#lib/services/limit'
import { answered, call, listOf, shortListOf } from '../../../_door/call.ts'
import { declaredLength, imageFile, originalFile } from '../../../_door/file.ts'

const tag = 'Documents'
const pageNumber = (n: string) => (/^[1-9]\d{0,5}$/.test(n) ? Number(n) : 0) // there is no page 0: not found

export const documentCalls = [
  call({
    method: 'POST',
    path: '/documents',
    summary: 'Upload a file: its bytes as the body. The same bytes again are the same document (200)',
    tag,
    raw: true,
    query: newDocumentSchema,
    answer: uploadedSchema,
    run: async (world, actor, { query, request }) => {
      if (actor.kind === 'user') await limit(world, 'upload', actor.id)
      const input = { ...query, bytes: request.body, declared: declaredLength(request) }
      const { created, document } = await uploadDocument(world, actor, input)
      return answered(created ? 201 : 200, document)
    },
  }),
  call({
    method: 'POST',
    path: '/documents/take',
    summary: 'Make a document of a file that was uploaded in pieces at /api/uploads (tus 1.0)',
    tag,
    body: takeUploadSchema,
    answer: uploadedSchema,
    run: async (world, actor, { body }) => {
      const { created, document } = await takeUpload(world, actor, body)
      return answered(created ? 201 : 200, document)
    },
  }),
  call({
    method: 'POST',
    path: '/documents/recognise',
    summary: 'Which of these files, by their SHA-256, are here already or were sent in part by you',
    tag,
    status: 200,
    body: recogniseFilesSchema,
    answer: z.object({ data: z.array(recognisedSchema) }),
    run: async (world, actor, { body }) => ({ data: await recogniseFiles(world, actor, body) }),
  }),
  call({
    method: 'GET',
    path: '/documents/work',
    summary: 'What is being read, waits or has failed today in your investigations',
    tag,
    answer: workSchema,
    run: (world, actor) => listWork(world, actor),
  }),
  call({
    method: 'GET',
    path: '/documents',
    summary: 'The documents of your investigations, newest first',
    tag,
    query: listOf({
      investigationId: z.string().optional(),
      requestId: z.string().optional(),
      q: z.string().max(1000).optional(),
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
    path: '/documents/:id/retry',
    summary:
      'Read it anew, as a new text layer; with its password where it is locked; with a language or pages only its pictures',
    tag,
    status: 202,
    body: retryDocumentSchema,
    answer: documentSchema,
    run: (world, actor, { params: { id = '' }, body }) => retryDocument(world, actor, { ...body, id }),
  }),
  call({
    method: 'POST',
    path: '/documents/:id/cancel',
    summary: 'Stop reading it; the pages read so far stay',
    tag,
    status: 200,
    answer: documentSchema,
    run: (world, actor, { params: { id = '' } }) => cancelDocument(world, actor, { id }),
  }),
  call({
    method: 'POST',
    path: '/documents/:id/restore',
    summary: 'Bring a deleted document back, within 30 days',
    tag,
    status: 200,
    answer: documentSchema,
    run: (world, actor, { params: { id = '' } }) => restoreDocument(world, actor, { id }),
  }),
  call({
    method: 'POST',
    path: '/documents/:id/versions',
    summary: 'Replace its file: the bytes as the body. The earlier file stays; the same bytes change nothing (200)',
    tag,
    raw: true,
    query: replaceDocumentSchema,
    answer: documentSchema,
    run: async (world, actor, { params: { id = '' }, query, request }) => {
      if (actor.kind === 'user') await limit(world, 'upload', actor.id)
      const input = { id, ...query, bytes: request.body, declared: declaredLength(request) }
      const { replaced, document } = await replaceDocument(world, actor, input)
      return answered(replaced ? 201 : 200, document)
    },
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
