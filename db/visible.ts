import { eq, inArray, type SQL, sql } from 'drizzle-orm'
import type { SQLiteColumn } from 'drizzle-orm/sqlite-core'
import type { Tx } from '#db/client'
import { memberships } from '#db/schema'
import { type Action, type Actor, actions, can, roles } from '#lib/domain/actions'

/**
 * SQL twin of can(): the rows an actor may list, told by the column that names their investigation.
 * Every list, count, search, export and feed starts from it. undefined: all of them (our own jobs, the operator).
 */
export function visible(tx: Tx, actor: Actor, investigationId: SQLiteColumn, action: Action): SQL | undefined {
  if (actor.kind === 'system' || actor.kind === 'operator') return undefined
  if (actor.kind === 'anyone') return sql`1 = 0`
  const least = actions[action]
  const enough = roles.filter(
    (role) => can(actor, action, role) && (least === 'user' || can(actor, 'investigation.read', role)),
  )
  if (enough.length === 0) return sql`1 = 0`
  const mine = tx
    .select({ id: memberships.investigationId })
    .from(memberships)
    .where(sql`${eq(memberships.userId, actor.id)} and ${inArray(memberships.role, enough)}`)
  return inArray(investigationId, mine)
}
