'use server'

import { z } from 'zod'
import { roles } from '#lib/domain/actions'
import { newExportSchema } from '#lib/domain/export'
import { editFindingTypeSchema, newFindingTypeSchema } from '#lib/domain/finding'
import { editInvestigationSchema, newInvestigationSchema, newMemberSchema } from '#lib/domain/investigation'
import { makeExport } from '#lib/services/exports/make-export'
import { defineFindingType } from '#lib/services/findings/define-finding-type'
import { editFindingType } from '#lib/services/findings/edit-finding-type'
import { addMember } from '#lib/services/investigations/add-member'
import { changeMember } from '#lib/services/investigations/change-member'
import { editInvestigation } from '#lib/services/investigations/edit-investigation'
import { openInvestigation } from '#lib/services/investigations/open-investigation'
import { action } from '../../_door/action'

const id = z.string()
const version = z.number().int().optional()

export const openNew = action(newInvestigationSchema, openInvestigation)
export const saveInvestigation = action(editInvestigationSchema.extend({ id, version }), editInvestigation)
export const bringIn = action(newMemberSchema.extend({ id }), addMember)
export const changeRole = action(
  z.strictObject({ id, userId: z.string(), role: z.enum(roles).nullable() }),
  changeMember,
)
export const sendExport = action(newExportSchema.extend({ id }), makeExport, 'export')
export const defineType = action(newFindingTypeSchema, defineFindingType)
export const changeType = action(
  editFindingTypeSchema.extend({ id, version, retire: z.boolean().optional() }),
  editFindingType,
)
