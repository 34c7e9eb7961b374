import { z } from 'zod'
import { roles } from '#lib/domain/actions'

export const firstReasons = ['personal', 'minor', 'victim', 'source', 'security', 'other']

export const keySchema = z
  .string()
  .regex(/^[A-Z]{2,8}$/, 'A key is 2 to 8 capital letters, such as RING.')
  .meta({ example: 'RING' })
const titleSchema = z
  .string()
  .trim()
  .min(1, 'Give the investigation a title.')
  .max(200, 'A title has at most 200 characters.')
const summarySchema = z.string().trim().max(5000, 'A summary has at most 5,000 characters.')

export const newInvestigationSchema = z
  .strictObject({ title: titleSchema, summary: summarySchema.optional(), key: keySchema.optional() })
  .meta({ id: 'NewInvestigation' })
export type NewInvestigation = z.infer<typeof newInvestigationSchema>

export const editInvestigationSchema = z
  .strictObject({
    title: titleSchema.optional(),
    summary: summarySchema.optional(),
    reasons: z
      .array(z.string().regex(/^[a-z][a-z0-9_]{0,30}$/, 'A reason is a short code such as minor.'))
      .min(1)
      .max(40)
      .optional(),
  })
  .meta({ id: 'EditInvestigation' })
export type EditInvestigation = z.infer<typeof editInvestigationSchema>

export const investigationSchema = z
  .object({
    id: z.string(),
    key: z.string(),
    slug: z.string(),
    title: z.string(),
    summary: z.string(),
    reasons: z.array(z.string()),
    role: z.enum(roles).nullable().describe('your role here'),
    demo: z.boolean().describe('the demonstration'),
    createdAt: z.string(),
    version: z.number().int(),
  })
  .meta({ id: 'Investigation' })
export type InvestigationView = z.infer<typeof investigationSchema>

export const newMemberSchema = z
  .strictObject({ email: z.email('That is not an e-mail address.'), role: z.enum(roles) })
  .meta({ id: 'NewMember' })
export const editMemberSchema = z.strictObject({ role: z.enum(roles) }).meta({ id: 'EditMember' })
export const memberSchema = z
  .object({ userId: z.string(), email: z.string(), name: z.string(), role: z.enum(roles) })
  .meta({ id: 'Member' })
export type MemberView = z.infer<typeof memberSchema>

/** Two to eight capital letters for a title: its first word, or the initials of its words. */
export function proposeKey(title: string): string {
  const words =
    title
      .normalize('NFD')
      .toUpperCase()
      .match(/[A-Z]+/g) ?? []
  const first = words.find((word) => word.length >= 3 && word.length <= 8 && !stop.has(word))
  const initials = words.map((word) => word[0]).join('')
  const key = (first ?? (initials.length >= 2 ? initials : `${words[0] ?? ''}INV`)).slice(0, 8)
  return key.length >= 2 ? key : 'INV'
}
const stop = new Set(['THE', 'AND', 'FOR', 'WITH', 'FROM'])

/** The n-th other proposal for a key that is taken: RING, RINGB, RINGC … */
export const nextKey = (key: string, n: number): string => {
  let suffix = ''
  for (let left = n; left > 0; left = Math.floor((left - 1) / 26))
    suffix = String.fromCharCode(65 + (left % 26)) + suffix
  return key.slice(0, 8 - suffix.length) + suffix
}

/** The address of a title: lower-case words joined by hyphens. */
export const slugOf = (title: string) =>
  title
    .normalize('NFD')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 60) || 'investigation'
