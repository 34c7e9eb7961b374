'use server'

import { documentIdSchema } from '#lib/domain/document'
import { decideQuarantineOfSchema } from '#lib/domain/quarantine'
import { decideQuarantine } from '#lib/services/quarantine/decide-quarantine'
import { showHeldWords } from '#lib/services/quarantine/show-held-words'
import { action } from '../../../_door/action.ts'

export const decideQuarantineAction = action(decideQuarantineOfSchema, decideQuarantine)
export const showHeldWordsAction = action(documentIdSchema, showHeldWords)
