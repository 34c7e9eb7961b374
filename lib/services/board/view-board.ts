import { and, eq, inArray, isNull } from 'drizzle-orm'
import type { Tx } from '#db/client'
import { homeOf } from '#db/home'
import { agencies, findings, findingTypes, investigations, requests } from '#db/schema'
import type { Actor, Role } from '#lib/domain/actions'
import type { FindingFilter } from '#lib/domain/board'
import type { FindingView } from '#lib/domain/finding'
import { arrangeMatrix, type MatrixView } from '#lib/domain/matrix'
import { notFound } from '#lib/domain/refusal'
import type { RequestView } from '#lib/domain/request'
import { papersOfAgencies } from '#lib/services/board/papers-of-agencies'
import { findFindings } from '#lib/services/findings/find-findings'
import { presentFindings } from '#lib/services/findings/present-findings'
import { look } from '#lib/services/look'
import type { Scope } from '#lib/services/prove'
import { presentRequest, selectRequests } from '#lib/services/requests/present-request'
import type { World } from '#lib/world'

type Input = { id: string; filter?: FindingFilter | undefined }
export type BoardHead = { id: string; key: string; slug: string; title: string; role: Role | null }
type Named = { id: string; name: string }
export type BoardView = MatrixView & {
  investigation: BoardHead
  findings: FindingView[]
  /** What could be filtered by, whatever the filter is now. */
  choices: { types: Named[]; agencies: Named[]; states: string[] }
}

/**
 * The board of one investigation: agencies × types, and the findings that the filter leaves. The states of the cells
 * come from all findings, so that a filter never makes a finding look like none. Refuses not_found.
 */
export async function viewBoard(world: World, actor: Actor, input: Input): Promise<BoardView> {
  return look(world, actor, 'board.read', { noun: 'investigation', id: input.id }, async (db, scope) => {
    const { investigationId } = scope
    const here = eq(findings.investigationId, investigationId)
    const all = await db
      .select()
      .from(findings)
      .where(and(here, isNull(findings.deletedAt)))
    const filter = await namedFilter(db, input.filter ?? {})
    const left = await findFindings(db, here, [investigationId], filter)
    const asked = await selectRequests(db).where(eq(requests.investigationId, investigationId))
    const everyType = await typesOf(db, scope, all)
    const everyOffice = await agenciesOf(db, [...asked, ...all])
    const types = everyType.filter(({ id, name }) => isWanted(filter.types, id, name))
    const offices = everyOffice
      .filter(({ id, name }) => isWanted(filter.agencies, id, name))
      .filter(({ jurisdiction }) => !filter.states?.length || filter.states.includes(jurisdiction))
    const documents = await papersOfAgencies(db, investigationId)
    const leftIds = new Set(left.map((f) => f.id))
    const whole = arrangeMatrix({ agencies: offices, types, requests: asked, findings: all, documents })
    const shown = all.filter((f) => leftIds.has(f.id))
    const part = arrangeMatrix({ agencies: offices, types, requests: asked, findings: shown, documents })
    const presented = asked.map((row) => presentRequest(row, world.now()))
    const requestOf = new Map(presented.sort(byUrgency).map((request) => [request.agencyId, request]))
    return {
      investigation: await head(db, scope),
      agencies: offices.map((agency, i) => {
        const request = requestOf.get(agency.id)
        const { pages = 0, pagesRead = 0, count = 0, totals = {} } = part.rows[i] ?? {}
        const word = request ? (request.overdue ? 'overdue' : request.dueSoon ? 'due soon' : request.status) : null
        return { ...agency, request: word, requestId: request?.id ?? null, pages, pagesRead, count, totals }
      }),
      types: types.map((type, i) => {
        const { count = 0, confirmed = 0, agencies = 0, totals = {} } = part.columns[i] ?? {}
        return { id: type.id, name: type.name, values: type.values, count, confirmed, agencies, totals }
      }),
      cells: part.cells.map((cell, i) => ({ ...cell, state: whole.cells[i]?.state ?? cell.state })),
      findings: await presentFindings(db, left),
      choices: {
        types: everyType.map(({ id, name }) => ({ id, name })),
        agencies: everyOffice.map(({ id, name }) => ({ id, name })),
        states: [...new Set(everyOffice.map(({ jurisdiction }) => jurisdiction))],
      },
    }
  })
}

/** Of several requests to one agency the board names the last of this order: late, due soon, then the newest. */
const byUrgency = (a: RequestView, b: RequestView) => urgency(a) - urgency(b) || a.createdAt.localeCompare(b.createdAt)
const urgency = ({ overdue, dueSoon, stage }: RequestView) => (overdue ? 3 : dueSoon ? 2 : stage === 'draft' ? 0 : 1)

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
