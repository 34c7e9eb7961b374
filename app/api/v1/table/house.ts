import { z } from 'zod'
import { auditEntrySchema, jobSchema } from '#lib/domain/audit'
import { pageOf } from '#lib/domain/listing'
import { version } from '#lib/domain/version'
import { examineReadiness } from '#lib/services/upkeep/examine-readiness'
import { listAudit } from '#lib/services/upkeep/list-audit'
import { listJobs } from '#lib/services/upkeep/list-jobs'
import { call, listOf } from '../../../_door/call.ts'

const tag = 'House'

export const houseCalls = [
  call({
    method: 'GET',
    path: '/health',
    summary: 'Is the web process alive?',
    tag,
    open: true,
    answer: z.object({ ok: z.literal(true), version: z.string() }),
    run: async () => ({ ok: true as const, version }),
  }),
  call({
    method: 'GET',
    path: '/ready',
    summary: 'Can the record be read?',
    tag,
    open: true,
    answer: z.object({ ready: z.literal(true) }),
    run: (world) => examineReadiness(world),
  }),
  call({
    method: 'GET',
    path: '/audit',
    summary: 'What was done, newest first: in an investigation, or (admins) in the house',
    tag,
    query: listOf({ investigationId: z.string().optional() }),
    answer: pageOf(auditEntrySchema),
    run: (world, actor, { query }) => listAudit(world, actor, query),
  }),
  call({
    method: 'GET',
    path: '/jobs',
    summary: 'Background work, newest first (admins)',
    tag,
    query: listOf({}),
    answer: pageOf(jobSchema),
    run: (world, actor, { query }) => listJobs(world, actor, query),
  }),
]
