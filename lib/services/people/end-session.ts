import { and, eq, like } from 'drizzle-orm'
import { sessions } from '#db/schema'
import type { Actor } from '#lib/domain/actions'
import { notFound, Refusal } from '#lib/domain/refusal'
import { act } from '#lib/services/act'
import { endSessions } from '#lib/services/people/end-sessions'
import type { World } from '#lib/world'

/**
 * Signs out: here ('this'), everywhere else ('others'), or in one browser of one's own, named as listSessions() names
 * it. In force on the next request. Refuses unauthenticated, not_found.
 */
export async function endSession(world: World, actor: Actor, input: { which: string }): Promise<{ ended: number }> {
  return act(world, actor, 'session.end', 'house', async (tx) => {
    if (actor.kind !== 'user') throw new Refusal('forbidden', 'Only people have sessions.')
    const { which } = input
    const done = (ended: number) => ({
      value: { ended },
      subject: actor.id,
      detail: { which: which.slice(0, 16), ended },
    })
    if (which === 'others') return done(await endSessions(tx, actor.id, actor.sessionId))
    const id = which === 'this' ? (actor.sessionId ?? '') : which
    if (!/^[0-9a-f]{16,64}$/.test(id)) throw notFound('session')
    const one = and(eq(sessions.userId, actor.id), like(sessions.id, `${id}%`))
    const ended = await tx.delete(sessions).where(one).returning({ id: sessions.id })
    if (ended.length === 0) throw notFound('session')
    return done(ended.length)
  })
}
