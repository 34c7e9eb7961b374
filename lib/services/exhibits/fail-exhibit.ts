import { and, eq } from 'drizzle-orm'
import { finish } from '#db/queue'
import { exhibits } from '#db/schema'
import type { Actor } from '#lib/domain/actions'
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
