'use server'

import { z } from 'zod'
import { editAgencySchema, newAgencySchema } from '#lib/domain/agency'
import { addAgency } from '#lib/services/agencies/add-agency'
import { editAgency } from '#lib/services/agencies/edit-agency'
import { action } from '../../_door/action.ts'

export const sendNewAgency = action(newAgencySchema, addAgency)

export const changeAgency = action(
  z.strictObject({ id: z.string(), version: z.number().int().optional(), change: editAgencySchema }),
  (world, actor, { id, version, change }) => editAgency(world, actor, { ...change, id, version }),
)
