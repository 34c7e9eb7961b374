import { and, eq } from 'drizzle-orm'
import type { Tx } from '#db/client'
import { homeOf } from '#db/home'
import { findings } from '#db/schema'
import { visible } from '#db/visible'
import type { Actor } from '#lib/domain/actions'
import { type FindingFilter, readFilter } from '#lib/domain/board'
import type { FindingView } from '#lib/domain/finding'
import { type Page, type Paging, readPlace, writeCursor } from '#lib/domain/listing'
import { nameOf } from '#lib/services/act'
import { countByStatus, findFindings } from '#lib/services/findings/find-findings'
import { presentFindings } from '#lib/services/findings/present-findings'
import { look } from '#lib/services/look'
import { remember } from '#lib/services/remember'
import { searchScope } from '#lib/services/search/search-scope'
import type { World } from '#lib/world'

/** Findings you may see, newest first: of one investigation or all of yours. Refuses not_found, invalid (cursor). */
export async function listFindings(
  world: World,
  actor: Actor,
  input: Paging & { investigationId?: string | undefined; filter?: FindingFilter | undefined },
): Promise<Page<FindingView>> {
  const from = place(input.cursor)
  const id = input.investigationId
  const list = async (db: Tx, within: Parameters<typeof findFindings>[1], scope: readonly string[] | 'all') => {
    const filter: FindingFilter = { ...input.filter, asker: { id: nameOf(actor), now: world.now() } }
    if (filter.documentId) filter.documentId = (await homeOf(db, 'document', filter.documentId))?.id ?? 'none'
    const rows = await findFindings(db, within, scope, filter, { ...from, limit: input.limit + 1 })
    const shown = rows.slice(0, input.limit)
    const last = shown.at(-1)
    const more = rows.length > input.limit && last ? writeCursor([last.createdAt.getTime(), last.id]) : null
    return { data: await presentFindings(db, shown), nextCursor: more }
  }
  if (id === undefined)
    return look(world, actor, 'finding.list', 'house', async (db) =>
      list(db, visible(db, actor, findings.investigationId, 'finding.list'), await searchScope(db, actor)),
    )
  return look(world, actor, 'finding.read', { noun: 'investigation', id }, (db, { investigationId }) => {
    const read = () => list(db, eq(findings.investigationId, investigationId), [investigationId])
    const asked = [nameOf(actor), investigationId, input]
    // beside a document or a request: asked each time that it is opened
    return input.filter ? remember(world, `findings ${JSON.stringify(asked)}`, read) : read()
  })
}

/** How many findings of each status you may see, of those the words (and the investigation's id) leave. */
export async function countFindings(
  world: World,
  actor: Actor,
  input: { q?: string | undefined; investigationId?: string | undefined },
) {
  return look(world, actor, 'finding.list', 'house', async (db) => {
    const { investigationId: id } = input
    const mine = visible(db, actor, findings.investigationId, 'finding.list')
    const within = id === undefined ? mine : and(mine, eq(findings.investigationId, id))
    const asker = { id: nameOf(actor), now: world.now() }
    const filter = { ...readFilter(input.q ?? ''), statuses: [], asker }
    return countByStatus(db, within, await searchScope(db, actor), filter)
  })
}

function place(cursor: string | undefined) {
  const [createdAt, id] = readPlace(cursor, 'instant', 'text') ?? [new Date('9999-12-31T00:00:00Z'), '']
  return { createdAt, id }
}
