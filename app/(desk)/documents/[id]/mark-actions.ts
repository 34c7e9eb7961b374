'use server'

import { z } from 'zod'
import { newExhibitSchema } from '#lib/domain/exhibit'
import { addMarksSchema, editMarkSchema } from '#lib/domain/mark'
import { addMarks } from '#lib/services/exhibits/add-marks'
import { editMark } from '#lib/services/exhibits/edit-mark'
import { namesAbout } from '#lib/services/exhibits/names-about'
import { prepareExhibit } from '#lib/services/exhibits/prepare-exhibit'
import { removeMark } from '#lib/services/exhibits/remove-mark'
import { action } from '../../../_door/action.ts'

const itsMark = { id: z.string(), documentId: z.string() }

export const addMarksAction = action(z.strictObject({ documentId: z.string(), input: addMarksSchema }), addMarks)
export const editMarkAction = action(editMarkSchema.extend(itsMark), editMark)
export const namesAboutAction = action(z.strictObject({ documentId: z.string() }), namesAbout)
export const removeMarkAction = action(z.strictObject(itsMark), removeMark)
export const prepareExhibitAction = action(
  z.strictObject({ documentId: z.string(), input: newExhibitSchema }),
  prepareExhibit,
)
