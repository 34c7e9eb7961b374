'use server'

import { z } from 'zod'
import { editViewSchema, newViewSchema } from '#lib/domain/view'
import { addView } from '#lib/services/views/add-view'
import { deleteView } from '#lib/services/views/delete-view'
import { editView } from '#lib/services/views/edit-view'
import { action } from '../../_door/action.ts'

export const saveView = action(newViewSchema, addView)
export const changeView = action(editViewSchema.extend({ id: z.string() }), editView)
export const removeView = action(z.strictObject({ id: z.string() }), deleteView)
