'use server'

import { z } from 'zod'
import { shareOfSchema } from '#lib/domain/share'
import { createShare } from '#lib/services/shares/create-share'
import { revokeShare } from '#lib/services/shares/revoke-share'
import { action } from '../../_door/action.ts'

export const makeShare = action(shareOfSchema, createShare)
export const endShare = action(z.strictObject({ id: z.string() }), revokeShare)
