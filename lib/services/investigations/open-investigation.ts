import { investigations, memberships } from '#db/schema'
import type { Actor } from '#lib/domain/actions'
import { firstReasons, type NewInvestigation, nextKey, proposeKey, slugOf } from '#lib/domain/investigation'
import { Refusal } from '#lib/domain/refusal'
import { act } from '#lib/services/act'
import { presentInvestigation } from '#lib/services/investigations/present-investigation'
import type { World } from '#lib/world'

/**
 * Opens an investigation, of which the actor is the owner. A key that is taken gives way to another when it was
 * only proposed. Refuses conflict where a chosen key is taken, invalid where nobody could own it.
 */
export async function openInvestigation(world: World, actor: Actor, input: NewInvestigation) {
  if (actor.kind !== 'user') throw new Refusal('invalid', 'An investigation is opened by a person, who then owns it.')
  const base = input.key ?? proposeKey(input.title)
  const tries = input.key ? 1 : 200
  return act(world, actor, 'investigation.open', 'house', async (tx) => {
    for (let n = 0; n < tries; n++) {
      const key = nextKey(base, n)
      const id = world.id('investigation')
      const slug = n === 0 ? slugOf(input.title) : `${slugOf(input.title)}-${key.toLowerCase()}`
      const row = { id, key, slug, title: input.title, summary: input.summary ?? '', reasons: firstReasons }
      const made = await insertFree(row)
      if (!made) continue
      await tx.insert(memberships).values({ userId: actor.id, investigationId: id, role: 'owner', since: world.now() })
      return { value: presentInvestigation(made, 'owner'), subject: id, detail: { key } }
    }
    throw new Refusal('conflict', `The key ${base} is taken. Choose another, or leave it out.`)

    /** A slug that is taken gives way to one that carries the key. */
    async function insertFree(row: Omit<typeof investigations.$inferInsert, 'createdAt'>) {
      for (const slug of [row.slug, `${row.slug}-${row.key.toLowerCase()}`]) {
        const values = { ...row, slug, createdAt: world.now() }
        const [made] = await tx.insert(investigations).values(values).onConflictDoNothing().returning()
        if (made) return made
      }
    }
  })
}
