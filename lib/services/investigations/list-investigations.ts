import { and, asc, eq, gt } from 'drizzle-orm'
import { investigations, memberships } from '#db/schema'
import { visible } from '#db/visible'
import type { Actor } from '#lib/domain/actions'
import type { InvestigationView } from '#lib/domain/investigation'
import { type Page, type Paging, readPlace, writeCursor } from '#lib/domain/listing'
import { presentInvestigation } from '#lib/services/investigations/present-investigation'
import { look } from '#lib/services/look'
import type { World } from '#lib/world'

/** The investigations the actor is a member of, by key. Refuses invalid (cursor). */
export async function listInvestigations(world: World, actor: Actor, paging: Paging): Promise<Page<InvestigationView>> {
  const [from] = readPlace(paging.cursor, 'text') ?? ['']
  return look(world, actor, 'investigation.list', 'house', async (db) => {
    const mine = and(eq(memberships.investigationId, investigations.id), eq(memberships.userId, whoseRole(actor)))
    const rows = await db
      .select({ row: investigations, role: memberships.role })
      .from(investigations)
      .leftJoin(memberships, mine)
      .where(and(visible(db, actor, investigations.id, 'investigation.list'), gt(investigations.key, from)))
      .orderBy(asc(investigations.key))
      .limit(paging.limit + 1)
    const data = rows.slice(0, paging.limit).map(({ row, role }) => presentInvestigation(row, role))
    const last = data.at(-1)
    return { data, nextCursor: rows.length > paging.limit && last ? writeCursor([last.key]) : null }
  })
}

const whoseRole = (actor: Actor) => (actor.kind === 'user' ? actor.id : '')
