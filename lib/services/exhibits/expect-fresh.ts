import type { Tx } from '#db/client'
import { passes } from '#lib/domain/exhibit'
import { notFound, Refusal } from '#lib/domain/refusal'
import { type ExhibitRow, exhibitRow, presentExhibit } from '#lib/services/exhibits/present-exhibit'
import type { World } from '#lib/world'

const words = {
  building: 'It is still being built and verified.',
  failed: 'It failed. See its report, and prepare it anew.',
  verified: 'Nobody but its makers has approved it yet.',
  approved: 'It is approved already.',
  published: 'It is published already.',
  withdrawn: 'It was withdrawn.',
}

/** Part: an exhibit in one of these states. Refuses not_found, conflict. */
export async function exhibitIn(tx: Tx, id: string, states: readonly ExhibitRow['status'][]): Promise<ExhibitRow> {
  const row = await exhibitRow(tx, id)
  if (!row) throw notFound('exhibit')
  if (!states.includes(row.status)) throw new Refusal('conflict', words[row.status])
  return row
}

/**
 * Part: what was verified is still what would be built: the same file, the same marks, a report in which every check
 * passed. Refuses conflict: nothing leaves on a report about something else.
 */
export async function expectFresh(tx: Tx, world: World, row: ExhibitRow): Promise<void> {
  if (!passes(row.report) || row.sha256 === null)
    throw new Refusal('conflict', 'The verifier has not passed this exhibit. It cannot leave the team.')
  if ((await presentExhibit(tx, world, row)).stale)
    throw new Refusal('conflict', 'Its document or its marks have changed since it was made. Prepare it anew.')
}
