import { z } from 'zod'
import { isLocalDate } from '#lib/domain/date'
import type { FailureCode } from '#lib/domain/document'

export const exhibitStatuses = ['building', 'failed', 'verified', 'approved', 'published', 'withdrawn'] as const
export type ExhibitStatus = (typeof exhibitStatuses)[number]
export const exhibitWords: Record<ExhibitStatus, string> = {
  building: 'Being built',
  failed: 'Failed',
  verified: 'Verified',
  approved: 'Approved',
  published: 'Published',
  withdrawn: 'Withdrawn',
}

/** What the verifier tries; all must pass. */
export const checkNames = {
  pages: 'Pages rebuilt from filled pixels, as chosen',
  boxes: 'Every dot in a box is black',
  words: 'No word of the text layer touches a mark',
  strings: 'Marked words searched in the copy',
  letters: 'Nothing to be read in a box',
  parts: 'Metadata, attachments, scripts, annotations, layers and earlier versions gone',
  outside: 'Outside the boxes the pages are as they were',
  frozen: 'Source and marks are those that were frozen',
} as const
export type CheckName = keyof typeof checkNames
export const checkSchema = z
  .object({ name: z.enum(Object.keys(checkNames) as [CheckName]), passed: z.boolean(), detail: z.string() }) // keys of the constant
  .meta({ id: 'Check' })
export type Check = z.infer<typeof checkSchema>
export const reportSchema = z
  .object({
    checks: z.array(checkSchema),
    builtWith: z.string(),
    verifiedWith: z.string(),
    verifiedAt: z.string(),
  })
  .meta({ id: 'ExhibitReport' })
export type Report = z.infer<typeof reportSchema>
export const passes = (report: Report | null) =>
  report !== null &&
  Object.keys(checkNames).every((name) => report.checks.some((check) => check.name === name && check.passed)) &&
  report.checks.every(({ passed }) => passed)

const broke: Partial<Record<FailureCode, string>> = {
  timeout: 'took too long and was stopped',
  damaged: 'could not be done: a file could not be read',
  encrypted: 'could not be done: the document is locked with a password that is not known here',
  too_big: 'could not be done: a page is larger than what can be worked on here',
}
/** What is said where building or checking an exhibit broke off: what happened, and what to do. */
export const brokeOff = (step: 'build' | 'verify', code: FailureCode): string =>
  `${step === 'build' ? 'Making the copy' : 'Checking the copy'} ${broke[code] ?? 'broke down'}. The document is as it was and nothing has left the team. Prepare it again; where it fails again, tell whoever runs this server.`

/** What the second engine found. */
export type FoundParts = { problems: string[]; found: string[]; pages: number }
export type FoundPage = {
  width: number
  height: number
  /** As the second engine reads it. */
  text: string
  /** For each box, the letters that stand in it. */
  inside: string[]
  /** For each fill, dots that are not black: as drawn, and in the file. */
  bright: number[]
  stored: number[]
  /** Cells of the picture, away from its boxes, that are not as in the source; and of how many. */
  outside: { cells: number; of: number }
  /** Cells that are drawn otherwise than the picture says, besides printed reasons. */
  over: number
  annotations: number
  /** Words that a third engine reads in the boxes. */
  seen: string[]
}

/** A mark as it was when the exhibit was prepared. `words` never leave the team. */
export type FrozenMark = {
  id: string
  page: number
  boxes: [number, number, number, number][]
  fills: [number, number, number, number][]
  wholeLine?: boolean
  reason: string
  exemption: string | null
  words: string
  authorId: string
  staysElsewhere: boolean
}

const titleSchema = z
  .string()
  .trim()
  .min(1, 'Give the exhibit a title.')
  .max(200, 'A title has at most 200 characters.')
export const newExhibitSchema = z
  .strictObject({
    title: titleSchema,
    pages: z.string().max(2000).optional().describe('1-3,7; all unless given'),
    label: z.string().trim().max(80, 'A label has at most 80 characters.').optional().describe('for whom it is'),
    leaveOut: z.array(z.string()).max(2000).optional().describe('marks that this one does not apply'),
    replaces: z.string().max(80).optional().describe('an exhibit of this document, of which it is the next version'),
  })
  .meta({ id: 'NewExhibit' })
export type NewExhibit = z.infer<typeof newExhibitSchema>

export const rejectSchema = z
  .strictObject({
    reason: z.string().trim().min(1, 'Say why.').max(2000, 'A reason has at most 2,000 characters.'),
    markIds: z.array(z.string()).max(2000).optional().describe('the marks that are meant'),
  })
  .meta({ id: 'RejectExhibit' })
export const publishSchema = z
  .strictObject({
    embargoUntil: z
      .string()
      .refine(isLocalDate, 'Give a date that exists, as YYYY-MM-DD.')
      .optional()
      .describe('with a later day it stays approved, and an editor is reminded then'),
    summary: z.string().trim().max(2000).optional().describe('one line under the title'),
    note: z.string().trim().max(5000).optional().describe('what it shows'),
    credit: z.string().trim().max(200).optional(),
    download: z.boolean().optional().describe('whether its PDF can be downloaded; it can unless false'),
  })
  .meta({ id: 'PublishExhibit' })
export type PublishExhibit = z.infer<typeof publishSchema>
export const updateSchema = z
  .strictObject({ text: z.string().trim().min(1, 'Say what changed.').max(2000), correction: z.boolean().optional() })
  .meta({ id: 'NoteUpdate' })
export type NoteUpdate = z.infer<typeof updateSchema>
export const withdrawSchema = z
  .strictObject({ reason: z.string().trim().min(1, 'Say why. Readers will see it.').max(500) })
  .meta({ id: 'WithdrawExhibit' })

export type WithdrawExhibit = z.infer<typeof withdrawSchema>

export const exhibitSchema = z
  .object({
    id: z.string(),
    number: z.string().describe('RING-E2'),
    version: z.number().int().describe('of that number; each is frozen'),
    investigationId: z.string(),
    documentId: z.string(),
    document: z.object({ number: z.string(), name: z.string() }),
    title: z.string(),
    label: z.string().nullable(),
    status: z.enum(exhibitStatuses),
    pages: z.number().int(),
    built: z.number().int().describe('how many of them are there'),
    sourcePages: z.string().describe('which of the document, such as 1–3, 7'),
    sha256: z.string().nullable().describe('of its PDF'),
    bytes: z.number().int().nullable(),
    reasons: z.array(z.object({ reason: z.string(), count: z.number().int() })),
    report: reportSchema.nullable(),
    failure: z.string().nullable(),
    rejected: z.object({ reason: z.string(), by: z.string(), markIds: z.array(z.string()) }).nullable(),
    reviewed: z.array(z.object({ markId: z.string(), approved: z.boolean(), by: z.string() })),
    stale: z.boolean().describe('the document or its marks have changed since: prepare it anew before publishing'),
    preparedBy: z.string(),
    preparer: z.string().describe('by name'),
    approvedBy: z.string().nullable(),
    approver: z.string().nullable(),
    summary: z.string().nullable(),
    note: z.string().nullable().describe('what it shows'),
    credit: z.string().nullable(),
    download: z.boolean(),
    slug: z.string().nullable(),
    url: z.string().nullable(),
    embargoUntil: z.string().nullable(),
    publishedAt: z.string().nullable(),
    withdrawnAt: z.string().nullable(),
    withdrawnFor: z.string().nullable(),
    updates: z.array(z.object({ at: z.string(), text: z.string(), correction: z.boolean() })),
    createdAt: z.string(),
  })
  .meta({ id: 'Exhibit' })
export type ExhibitView = z.infer<typeof exhibitSchema>
