'use server'

import { z } from 'zod'
import { editFindingSchema, newFindingSchema } from '#lib/domain/finding'
import { addFinding } from '#lib/services/findings/add-finding'
import { deleteFinding } from '#lib/services/findings/delete-finding'
import { editFinding } from '#lib/services/findings/edit-finding'
import { action } from '../../_door/action'

export const saveFinding = action(newFindingSchema, addFinding)
export const changeFinding = action(
  editFindingSchema.extend({ id: z.string(), version: z.number().int().optional() }),
  editFinding,
)
export const removeFinding = action(z.strictObject({ id: z.string() }), deleteFinding)
