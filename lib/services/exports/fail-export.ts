import { and, eq } from 'drizzle-orm'
import { finish } from '#db/queue'
import { exports } from '#db/schema'
import type { Actor } from '#lib/domain/actions'
import { act } from '#lib/services/act'
import type { World } from '#lib/world'

/** What the worker says where a story pack cannot be written. */
export async function failExport(
  world: World,
  actor: Actor,
  input: { exportId: string; code: string; detail: string; job?: { id: string; fence: number } },
): Promise<void> {
  const { exportId, job } = input
  const failure = input.code === 'crashed' ? brokeDown : input.detail
  await act(world, actor, 'export.fail', { noun: 'export', id: exportId }, async (tx) => {
    const open = and(eq(exports.id, exportId), eq(exports.status, 'building'))
    await tx.update(exports).set({ status: 'failed', failure }).where(open)
    if (job) await finish(tx, job, world.now())
    return { value: undefined, subject: exportId, detail: { failure } }
  })
}

const brokeDown =
  'Writing this pack broke down several times. Nothing of the investigation is touched. Try again; is there room on the disk?'
