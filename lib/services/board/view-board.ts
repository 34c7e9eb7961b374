import { eq, inArray } from 'drizzle-orm'
import type { Tx } from '#db/client'
import { homeOf } from '#db/home'
import { agencies, findings, findingTypes, investigations } from '#db/schema'
import type { Actor, Role } from '#lib/domain/actions'
import type { FindingFilter } from '#lib/domain/board'
import type { FindingView } from '#lib/domain/finding'
import { arrangeMatrix, type MatrixView } from '#lib/domain/matrix'
import { notFound } from '#lib/domain/refusal'
import { nameOf } from '#lib/services/act'
import { papersOfAgencies } from '#lib/services/board/papers-of-agencies'
import { onlyRequests, standingOfAgencies, wordOf } from '#lib/services/board/standing-of-agencies'
import { type FindingRow, findFindings } from '#lib/services/findings/find-findings'
import { presentFindings } from '#lib/services/findings/present-findings'
import { look } from '#lib/services/look'
import type { Scope } from '#lib/services/prove'
import { remember } from '#lib/services/remember'
import type { World } from '#lib/world'

type Input = {
  id: string
  filter?: FindingFilter | undefined
  /** Which findings are told in full: all, or the newest decisions and those of one cell (`agencyId,typeId`). */
  show?: 'all' | { newest: number; cell: string } | undefined
}
export type BoardHead = { id: string; key: string; slug: string; title: string; role: Role | null }
export type BoardFinding = Pick<FindingRow, 'id' | 'typeId' | 'agencyId' | 'status' | 'values'>
type Named = { id: string; name: string }
export type BoardView = MatrixView & {
  investigation: BoardHead
  /** All that the filter leaves, in short. */
  left: BoardFinding[]
  findings: FindingView[]
  /** What could be filtered by, whatever the filter is now. */
  choices: { types: Named[]; agencies: Named[]; states: string[] }
}

/**
 * The board of one investigation: agencies × types, and the findings that the filter leaves. The states of the cells
 * come from all findings, so that a filter never makes a finding look like none. Refuses not_found.
 */
export async function viewBoard(world: World, actor: Actor, input: Input): Promise<BoardView> {
  return look(world, actor, 'board.read', { noun: 'investigation', id: input.id }, (db, scope) => {
    const show = input.show ?? 'all'
    const asked = [nameOf(actor), scope.investigationId, scope.role, world.now().toISOString().slice(0, 13), input]
    const read = () => readBoard(world, db, scope, input.filter ?? {}, show)
    return show === 'all' ? read() : remember(world, `board ${JSON.stringify(asked)}`, read)
  })
}

type Show = NonNullable<Input['show']>

async function readBoard(world: World, db: Tx, scope: Scope, named: FindingFilter, show: Show): Promise<BoardView> {
  const { investigationId } = scope
  const here = eq(findings.investigationId, investigationId)
  const filter = await namedFilter(db, named)
  const asker = { id: nameOf(scope.actor), now: world.now() }
  const all = await findFindings(db, here, [investigationId], {})
  const left = isEmpty(filter) ? all : await findFindings(db, here, [investigationId], { ...filter, asker })
  const asked = await standingOfAgencies(world, db, investigationId)
  const only = await onlyRequests(db, investigationId, asked)
  const everyType = await typesOf(db, scope, all)
  const everyOffice = await agenciesOf(db, [...asked, ...all])
  const types = everyType.filter(({ id, name }) => isWanted(filter.types, id, name))
  const offices = everyOffice
    .filter(({ id, name }) => isWanted(filter.agencies, id, name))
    .filter(({ jurisdiction }) => !filter.states?.length || filter.states.includes(jurisdiction))
  const documents = await papersOfAgencies(db, investigationId)
  const whole = arrangeMatrix({ agencies: offices, types, requests: asked, findings: all, documents })
  const part =
    left === all ? whole : arrangeMatrix({ agencies: offices, types, requests: asked, findings: left, documents })
  const askedOf = Map.groupBy(asked, (row) => row.agencyId)
  return {
    investigation: await head(db, scope),
    agencies: offices.map((agency, i) => {
      const { pages = 0, pagesRead = 0, count = 0, totals = {} } = part.rows[i] ?? {}
      const request = wordOf(askedOf.get(agency.id) ?? [], agency.jurisdiction, world.now())
      return { ...agency, request, requestId: only.get(agency.id) ?? null, pages, pagesRead, count, totals }
    }),
    types: types.map((type, i) => {
      const { count = 0, confirmed = 0, agencies = 0, totals = {} } = part.columns[i] ?? {}
      return { id: type.id, name: type.name, values: type.values, count, confirmed, agencies, totals }
    }),
    cells: part.cells.map((cell, i) => ({ ...cell, state: whole.cells[i]?.state ?? cell.state })),
    left: left.map(({ id, typeId, agencyId, status, values }) => ({ id, typeId, agencyId, status, values })),
    findings: await presentFindings(db, shownOf(left, show)),
    choices: {
      types: everyType.map(({ id, name }) => ({ id, name })),
      agencies: everyOffice.map(({ id, name }) => ({ id, name })),
      states: [...new Set(everyOffice.map(({ jurisdiction }) => jurisdiction))],
    },
  }
}

const isEmpty = (filter: FindingFilter) =>
  Object.values(filter).every((value) => !value || (Array.isArray(value) && value.length === 0))

function shownOf(rows: readonly FindingRow[], show: NonNullable<Input['show']>): readonly FindingRow[] {
  if (show === 'all') return rows
  const decided = (row: FindingRow) => row.decidedAt?.getTime() ?? 0
  const newest = rows.filter((row) => row.decidedAt).sort((a, b) => decided(b) - decided(a))
  const inCell = rows.filter((row) => `${row.agencyId},${row.typeId}` === show.cell)
  return [...new Set([...newest.slice(0, show.newest), ...inCell])]
}

async function head(db: Tx, { investigationId, role }: Scope): Promise<BoardHead> {
  const { id, key, slug, title } = investigations
  const [row] = await db.select({ id, key, slug, title }).from(investigations).where(eq(id, investigationId))
  if (!row) throw notFound('investigation')
  return { ...row, role }
}

async function namedFilter(db: Tx, filter: FindingFilter): Promise<FindingFilter> {
  if (!filter.documentId) return filter
  return { ...filter, documentId: (await homeOf(db, 'document', filter.documentId))?.id ?? 'none' }
}

/** The columns: types in use, and retired ones that still have findings. */
async function typesOf(db: Tx, scope: Scope, all: readonly { typeId: string }[]) {
  const here = eq(findingTypes.investigationId, scope.investigationId)
  const rows = await db.select().from(findingTypes).where(here).orderBy(findingTypes.position)
  const used = new Set(all.map((f) => f.typeId))
  return rows.filter((type) => !type.retiredAt || used.has(type.id))
}

/** The rows: agencies with a request or a finding here, by state and name. */
async function agenciesOf(db: Tx, named: readonly { agencyId: string | null }[]) {
  const ids = [...new Set(named.flatMap((row) => row.agencyId ?? []))]
  if (ids.length === 0) return []
  const { id, name, jurisdiction, place } = agencies
  const rows = await db.select({ id, name, jurisdiction, place }).from(agencies).where(inArray(id, ids))
  return rows.sort((a, b) => a.jurisdiction.localeCompare(b.jurisdiction) || a.name.localeCompare(b.name))
}

const isWanted = (wanted: string[] | undefined, id: string, name: string) =>
  !wanted?.length || wanted.some((text) => text === id || name.toLowerCase().includes(text.toLowerCase()))
