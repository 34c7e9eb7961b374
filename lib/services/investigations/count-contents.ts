import { and, count, eq, isNull } from 'drizzle-orm'
import { documents, findings, memberships, requests } from '#db/schema'
import type { Actor } from '#lib/domain/actions'
import { look } from '#lib/services/look'
import type { World } from '#lib/world'

export type Contents = { requests: number; documents: number; findings: number; members: number }

/** How much is in an investigation. Refuses not_found. */
export async function countContents(world: World, actor: Actor, input: { id: string }): Promise<Contents> {
  const on = { noun: 'investigation' as const, id: input.id }
  return look(world, actor, 'investigation.read', on, async (db, { investigationId }) => {
    const rows = async (table: typeof requests | typeof documents | typeof findings | typeof memberships) => {
      const here = eq(table.investigationId, investigationId)
      const there = 'deletedAt' in table ? and(here, isNull(table.deletedAt)) : here
      const [row] = await db.select({ n: count() }).from(table).where(there)
      return Number(row?.n ?? 0)
    }
    return {
      requests: await rows(requests),
      documents: await rows(documents),
      findings: await rows(findings),
      members: await rows(memberships),
    }
  })
}
