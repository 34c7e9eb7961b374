import { append, takeTurn } from '#db/audit'
import type { Database, Tx } from '#db/client'
import { enqueue } from '#db/queue'
import type { Action, Actor } from '#lib/domain/actions'
import type { Job } from '#lib/domain/jobs'
import { type HouseScope, type On, prove, type Scope } from '#lib/services/prove'
import type { World } from '#lib/world'

/** `subject` is the id the audit row is about; `detail` what changed, never content; `next` the jobs that follow. */
export type Done<T> = {
  value: T
  subject: string
  detail?: Record<string, unknown>
  next?: Job[]
  /** Whose row it is, where nobody of the investigation acts in it: it is told there, not in the house. */
  investigationId?: string
}

/**
 * The only way to write: may they → body → audit row → next jobs, in one transaction.
 * Refuses not_found to a stranger (a hidden thing and an absent one answer alike), forbidden to a member whose role
 * is too low, unauthenticated to nobody in particular.
 */
export async function act<T, O extends On>(
  world: World,
  actor: Actor,
  action: Action,
  on: O,
  body: (tx: Tx, scope: O extends 'house' ? HouseScope : Scope) => Promise<Done<T>>,
): Promise<T> {
  return world.transact(async (tx) => {
    const head = await takeTurn(tx)
    const scope = await prove(tx, actor, action, on)
    const { value, subject, detail = {}, next = [], ...of } = await body(tx, scope)
    const now = world.now()
    // a body that opens an investigation is the one case where the row belongs to what it has just made
    const investigationId = scope.investigationId ?? of.investigationId ?? (subject.startsWith('inv_') ? subject : null)
    const cause = actor.kind === 'system' && actor.causedBy !== undefined ? { causedBy: actor.causedBy } : {}
    const entry = { at: now, actor: nameOf(actor), action, subject, investigationId, detail: { ...detail, ...cause } }
    const causedBy = await append(tx, head, entry)
    for (const job of next) await enqueue(tx, job, { now, investigationId, causedBy })
    return value
  })
}

/** The check alone, for before the first byte is kept; act() asks again. @returns the same scope. */
export async function ask<O extends On>(world: Pick<Database, 'db'>, actor: Actor, action: Action, on: O) {
  return prove(world.db, actor, action, on)
}

/** Who did it, as the audit says it. */
export const nameOf = (actor: Actor) =>
  actor.kind === 'user' ? actor.id : actor.kind === 'system' ? `job:${actor.job}` : actor.kind
