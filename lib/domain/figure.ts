import { z } from 'zod'
import { isLocalDate } from '#lib/domain/date'

export const precisions = ['day', 'month', 'year'] as const
export type Precision = (typeof precisions)[number]

const text = (most: number) => z.string().trim().max(most, `At most ${most} characters.`)
const webAddress = z.url({ protocol: /^https?$/, message: 'A web address begins with https:// or http://.' }).max(2000)

export const figureSourceSchema = z
  .strictObject({
    date: text(10).optional(),
    outlet: text(200).optional(),
    tier: z.number().int().min(1).max(5).optional(),
    title: text(500).optional(),
    url: webAddress.optional(),
    documentId: z.string().optional(),
    page: z.number().int().min(1).optional(),
  })
  .meta({ id: 'FigureSource' })
export type FigureSource = z.infer<typeof figureSourceSchema>

/** YYYY, YYYY-MM or YYYY-MM-DD, as `precision` says. */
const fits = (asOf: string, precision: Precision) =>
  precision === 'day'
    ? isLocalDate(asOf)
    : precision === 'month'
      ? /^\d{4}-\d{2}$/.test(asOf) && isLocalDate(`${asOf}-01`)
      : /^[1-9]\d{3}$/.test(asOf)

export const newFigureSchema = z
  .strictObject({
    investigationId: z.string(),
    metric: text(200).min(1, 'Say what is counted.'),
    value: z
      .union([text(200).min(1, 'Give the figure as it was said.'), z.number().transform(String)])
      .describe('as it was said: 405, at least 200, several dozen'),
    unit: text(60).nullable().optional(),
    asOf: z.string().describe('YYYY, YYYY-MM or YYYY-MM-DD'),
    precision: z.enum(precisions, 'Say whether the day, the month or only the year is known.'),
    saidBy: text(200).min(1, 'Say who says so.'),
    sources: z.array(figureSourceSchema).max(20, 'At most 20 sources.').default([]),
    anchor: z
      .strictObject({ documentId: z.string(), page: z.number().int().min(1), quote: z.string().max(20_000).optional() })
      .optional()
      .describe('where it stands in a document of the investigation'),
  })
  .refine(({ asOf, precision }) => fits(asOf, precision), {
    path: ['asOf'],
    message: 'Give a date that exists: YYYY-MM-DD for a day, YYYY-MM for a month, YYYY for a year.',
  })
  .meta({ id: 'NewFigure' })
export type NewFigure = z.infer<typeof newFigureSchema>

export const figureSchema = z
  .object({
    id: z.string(),
    investigationId: z.string(),
    metric: z.string(),
    value: z.string(),
    amount: z.number().nullable().describe('the number in it, where there is one'),
    unit: z.string().nullable(),
    asOf: z.string(),
    precision: z.enum(precisions),
    saidBy: z.string(),
    sources: z.array(figureSourceSchema.extend({ document: z.string().optional().describe('RING-D7') })),
  })
  .meta({ id: 'Figure' })
export type FigureView = z.infer<typeof figureSchema>

/** The number in a figure as it was said: 'at least 1,700' → 1700, '$5.8 million' → 5800000; null where none is. */
export function amountIn(said: string): number | null {
  const match = /(\d{1,3}(?:,\d{3})+|\d+)(\.\d+)?\s*(thousand|million|billion)?/i.exec(said)
  if (!match) return null
  const number = Number((match[1] ?? '').replaceAll(',', '') + (match[2] ?? ''))
  const times = { thousand: 1e3, million: 1e6, billion: 1e9 }[(match[3] ?? '').toLowerCase()] ?? 1
  return Math.round(number * times * 100) / 100
}

/** A source in one line: “Title”, Outlet, 2019-07-29, RING-D7 p. 2. */
export const saySource = (source: FigureSource & { document?: string | undefined }): string =>
  [
    source.title && `“${source.title}”`,
    source.outlet,
    source.date,
    source.document && `${source.document}${source.page ? ` p. ${source.page}` : ''}`,
  ]
    .filter(Boolean)
    .join(', ') ||
  (source.url ?? '')
