import type { Tx } from '#db/client'
import { investigations, memberships } from '#db/schema'
import type { Actor } from '#lib/domain/actions'
import { firstReasons, type NewInvestigation, nextKey, proposeKey, slugOf } from '#lib/domain/investigation'
import { Refusal } from '#lib/domain/refusal'
import { act } from '#lib/services/act'
import { presentInvestigation } from '#lib/services/investigations/present-investigation'
import type { World } from '#lib/world'

/**
 * Opens an investigation, of which the actor is the owner. A key that is taken gives way to another when it was
 * only proposed. Refuses conflict where a chosen key is taken, unauthenticated where nobody could own it.
 */
export async function openInvestigation(world: World, actor: Actor, input: NewInvestigation) {
  if (actor.kind !== 'user')
    throw new Refusal(
      'unauthenticated',
      'An investigation is opened by a person, who then owns it. Please sign in first.',
    )
  return act(world, actor, 'investigation.open', 'house', async (tx) => {
    const made = await keepInvestigation(world, tx, { ...input, orNext: input.key === undefined })
    await tx
      .insert(memberships)
      .values({ userId: actor.id, investigationId: made.id, role: 'owner', since: world.now() })
    return { value: presentInvestigation(made, 'owner'), subject: made.id, detail: { key: made.key } }
  })
}

/**
 * Part: the one way an investigation comes to be. With `orNext` a key that is taken gives way to another; a slug always
 * does. Refuses conflict where no key is free.
 */
export async function keepInvestigation(
  world: World,
  tx: Tx,
  input: NewInvestigation & { orNext: boolean; demo?: boolean },
) {
  const { title, summary = '', demo = false } = input
  const base = input.key ?? proposeKey(title)
  for (let n = 0; n < (input.orNext ? 200 : 1); n++) {
    const key = nextKey(base, n)
    const row = { id: world.id('investigation'), key, title, summary, demo, reasons: firstReasons }
    const slug = slugOf(title)
    for (const free of n === 0 ? [slug, `${slug}-${key.toLowerCase()}`] : [`${slug}-${key.toLowerCase()}`]) {
      const values = { ...row, slug: free, createdAt: world.now() }
      const [made] = await tx.insert(investigations).values(values).onConflictDoNothing().returning()
      if (made) return made
    }
  }
  throw new Refusal('conflict', `The key ${base} is taken. Choose another, or leave it out.`)
}
