'use server'

import { z } from 'zod'
import { Refusal } from '#lib/domain/refusal'
import { action } from '../../_door/action'

export const loadDemonstration = action(z.strictObject({}), async () => {
  throw new Refusal('unavailable', 'The demonstration is not here yet. Nothing was changed.')
})
