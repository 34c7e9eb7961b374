import { z } from 'zod'
import {
  type FindingStatus,
  isConfirmed,
  sayValue,
  type ValueDefinition,
  type Values,
  valueTypes,
} from '#lib/domain/finding'
import type { Outcome, Stage } from '#lib/domain/request'

/** What is known of one agency and one type, from most to least; the first that holds is said. */
export const cellStates = ['confirmed', 'claimed', 'denied', 'no_records', 'looked', 'asked', 'not_asked'] as const
export type CellState = (typeof cellStates)[number]

/** In the order and the words of the legend. */
export const stateWords: Record<CellState, string> = {
  confirmed: 'confirmed',
  claimed: 'claimed',
  looked: 'looked, nothing found',
  no_records: 'no records',
  asked: 'asked, waiting',
  not_asked: 'not asked',
  denied: 'refused',
}

export type MatrixInput = {
  agencies: readonly { id: string; name: string; jurisdiction: string }[]
  types: readonly { id: string; name: string; values: readonly ValueDefinition[] }[]
  requests: readonly { agencyId: string; stage: Stage; outcome: Outcome | null }[]
  findings: readonly { id: string; typeId: string; agencyId: string | null; status: FindingStatus; values: Values }[]
  /** What lies under an agency's requests; `read`: pages that somebody here has read. */
  documents: readonly { agencyId: string; pages: number; read: number; toItsEnd: boolean }[]
}

type Totals = Record<string, number>
export type Cell = {
  agencyId: string
  typeId: string
  state: CellState
  count: number
  findingIds: string[]
  totals: Totals
}
export type Column = { typeId: string; count: number; confirmed: number; agencies: number; totals: Totals }
export type Row = { agencyId: string; count: number; totals: Totals; pages: number; pagesRead: number; asked: boolean }
export type Matrix = { cells: Cell[]; rows: Row[]; columns: Column[] }

/**
 * Agencies × types → the honest state of every cell, with sums over rows and columns. A finding of no agency stands
 * in no cell. Pure; takes time in proportion to its input.
 */
export function arrangeMatrix({ agencies, types, requests, findings, documents }: MatrixInput): Matrix {
  const requestsOf = Map.groupBy(requests, (r) => r.agencyId)
  const documentsOf = Map.groupBy(documents, (d) => d.agencyId)
  const findingsOf = Map.groupBy(findings, (f) => `${f.agencyId} ${f.typeId}`)
  const summed = new Map(types.map((type) => [type.id, new Set(type.values.filter(isSummed).map((v) => v.key))]))
  const sum = (list: MatrixInput['findings']) => totalsOf(list, summed)
  const cells = agencies.flatMap((agency) => {
    const silence = withoutFindings(requestsOf.get(agency.id) ?? [], documentsOf.get(agency.id) ?? [])
    return types.map((type): Cell => {
      const here = findingsOf.get(`${agency.id} ${type.id}`) ?? []
      const state = here.some((f) => isConfirmed(f.status)) ? 'confirmed' : here.length > 0 ? 'claimed' : silence
      const findingIds = here.map((f) => f.id)
      return { agencyId: agency.id, typeId: type.id, state, count: here.length, findingIds, totals: sum(here) }
    })
  })
  const inColumns = new Set(types.map((type) => type.id))
  const inRows = new Set(agencies.map((agency) => agency.id))
  const shown = findings.filter((f) => f.agencyId !== null && inRows.has(f.agencyId) && inColumns.has(f.typeId))
  const byAgency = Map.groupBy(shown, (f) => f.agencyId)
  const byType = Map.groupBy(shown, (f) => f.typeId)
  const rows = agencies.map(({ id: agencyId }): Row => {
    const own = byAgency.get(agencyId) ?? []
    const papers = documentsOf.get(agencyId) ?? []
    const count = (pick: (d: (typeof papers)[number]) => number) => papers.reduce((n, d) => n + pick(d), 0)
    const asked = (requestsOf.get(agencyId) ?? []).some(isFiled)
    const pagesRead = count((d) => (d.toItsEnd ? d.pages : Math.min(d.read, d.pages)))
    return { agencyId, count: own.length, totals: sum(own), pages: count((d) => d.pages), pagesRead, asked }
  })
  const columns = types.map(({ id: typeId }): Column => {
    const own = byType.get(typeId) ?? []
    const confirmed = own.filter((f) => isConfirmed(f.status)).length
    return {
      typeId,
      count: own.length,
      confirmed,
      agencies: new Set(own.map((f) => f.agencyId)).size,
      totals: sum(own),
    }
  })
  return { cells, rows, columns }
}

const isFiled = (request: { stage: Stage }) => request.stage !== 'draft'

function withoutFindings(requests: MatrixInput['requests'], documents: MatrixInput['documents']): CellState {
  const all = (outcome: Outcome) => requests.length > 0 && requests.every((r) => r.outcome === outcome)
  if (all('denied')) return 'denied'
  if (all('no_records')) return 'no_records'
  if (documents.length > 0 && documents.every((d) => d.toItsEnd)) return 'looked'
  return requests.some(isFiled) ? 'asked' : 'not_asked'
}

export const isSummed = ({ type }: Pick<ValueDefinition, 'type'>) =>
  type === 'usd' || type === 'count' || type === 'number'

/** Sums of the numbers that findings carry, by key; in cents' precision, so that 0.1 + 0.2 is 0.3. */
function totalsOf(findings: MatrixInput['findings'], summed: ReadonlyMap<string, ReadonlySet<string>>): Totals {
  const totals: Totals = {}
  for (const { typeId, values } of findings)
    for (const [key, value] of Object.entries(values))
      if (typeof value === 'number' && summed.get(typeId)?.has(key))
        totals[key] = Math.round(((totals[key] ?? 0) + value) * 1e6) / 1e6
  return totals
}

const totalsSchema = z.record(z.string(), z.number()).describe('sums of the values that are numbers, by key')
export const matrixSchema = z
  .object({
    agencies: z.array(
      z.object({
        id: z.string(),
        name: z.string(),
        jurisdiction: z.string(),
        place: z.string().nullable(),
        request: z.string().nullable().describe('where its request stands, in one word'),
        requestId: z.string().nullable(),
        pages: z.number().int(),
        pagesRead: z.number().int(),
        count: z.number().int(),
        totals: totalsSchema,
      }),
    ),
    types: z.array(
      z.object({
        id: z.string(),
        name: z.string(),
        values: z.array(
          z.object({ key: z.string(), label: z.string(), type: z.enum(valueTypes), unit: z.string().optional() }),
        ),
        count: z.number().int(),
        confirmed: z.number().int(),
        agencies: z.number().int().describe('at how many agencies'),
        totals: totalsSchema,
      }),
    ),
    cells: z.array(
      z.object({
        agencyId: z.string(),
        typeId: z.string(),
        state: z.enum(cellStates),
        count: z.number().int(),
        findingIds: z.array(z.string()),
        totals: totalsSchema,
      }),
    ),
  })
  .meta({ id: 'Matrix' })
export type MatrixView = z.infer<typeof matrixSchema>

type Said = { values: Values }
/** At most this many letters stand under the mark of a cell. */
const cellChars = 20

/** What a cell says beneath its mark: `$10 / download`, `15 × $130`, `outreach`; '' where there is nothing to say. */
export function sayCell(definitions: readonly ValueDefinition[], findings: readonly Said[]): string {
  const carrying = findings.filter(({ values }) => Object.keys(values).length > 0)
  const [first] = carrying
  if (!first) return ''
  const said = (type: ValueDefinition['type'], values: Values) => {
    const definition = definitions.find((d) => d.type === type && values[d.key] !== undefined)
    return definition ? sayValue(definition, values[definition.key] ?? '') : undefined
  }
  if (carrying.length > 1) {
    const texts = carrying.flatMap(({ values }) => said('text', values) ?? [])
    const sums = sumsOf(definitions, totalsOver(definitions, carrying))
    return shorten(sums[0] ? sums[0].said : [...new Set(texts)].join(', '))
  }
  const usd = said('usd', first.values)
  const count = said('count', first.values) ?? said('number', first.values)
  const text = said('text', first.values)
  const per = definitions.some((d) => d.key === 'per') ? first.values.per : undefined
  if (usd && count) return shorten(`${count} × ${usd}`)
  if (usd && per) return shorten(`${usd} / ${per}`)
  return shorten(usd ?? count ?? text ?? said('date', first.values) ?? '')
}

const shorten = (text: string) => (text.length > cellChars ? `${text.slice(0, cellChars - 1).trimEnd()}…` : text)

function totalsOver(definitions: readonly ValueDefinition[], findings: readonly Said[]): Totals {
  const keys = definitions.filter(isSummed).map((d) => d.key)
  const totals: Totals = {}
  for (const { values } of findings)
    for (const key of keys) {
      const value = values[key]
      if (typeof value === 'number') totals[key] = (totals[key] ?? 0) + value
    }
  return totals
}

/** Totals as people read them, in the order of the type's values: `$10 amount`. */
export const sumsOf = (definitions: readonly ValueDefinition[], totals: Totals) =>
  definitions.flatMap((definition) => {
    const sum = totals[definition.key]
    return isSummed(definition) && sum !== undefined
      ? [{ label: definition.label, said: sayValue(definition, sum), type: definition.type }]
      : []
  })
