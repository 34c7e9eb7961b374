import { z } from 'zod'
import { isLocalDate } from '#lib/domain/date'
import { boxSchema, givenBoxSchema } from '#lib/domain/page'

export const findingStatuses = ['proposed', 'checked', 'disputed', 'cleared'] as const
export type FindingStatus = (typeof findingStatuses)[number]
export const anchorRoles = ['supports', 'contradicts', 'context'] as const
export type AnchorRole = (typeof anchorRoles)[number]
export const valueTypes = ['number', 'usd', 'text', 'date', 'count'] as const
export type ValueType = (typeof valueTypes)[number]
/** A typed value that every finding of a type may carry. usd: dollars, not cents. */
export type ValueDefinition = { key: string; label: string; type: ValueType; unit?: string | undefined }
export type Values = Record<string, number | string>

export const statusWords: Record<FindingStatus, string> = {
  proposed: 'Proposed',
  checked: 'Checked',
  disputed: 'Disputed',
  cleared: 'Cleared',
}

const valueDefinitionSchema = z
  .strictObject({
    key: z.string().regex(/^[a-z][A-Za-z0-9_]{0,39}$/, 'A key is a short word such as amount.'),
    label: z.string().trim().min(1, 'Name the value.').max(80, 'A label has at most 80 characters.'),
    type: z.enum(valueTypes, `A value is one of ${valueTypes.join(', ')}.`),
    unit: z.string().trim().max(40, 'A unit has at most 40 characters.').optional(),
  })
  .meta({ id: 'ValueDefinition', description: 'usd: dollars, not cents' })
const valueDefinitionsSchema = z
  .array(valueDefinitionSchema)
  .max(12, 'At most 12 values.')
  .refine((list) => new Set(list.map((v) => v.key)).size === list.length, 'Two values have the same key.')
const typeNameSchema = z.string().trim().min(1, 'Name the type.').max(120, 'A name has at most 120 characters.')

export const newFindingTypeSchema = z
  .strictObject({ investigationId: z.string(), name: typeNameSchema, values: valueDefinitionsSchema.optional() })
  .meta({ id: 'NewFindingType' })
export type NewFindingType = z.infer<typeof newFindingTypeSchema>
export const editFindingTypeSchema = z
  .strictObject({ name: typeNameSchema.optional(), values: valueDefinitionsSchema.optional() })
  .meta({ id: 'EditFindingType' })
export type EditFindingType = z.infer<typeof editFindingTypeSchema>
export const findingTypeSchema = z
  .object({
    id: z.string(),
    investigationId: z.string(),
    name: z.string(),
    values: z.array(valueDefinitionSchema),
    retired: z.boolean().describe('no longer offered; the findings it has stay'),
    version: z.number().int(),
  })
  .meta({ id: 'FindingType' })
export type FindingTypeView = z.infer<typeof findingTypeSchema>

const statementSchema = z
  .string()
  .trim()
  .min(1, 'Say what was found.')
  .max(2000, 'A statement has at most 2,000 characters.')

export const newAnchorSchema = z
  .strictObject({
    documentId: z.string(),
    page: z.number('A page is a number.').int('A page is a whole number.').min(1, 'Pages count from 1.'),
    quote: z.string().max(20_000, 'A quote has at most 20,000 characters.').optional(),
    boxes: z.array(givenBoxSchema).min(1, 'Give at least one box.').max(200, 'At most 200 boxes.').optional(),
    role: z.enum(anchorRoles, `A passage ${anchorRoles.join(', ')}.`).default('supports'),
  })
  .refine(({ quote, boxes }) => quote !== undefined || boxes !== undefined, {
    path: ['quote'],
    message: 'Give the quote, or the boxes that hold it.',
  })
  .meta({ id: 'NewAnchor', description: 'by its quote, or by boxes; with both, the quote that stands in these boxes' })
export type NewAnchor = z.infer<typeof newAnchorSchema>
const newAnchorsSchema = z
  .array(newAnchorSchema)
  .min(1, 'A finding needs at least one passage.')
  .max(50, 'A finding has at most 50 passages.')

/** Checked against the type by readValues(); an empty text or null leaves the value out. */
const valuesSchema = z.record(z.string().max(40), z.union([z.number(), z.string().max(2000), z.null()]))

export const newFindingSchema = z
  .strictObject({
    investigationId: z.string(),
    typeId: z.string(),
    statement: statementSchema,
    agencyId: z.string().nullable().optional().describe('that of the first passage’s request unless given'),
    anchors: newAnchorsSchema,
    values: valuesSchema.optional(),
  })
  .meta({ id: 'NewFinding' })
export type NewFinding = z.infer<typeof newFindingSchema>

export const editFindingSchema = z
  .strictObject({
    status: z.enum(findingStatuses, `A status is one of ${findingStatuses.join(', ')}.`).optional(),
    statement: statementSchema.optional(),
    values: valuesSchema.optional(),
    anchors: newAnchorsSchema.optional(),
  })
  .meta({ id: 'EditFinding' })
export type EditFinding = z.infer<typeof editFindingSchema>

export const anchorSchema = z
  .object({
    id: z.string(),
    documentId: z.string(),
    document: z.string().describe('RING-D7'),
    documentName: z.string(),
    page: z.number().int(),
    role: z.enum(anchorRoles),
    exact: z.string(),
    prefix: z.string(),
    suffix: z.string(),
    boxes: z.array(boxSchema),
    layer: z.number().int().describe('the text layer it was found on'),
    sha256: z.string().describe('of the file it was found in'),
    size: z.object({ width: z.number(), height: z.number() }).nullable().describe('of its page, in points'),
    changed: z.boolean().describe('the page has been read anew since, and other words stand there: check it'),
  })
  .meta({ id: 'Anchor' })
export type AnchorView = z.infer<typeof anchorSchema>
export const findingSchema = z
  .object({
    id: z.string(),
    number: z.string().describe('RING-F3'),
    investigationId: z.string(),
    typeId: z.string(),
    type: z.string(),
    agencyId: z.string().nullable(),
    agency: z.string().nullable(),
    jurisdiction: z.string().nullable().describe('of the agency'),
    statement: z.string(),
    status: z.enum(findingStatuses),
    values: z.record(z.string(), z.union([z.number(), z.string()])),
    anchors: z.array(anchorSchema),
    createdBy: z.string(),
    author: z.string(),
    createdAt: z.string(),
    decidedBy: z.string().nullable(),
    decider: z.string().nullable().describe('who checked, cleared or disputed it'),
    decidedAt: z.string().nullable(),
    version: z.number().int(),
  })
  .meta({ id: 'Finding' })
export type FindingView = z.infer<typeof findingSchema>

export type ReadValues = { ok: true; values: Values } | { ok: false; key: string; message: string }

/** What was typed or sent → the values of a type, each as its kind wants it, or which one does not fit and why. */
export function readValues(
  definitions: readonly ValueDefinition[],
  given: Record<string, number | string | null>,
): ReadValues {
  const values: Values = {}
  for (const [key, raw] of Object.entries(given)) {
    const definition = definitions.find((d) => d.key === key)
    if (!definition) return { ok: false, key, message: `This type has no value “${key}”.` }
    if (raw === null || (typeof raw === 'string' && raw.trim() === '')) continue
    const value = readValue(definition.type, raw)
    if (value === null) return { ok: false, key, message: wants[definition.type] }
    values[key] = value
  }
  return { ok: true, values }
}

const wants: Record<ValueType, string> = {
  number: 'Give a number, such as 1,234.5.',
  usd: 'Give dollars with at most two decimals, such as 1,234.50.',
  count: 'Give a whole number, such as 15.',
  date: 'Give a date that exists, as YYYY-MM-DD.',
  text: 'Give a text of at most 2,000 characters.',
}

function readValue(type: ValueType, raw: number | string): number | string | null {
  if (type === 'text') return String(raw).trim()
  if (type === 'date') return typeof raw === 'string' && isLocalDate(raw.trim()) ? raw.trim() : null
  const number = typeof raw === 'number' ? raw : readNumber(type === 'usd' ? raw.replace(/^\s*(-?)\s*\$/, '$1') : raw)
  if (number === null || !Number.isFinite(number) || Math.abs(number) > 1e15) return null
  if (type === 'count') return Number.isInteger(number) && number >= 0 ? number : null
  if (type === 'usd')
    return Math.abs(Math.round(number * 100) - number * 100) < 1e-4 ? Math.round(number * 100) / 100 : null
  return number
}

/** `1,234.50` → 1234.5; null where it is not a number, or its commas stand elsewhere than between thousands. */
function readNumber(text: string): number | null {
  const plain = text.trim()
  if (!/^-?(\d+|\d{1,3}(,\d{3})+)(\.\d+)?$/.test(plain)) return null
  return Number(plain.replaceAll(',', ''))
}

// made once: a board says hundreds of values
const numbers = new Intl.NumberFormat('en-US', { maximumFractionDigits: 6 })
const wholeDollars = new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 })
const dollarsAndCents = new Intl.NumberFormat('en-US', { minimumFractionDigits: 2, maximumFractionDigits: 2 })

/** A value as people read it: $1,234.50; 15; 1 May 2019. */
export function sayValue(definition: Pick<ValueDefinition, 'type' | 'unit'>, value: number | string): string {
  if (typeof value === 'string') return value
  const unit = definition.unit ? ` ${definition.unit}` : ''
  if (definition.type !== 'usd') return `${numbers.format(value)}${unit}`
  const dollars = (Number.isInteger(value) ? wholeDollars : dollarsAndCents).format(Math.abs(value))
  return `${value < 0 ? '−' : ''}$${dollars}${unit}`
}

/** May this person give a finding this status? Its author neither checks nor clears it. */
export const mayDecide = (status: FindingStatus, finding: { createdBy: string }, userId: string | null) =>
  (status !== 'checked' && status !== 'cleared') || finding.createdBy !== userId

/** A finding counts as confirmed once a second person has read it. */
export const isConfirmed = (status: FindingStatus) => status === 'checked' || status === 'cleared'

/** The same change, with the values checked against their type, for the form that holds it. */
export const editFindingOf = (definitions: readonly ValueDefinition[]) =>
  editFindingSchema.superRefine(({ values = {} }, context) => {
    const read = readValues(definitions, values)
    if (!read.ok) context.addIssue({ code: 'custom', path: ['values', read.key], message: read.message })
  })
