import { and, eq } from 'drizzle-orm'
import { finish } from '#db/queue'
import { exhibits } from '#db/schema'
import type { Actor } from '#lib/domain/actions'
import { Unreadable } from '#lib/domain/document'
import { brokeOff } from '#lib/domain/exhibit'
import { act } from '#lib/services/act'
import type { World } from '#lib/world'

/** What the worker says where an exhibit cannot be built or verified: it is failed, and nothing of it can be published. */
export async function failExhibit(
  world: World,
  actor: Actor,
  { exhibitId, detail, job }: { exhibitId: string; detail: string; job?: { id: string; fence: number } },
): Promise<void> {
  await act(world, actor, 'exhibit.fail', { noun: 'exhibit', id: exhibitId }, async (tx) => {
    const open = and(eq(exhibits.id, exhibitId), eq(exhibits.status, 'building'))
    await tx.update(exhibits).set({ status: 'failed', failure: detail }).where(open)
    if (job) await finish(tx, job, world.now())
    return { value: undefined, subject: exhibitId, detail: { failure: detail } }
  })
}

/** Part: what an engine says of the file it was given, said of the exhibit; every other error as it is. */
export const saidOfExhibit = (step: 'build' | 'verify', error: unknown): unknown =>
  error instanceof Unreadable ? new Unreadable(error.code, brokeOff(step, error.code)) : error
