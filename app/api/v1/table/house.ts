import { z } from 'zod'
import { call } from '../../../_door/call.ts'

export const houseCalls = [
  call({
    method: 'GET',
    path: '/health',
    summary: 'Is the web process alive?',
    tag: 'House',
    open: true,
    answer: z.object({ ok: z.literal(true), version: z.string() }),
    run: async () => ({ ok: true as const, version: '0.1.0' }),
  }),
  call({
    method: 'GET',
    path: '/ready',
    summary: 'Can the record be read?',
    tag: 'House',
    open: true,
    answer: z.object({ ready: z.literal(true) }),
    run: async (world) => {
      await world.db.raw('select 1')
      return { ready: true as const }
    },
  }),
]
