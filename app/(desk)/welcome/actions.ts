'use server'

import { z } from 'zod'
import { loadDemo } from '#lib/services/upkeep/load-demo'
import { removeDemo } from '#lib/services/upkeep/remove-demo'
import { action } from '../../_door/action'

export const loadDemonstration = action(z.strictObject({}), loadDemo)
export const removeDemonstration = action(z.strictObject({}), removeDemo)
