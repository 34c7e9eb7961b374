import { eq, sql } from 'drizzle-orm'
import { agencies, requests } from '#db/schema'
import type { Actor } from '#lib/domain/actions'
import type { AgencyDetail, EditAgency } from '#lib/domain/agency'
import { invalid, notFound } from '#lib/domain/refusal'
import { act } from '#lib/services/act'
import { setContacts, unlike } from '#lib/services/agencies/add-agency'
import { readAgency } from '#lib/services/agencies/read-agency'
import { expectVersion } from '#lib/services/expect-version'
import { recountRequest } from '#lib/services/requests/recount-request'
import type { World } from '#lib/world'

/**
 * Corrects an agency. Another jurisdiction is another law: the dates of all its requests are counted again.
 * Refuses not_found, invalid (a point without both its coordinates), conflict (412).
 */
export async function editAgency(
  world: World,
  actor: Actor,
  input: EditAgency & { id: string; version?: number | undefined },
): Promise<AgencyDetail> {
  const { id, version, contacts, aliases, ...fields } = input
  return act(world, actor, 'agency.edit', 'house', async (tx) => {
    const here = eq(agencies.id, id)
    const [before] = await tx.select().from(agencies).where(here)
    if (!before) throw notFound('agency')
    expectVersion(before, version)
    const next = { ...fields, ...(aliases ? { aliases: unlike(aliases) } : {}), version: sql`${agencies.version} + 1` }
    const [row] = await tx.update(agencies).set(next).where(here).returning()
    if (!row) throw notFound('agency')
    if ((row.lat === null) !== (row.lng === null))
      throw invalid('lng', 'Give latitude and longitude together, or neither.')
    if (contacts) await setContacts(world, tx, id, contacts)
    if (row.jurisdiction !== before.jurisdiction) {
      const its = await tx.select().from(requests).where(eq(requests.agencyId, id))
      for (const request of its) await recountRequest(tx, request, {}, world.now())
    }
    const { id: _id, version: _version, ...changed } = input
    return { value: await readAgency(tx, id), subject: id, detail: { changed: Object.keys(changed) } }
  })
}
