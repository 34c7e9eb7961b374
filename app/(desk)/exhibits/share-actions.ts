'use server'

import { z } from 'zod'
import { shareOfSchema } from '#lib/domain/share'
import { createShare } from '#lib/services/shares/create-share'
import { retryShare } from '#lib/services/shares/retry-share'
import { revokeShare } from '#lib/services/shares/revoke-share'
import { action } from '../../_door/action.ts'

export const makeShare = action(shareOfSchema, createShare)
export const endShare = action(z.strictObject({ id: z.string() }), revokeShare)
export const buildAgain = action(z.strictObject({ id: z.string() }), retryShare)
