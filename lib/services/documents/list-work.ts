import { and, asc, desc, eq, gte, isNull, or, sql } from 'drizzle-orm'
import { documents, investigations } from '#db/schema'
import { visible } from '#db/visible'
import type { Actor } from '#lib/domain/actions'
import type { Work } from '#lib/domain/intake'
import { itemColumns, presentItems } from '#lib/services/documents/present-document'
import { look } from '#lib/services/look'
import { remember } from '#lib/services/remember'
import type { World } from '#lib/world'

const dayMs = 24 * 3600 * 1000
const shown = 50

/**
 * What is being read, waits or has failed today in the investigations of the actor: for the line in the frame, asked
 * often, so it is remembered while nothing changes. Refuses unauthenticated.
 */
export async function listWork(world: World, actor: Actor): Promise<Work> {
  const hour = Math.floor(world.now().getTime() / 3_600_000) // what failed a day ago drops out within the hour
  const who = actor.kind === 'user' ? `${actor.id} ${actor.scopes?.join() ?? ''}` : actor.kind
  return look(world, actor, 'document.list', 'house', async (db) =>
    remember(world, `work ${who} ${hour}`, async () => {
      const today = gte(documents.createdAt, new Date(world.now().getTime() - dayMs))
      const { status, phase } = documents
      const open = or(eq(status, 'processing'), and(eq(status, 'failed'), today))
      const where = and(
        visible(db, actor, documents.investigationId, 'document.list'),
        isNull(documents.deletedAt),
        open,
      )
      const is = sql<string>`case when ${status} = 'failed' then 'failed' when ${phase} = 'waiting' then 'waiting' else 'reading' end`
      const counted = await db
        .select({ is, n: sql<number>`count(*)`, progress: sql<number>`sum(${documents.done} + ${documents.version})` })
        .from(documents)
        .where(where)
        .groupBy(is)
      const rows = await db
        .select(itemColumns)
        .from(documents)
        .innerJoin(investigations, eq(investigations.id, documents.investigationId))
        .where(where)
        .orderBy(
          sql`case when ${status} = 'failed' then 1 when ${phase} = 'waiting' then 2 else 0 end`,
          desc(documents.createdAt),
          asc(documents.id),
        )
        .limit(shown)
      const many = (word: string) => Number(counted.find((row) => row.is === word)?.n ?? 0)
      const stamp = counted.map((row) => `${row.is}${row.n}.${row.progress}`).join(' ')
      const counts = { reading: many('reading'), waiting: many('waiting'), failed: many('failed') }
      return { stamp, ...counts, data: await presentItems(db, rows) }
    }),
  )
}
