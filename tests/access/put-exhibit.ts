import { eq } from 'drizzle-orm'
import { exhibits } from '#db/schema'
import type { ExhibitStatus } from '#lib/domain/exhibit'
import type { World } from '#lib/world'
import type { Call } from '../../app/_door/call.ts'

/**
 * Puts an exhibit that was verified into one of its states, straight into the tables: a test may ask a step of it
 * again and again, in whatever order. That the states follow one another is tested in tests/services.
 */
export async function putExhibit(world: World, id: string, status: ExhibitStatus) {
  const anew = { rejection: null, failure: null, withdrawnAt: null, withdrawnBy: null, withdrawnFor: null }
  await world.transact((tx) =>
    tx
      .update(exhibits)
      .set({ ...anew, status })
      .where(eq(exhibits.id, id)),
  )
}

/** How far an exhibit must have come for a call about it. */
export function stateFor({ path }: Pick<Call, 'path'>): ExhibitStatus {
  if (/\/(publish|shares)$/.test(path)) return 'approved'
  return path.endsWith('/updates') ? 'published' : 'verified'
}
