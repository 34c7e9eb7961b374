import { z } from 'zod'

export const auditEntrySchema = z
  .object({
    id: z.string().describe('its hash in the chain; its place there would tell how much others do'),
    at: z.string().describe('ISO 8601, UTC'),
    actor: z.string().describe('user id, job:NAME, operator or anyone'),
    actorName: z.string().nullable(),
    action: z.string(),
    subject: z.string().describe('the id it is about'),
    investigationId: z.string().nullable(),
    detail: z.record(z.string(), z.unknown()),
  })
  .meta({ id: 'AuditEntry' })
export type AuditEntryView = z.infer<typeof auditEntrySchema>

export const jobSchema = z
  .object({
    id: z.string(),
    name: z.string(),
    status: z.enum(['ready', 'running', 'done', 'dead']),
    attempts: z.number().int(),
    lastError: z.string().nullable(),
    createdAt: z.string(),
    endedAt: z.string().nullable(),
  })
  .meta({ id: 'Job' })
export type JobView = z.infer<typeof jobSchema>
