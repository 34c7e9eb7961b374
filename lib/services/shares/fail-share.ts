import { and, eq, isNull } from 'drizzle-orm'
import { finish } from '#db/queue'
import { shares } from '#db/schema'
import type { Actor } from '#lib/domain/actions'
import { act } from '#lib/services/act'
import type { World } from '#lib/world'

/** What the worker says where the file of a share cannot be made or is not let out. Its pages can be read all the same. */
export async function failShare(
  world: World,
  actor: Actor,
  input: { shareId: string; code: string; detail: string; job?: { id: string; fence: number } },
): Promise<void> {
  const { shareId, code, job } = input
  const failure = code === 'verifier' ? input.detail : (broke[code] ?? broke.crashed)
  await act(world, actor, 'share.fail', { noun: 'share', id: shareId }, async (tx) => {
    const open = and(eq(shares.id, shareId), isNull(shares.packet))
    await tx.update(shares).set({ failure }).where(open)
    if (job) await finish(tx, job, world.now())
    return { value: undefined, subject: shareId, detail: { failure } }
  })
}

const after = 'Nothing of it has left the team. Where it fails again, tell whoever runs this server.'
const broke: Record<string, string> = {
  crashed: `Making this file broke down several times: is there room on the disk? ${after}`,
  timeout: `Checking this file took too long. ${after}`,
  too_big: `A page of this file is larger than what can be checked here. ${after}`,
  damaged: `What was made is not the file that was meant. ${after}`,
}
