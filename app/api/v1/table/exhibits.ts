import { z } from 'zod'
import {
  exhibitSchema,
  exhibitStatuses,
  newExhibitSchema,
  publishSchema,
  rejectSchema,
  updateSchema,
  withdrawSchema,
} from '#lib/domain/exhibit'
import { exhibitNoteSchema, newExhibitNoteSchema } from '#lib/domain/exhibit-note'
import { pageOf, shortList } from '#lib/domain/listing'
import { addMarksSchema, editMarkSchema, markSchema } from '#lib/domain/mark'
import { addMarks } from '#lib/services/exhibits/add-marks'
import { approveExhibit, rejectExhibit, reviewMarks } from '#lib/services/exhibits/approve-exhibit'
import { editMark } from '#lib/services/exhibits/edit-mark'
import { listMarks } from '#lib/services/exhibits/list-marks'
import { addExhibitNote, listExhibitNotes, removeExhibitNote } from '#lib/services/exhibits/note-exhibit'
import { prepareExhibit } from '#lib/services/exhibits/prepare-exhibit'
import { noteUpdate, publishExhibit, withdrawExhibit } from '#lib/services/exhibits/publish-exhibit'
import { removeMark } from '#lib/services/exhibits/remove-mark'
import { listExhibits, openExhibitFile, viewExhibit } from '#lib/services/exhibits/view-exhibit'
import { viewExhibitPage } from '#lib/services/exhibits/view-exhibit-page'
import { viewMark } from '#lib/services/exhibits/view-mark'
import { answered, call, listOf, pageNumber, shortListOf } from '../../../_door/call.ts'
import { imageFile, originalFile } from '../../../_door/file.ts'

const tag = 'Exhibits'

export const exhibitCalls = [
  call({
    method: 'POST',
    path: '/documents/:id/marks',
    summary: 'Mark what is to be taken out of copies: boxes, quotes, or every place of a term or pattern',
    tag,
    also: [200], // a dry run
    refuses: [403],
    body: addMarksSchema,
    answer: z.object({ data: z.array(markSchema) }),
    run: async (world, actor, { params: { id = '' }, body }) => {
      const made = await addMarks(world, actor, { documentId: id, input: body })
      return answered('find' in body && body.dryRun ? 200 : 201, made)
    },
  }),
  call({
    method: 'GET',
    path: '/documents/:id/marks',
    summary: 'The marks of a document, in the order of its pages, each with where its words still stand',
    tag,
    refuses: [],
    query: shortListOf({}),
    answer: pageOf(markSchema),
    run: async (world, actor, { params: { id = '' }, query }) =>
      shortList(await listMarks(world, actor, { documentId: id }), query),
  }),
  call({
    method: 'GET',
    path: '/documents/:id/marks/:markId',
    summary: 'One mark, with where its words still stand',
    tag,
    refuses: [],
    answer: markSchema,
    run: (world, actor, { params: { id = '', markId = '' } }) => viewMark(world, actor, { id: markId, documentId: id }),
  }),
  call({
    method: 'PATCH',
    path: '/documents/:id/marks/:markId',
    summary: 'Change the reason, exemption or note of a mark, or say why its words may stay elsewhere',
    tag,
    refuses: [403],
    body: editMarkSchema,
    answer: markSchema,
    run: (world, actor, { params: { id = '', markId = '' }, body, version }) =>
      editMark(world, actor, { ...body, id: markId, documentId: id, version }),
  }),
  call({
    method: 'DELETE',
    path: '/documents/:id/marks/:markId',
    summary: 'Take a mark off; exhibits made with it keep it',
    tag,
    refuses: [403],
    answer: null,
    run: async (world, actor, { params: { id = '', markId = '' } }) =>
      void (await removeMark(world, actor, { id: markId, documentId: id })),
  }),
  call({
    method: 'POST',
    path: '/documents/:id/exhibits',
    summary: 'Freeze pages and marks into an exhibit, which is then built and verified',
    tag,
    refuses: [403, 409],
    status: 202,
    body: newExhibitSchema,
    answer: exhibitSchema,
    run: (world, actor, { params: { id = '' }, body }) => prepareExhibit(world, actor, { documentId: id, input: body }),
  }),
  call({
    method: 'GET',
    path: '/exhibits',
    summary: 'The exhibits of your investigations, newest first',
    tag,
    refuses: [404],
    query: listOf({
      investigationId: z.string().optional(),
      documentId: z.string().optional(),
      status: z.enum(exhibitStatuses).optional(),
    }),
    answer: pageOf(exhibitSchema),
    run: (world, actor, { query }) => listExhibits(world, actor, query),
  }),
  call({
    method: 'GET',
    path: '/exhibits/:id',
    summary: 'One version of an exhibit by id, or the newest by number, with the verifier’s report',
    tag,
    refuses: [],
    answer: exhibitSchema,
    run: (world, actor, { params: { id = '' } }) => viewExhibit(world, actor, { id }),
  }),
  call({
    method: 'GET',
    path: '/exhibits/:id/pdf',
    summary: 'Its file, once it is verified',
    tag,
    file: ['application/pdf'],
    refuses: [409, 410],
    answer: null,
    run: async (world, actor, { params: { id = '' }, request }) =>
      originalFile(await openExhibitFile(world, actor, { id }), request, 'application/pdf'),
  }),
  call({
    method: 'GET',
    path: '/exhibits/:id/pages/:n/image',
    summary: 'A page of it as it was built, once all are',
    tag,
    file: ['image/png'],
    refuses: [409],
    answer: null,
    run: async (world, actor, { params: { id = '', n = '' } }) =>
      imageFile(await viewExhibitPage(world, actor, { id, page: pageNumber(n) })),
  }),
  call({
    method: 'POST',
    path: '/exhibits/:id/reviews',
    summary: 'Approve or refuse single marks; never one’s own exhibit or marks',
    tag,
    refuses: [403, 409],
    body: z
      .strictObject({ markIds: z.array(z.string()).min(1).max(2000), approved: z.boolean() })
      .meta({ id: 'ReviewMarks' }),
    answer: exhibitSchema,
    run: (world, actor, { params: { id = '' }, body }) => reviewMarks(world, actor, { ...body, id }),
  }),
  call({
    method: 'POST',
    path: '/exhibits/:id/approve',
    summary: 'Approve a verified exhibit with all its marks; a second person does',
    tag,
    refuses: [403, 409],
    status: 200,
    answer: exhibitSchema,
    run: (world, actor, { params: { id = '' } }) => approveExhibit(world, actor, { id }),
  }),
  call({
    method: 'POST',
    path: '/exhibits/:id/reject',
    summary: 'Refuse an exhibit, naming the marks that are meant',
    tag,
    refuses: [403, 409],
    status: 200,
    body: rejectSchema,
    answer: exhibitSchema,
    run: (world, actor, { params: { id = '' }, body }) => rejectExhibit(world, actor, { ...body, id }),
  }),
  call({
    method: 'POST',
    path: '/exhibits/:id/publish',
    summary: 'Publish an approved exhibit; with a later embargo day it stays approved and an editor is reminded',
    tag,
    refuses: [403, 409],
    status: 200,
    body: publishSchema,
    answer: exhibitSchema,
    run: (world, actor, { params: { id = '' }, body }) => publishExhibit(world, actor, { ...body, id }),
  }),
  call({
    method: 'GET',
    path: '/exhibits/:id/notes',
    summary: 'The numbered notes that readers see beside its pages',
    tag,
    refuses: [],
    query: shortListOf({}),
    answer: pageOf(exhibitNoteSchema),
    run: async (world, actor, { params: { id = '' }, query }) =>
      shortList(await listExhibitNotes(world, actor, { id }), query),
  }),
  call({
    method: 'POST',
    path: '/exhibits/:id/notes',
    summary:
      'Add a note for readers beside a page, also before it is published; with a finding it stands at its passage',
    tag,
    refuses: [403, 409],
    body: newExhibitNoteSchema,
    answer: exhibitNoteSchema,
    run: (world, actor, { params: { id = '' }, body }) => addExhibitNote(world, actor, { ...body, id }),
  }),
  call({
    method: 'DELETE',
    path: '/exhibits/:id/notes/:noteId',
    summary: 'Take a note for readers off',
    tag,
    refuses: [403, 409],
    answer: null,
    run: async (world, actor, { params: { id = '', noteId = '' } }) =>
      void (await removeExhibitNote(world, actor, { id, noteId })),
  }),
  call({
    method: 'POST',
    path: '/exhibits/:id/updates',
    summary: 'Add a dated update or correction to a published exhibit',
    tag,
    refuses: [403, 409],
    body: updateSchema,
    answer: exhibitSchema,
    run: (world, actor, { params: { id = '' }, body }) => noteUpdate(world, actor, { ...body, id }),
  }),
  call({
    method: 'POST',
    path: '/exhibits/:id/withdraw',
    summary: 'Withdraw it; its address says since when and why',
    tag,
    refuses: [403, 409],
    status: 200,
    body: withdrawSchema,
    answer: exhibitSchema,
    run: (world, actor, { params: { id = '' }, body }) => withdrawExhibit(world, actor, { ...body, id }),
  }),
]
