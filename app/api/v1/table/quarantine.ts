import { decideQuarantineSchema, heldWordsSchema, quarantineSchema } from '#lib/domain/quarantine'
import { decideQuarantine } from '#lib/services/quarantine/decide-quarantine'
import { showHeldWords } from '#lib/services/quarantine/show-held-words'
import { viewQuarantine } from '#lib/services/quarantine/view-quarantine'
import { call } from '../../../_door/call.ts'

const tag = 'Documents'

export const quarantineCalls = [
  call({
    method: 'GET',
    path: '/documents/:id/quarantine',
    summary: 'Where words that nobody sees on its pages are held back, and what was decided; not the words',
    tag,
    refuses: [403],
    answer: quarantineSchema,
    run: (world, actor, { params: { id = '' } }) => viewQuarantine(world, actor, { id }),
  }),
  call({
    method: 'POST',
    path: '/documents/:id/quarantine',
    summary: 'Keep those words back for good, or release them into the text of their pages',
    tag,
    refuses: [403, 409],
    status: 200,
    body: decideQuarantineSchema,
    answer: quarantineSchema,
    run: (world, actor, { params: { id = '' }, body }) => decideQuarantine(world, actor, { ...body, id }),
  }),
  call({
    method: 'POST',
    path: '/documents/:id/quarantine/show',
    summary: 'The words themselves; that they were shown is recorded',
    tag,
    refuses: [403, 409],
    status: 200,
    answer: heldWordsSchema,
    run: (world, actor, { params: { id = '' } }) => showHeldWords(world, actor, { id }),
  }),
]
