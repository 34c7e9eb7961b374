import { and, desc, eq, isNull, lt, type SQL } from 'drizzle-orm'
import type { Tx } from '#db/client'
import { auditLog, users } from '#db/schema'
import type { Actor } from '#lib/domain/actions'
import type { AuditEntryView } from '#lib/domain/audit'
import { type Page, type Paging, readPlace, writeCursor } from '#lib/domain/listing'
import { look } from '#lib/services/look'
import type { World } from '#lib/world'

/**
 * What was done, newest first: in one investigation for its members, in the house for admins (then only what
 * happened outside of every investigation: being an admin opens none). Refuses not_found, forbidden, invalid (cursor).
 */
export async function listAudit(
  world: World,
  actor: Actor,
  input: Paging & { investigationId?: string | undefined },
): Promise<Page<AuditEntryView>> {
  const [from] = readPlace(input.cursor, 'count') ?? [Number.MAX_SAFE_INTEGER]
  const id = input.investigationId
  if (id === undefined) return look(world, actor, 'audit.list', 'house', (db) => rows(db, input.limit, from, isOfHouse))
  return look(world, actor, 'audit.read', { noun: 'investigation', id }, (db, scope) =>
    rows(db, input.limit, from, eq(auditLog.investigationId, scope.investigationId)),
  )
}

const isOfHouse = isNull(auditLog.investigationId)

async function rows(db: Tx, limit: number, before: number, where: SQL): Promise<Page<AuditEntryView>> {
  const found = await db
    .select({ row: auditLog, name: users.name })
    .from(auditLog)
    .leftJoin(users, eq(users.id, auditLog.actor))
    .where(and(where, lt(auditLog.seq, before)))
    .orderBy(desc(auditLog.seq))
    .limit(limit + 1)
  const data = found
    .slice(0, limit)
    .map(({ row: { prevHash: _, ...row }, name }) => ({ ...row, at: row.at.toISOString(), actorName: name }))
  const last = data.at(-1)
  return { data, nextCursor: found.length > limit && last ? writeCursor([last.seq]) : null }
}
