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
  const [after] = readPlace(input.cursor, 'text') ?? []
  const id = input.investigationId
  if (id === undefined)
    return look(world, actor, 'audit.list', 'house', (db) =>
      rows(db, input.limit, isNull(auditLog.investigationId), after),
    )
  return look(world, actor, 'audit.read', { noun: 'investigation', id }, (db, scope) =>
    rows(db, input.limit, eq(auditLog.investigationId, scope.investigationId), after),
  )
}

/** Places in the chain are counted over the whole house, so they stay inside: a gap would tell what others do. */
async function rows(db: Tx, limit: number, where: SQL, after: string | undefined): Promise<Page<AuditEntryView>> {
  const last = db
    .select({ seq: auditLog.seq })
    .from(auditLog)
    .where(and(where, eq(auditLog.hash, after ?? '')))
  const found = await db
    .select({ row: auditLog, name: users.name })
    .from(auditLog)
    .leftJoin(users, eq(users.id, auditLog.actor))
    .where(and(where, after === undefined ? undefined : lt(auditLog.seq, last)))
    .orderBy(desc(auditLog.seq))
    .limit(limit + 1)
  const data = found.slice(0, limit).map(({ row, name }) => present(row, name))
  const end = data.at(-1)
  return { data, nextCursor: found.length > limit && end ? writeCursor([end.id]) : null }
}

/** Part: row → view. */
function present(row: typeof auditLog.$inferSelect, actorName: string | null): AuditEntryView {
  const { hash: id, at, actor, action, subject, investigationId } = row
  const { causedBy: _place, ...detail } = row.detail
  return { id, at: at.toISOString(), actor, actorName, action, subject, investigationId, detail }
}
