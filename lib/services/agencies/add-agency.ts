import { eq } from 'drizzle-orm'
import type { Tx } from '#db/client'
import { agencies, agencyContacts } from '#db/schema'
import type { Actor } from '#lib/domain/actions'
import type { AgencyDetail, Contact, NewAgency } from '#lib/domain/agency'
import { act } from '#lib/services/act'
import { readAgency } from '#lib/services/agencies/read-agency'
import type { World } from '#lib/world'

/** Adds an agency for the whole house. One that looks the same is named in the answer; nothing is refused for it. */
export async function addAgency(world: World, actor: Actor, input: NewAgency): Promise<AgencyDetail> {
  return act(world, actor, 'agency.add', 'house', async (tx) => {
    const id = await keepAgency(world, tx, input)
    return { value: await readAgency(tx, id), subject: id, detail: { jurisdiction: input.jurisdiction } }
  })
}

/** Part: the one way an agency comes to be. @returns its id. */
export async function keepAgency(world: World, tx: Tx, input: NewAgency & { demo?: boolean }): Promise<string> {
  const { contacts = [], aliases = [], place, county, lat, lng, ...rest } = input
  const id = world.id('agency')
  const where = { place: place || null, county: county || null, lat: lat ?? null, lng: lng ?? null }
  await tx.insert(agencies).values({ ...rest, ...where, id, aliases: unlike(aliases), createdAt: world.now() })
  await setContacts(world, tx, id, contacts)
  return id
}

/** Part: replaces the contacts of an agency. */
export async function setContacts(world: World, tx: Tx, agencyId: string, contacts: readonly Contact[]) {
  await tx.delete(agencyContacts).where(eq(agencyContacts.agencyId, agencyId))
  const rows = contacts.map((contact, position) => ({ ...contact, id: world.id('contact'), agencyId, position }))
  if (rows.length > 0) await tx.insert(agencyContacts).values(rows)
}

/** Part: each alias once. */
export const unlike = (aliases: readonly string[]) => [...new Set(aliases)]
