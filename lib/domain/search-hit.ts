import { z } from 'zod'

export const searchTypes = ['document', 'communication', 'request', 'finding'] as const
export type SearchType = (typeof searchTypes)[number]

export const snippetSchema = z.array(z.object({ text: z.string(), hit: z.boolean() })).describe('parts, never HTML')

/** One place where the words stand: a page, a letter, a request or a finding. */
export const searchHitSchema = z
  .object({
    type: z.enum(searchTypes),
    id: z.string(),
    number: z.string().nullable().describe('RING-D7, RING-12, RING-F3; null for a communication'),
    title: z.string(),
    titleParts: snippetSchema.describe('the title with its hits'),
    investigationId: z.string(),
    documentId: z.string().nullable(),
    page: z.number().int().nullable().describe('null where it is found by its name'),
    requestId: z.string().nullable(),
    request: z.string().nullable().describe('RING-12'),
    agency: z.string().nullable(),
    snippet: snippetSchema,
  })
  .meta({ id: 'SearchHit' })
export type SearchHit = z.infer<typeof searchHitSchema>

export const searchAnswerSchema = z
  .object({
    data: z.array(searchHitSchema),
    total: z.number().int(),
    counts: z.record(z.enum(searchTypes), z.number().int()).describe('of each type, whatever type was asked for'),
    nextCursor: z.string().nullable(),
    note: z.string().optional().describe('said where part of the words was left out or not understood'),
    notes: z.array(z.string()).optional().describe('the same, one by one'),
  })
  .meta({ id: 'SearchAnswer' })
export type SearchAnswer = z.infer<typeof searchAnswerSchema>
