'use server'

import { z } from 'zod'
import { newExhibitSchema, publishSchema, rejectSchema, updateSchema, withdrawSchema } from '#lib/domain/exhibit'
import { newExhibitNoteSchema } from '#lib/domain/exhibit-note'
import { approveExhibit, rejectExhibit, reviewMarks } from '#lib/services/exhibits/approve-exhibit'
import { addExhibitNote, removeExhibitNote } from '#lib/services/exhibits/note-exhibit'
import { prepareExhibit } from '#lib/services/exhibits/prepare-exhibit'
import { noteUpdate, publishExhibit, withdrawExhibit } from '#lib/services/exhibits/publish-exhibit'
import { action } from '../../_door/action'

const its = { id: z.string() }

export const sayOfMarks = action(
  z.strictObject({ ...its, markIds: z.array(z.string()).min(1).max(2000), approved: z.boolean() }),
  reviewMarks,
)
export const approve = action(z.strictObject(its), approveExhibit)
export const refuse = action(rejectSchema.extend(its), rejectExhibit)
export const publish = action(publishSchema.extend(its), publishExhibit)
export const addUpdate = action(updateSchema.extend(its), noteUpdate)
export const addNote = action(newExhibitNoteSchema.safeExtend(its), addExhibitNote)
export const removeNote = action(z.strictObject({ ...its, noteId: z.string() }), removeExhibitNote)
export const withdraw = action(withdrawSchema.extend(its), withdrawExhibit)
export const prepareAgain = action(
  newExhibitSchema.extend({ documentId: z.string() }),
  (world, actor, { documentId, ...input }) => prepareExhibit(world, actor, { documentId, input }),
)
