import { z } from 'zod'
import { documentSchema, newDocumentSchema, retryDocumentSchema, uploadedSchema } from '#lib/domain/document'
import {
  recognisedSchema,
  recogniseFilesSchema,
  replaceDocumentSchema,
  takeUploadSchema,
  workSchema,
} from '#lib/domain/intake'
import { cancelDocument } from '#lib/services/documents/cancel-document'
import { listWork } from '#lib/services/documents/list-work'
import { recogniseFiles } from '#lib/services/documents/recognise-files'
import { replaceDocument } from '#lib/services/documents/replace-document'
import { restoreDocument } from '#lib/services/documents/restore-document'
import { retryDocument } from '#lib/services/documents/retry-document'
import { takeUpload } from '#lib/services/documents/take-upload'
import { uploadDocument } from '#lib/services/documents/upload-document'
import { limit } from '#lib/services/limit'
import { answered, call } from '../../../_door/call.ts'
import { declaredLength } from '../../../_door/file.ts'

const tag = 'Documents'

/** How documents come in, are read, stopped, replaced and brought back. Before the lines by id: `work` is no id. */
export const intakeCalls = [
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
]
