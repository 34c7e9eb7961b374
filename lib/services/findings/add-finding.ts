import type { Actor } from '#lib/domain/actions'
import type { FindingView, NewFinding } from '#lib/domain/finding'
import { Refusal } from '#lib/domain/refusal'
import { act, nameOf } from '#lib/services/act'
import { placeFinding } from '#lib/services/findings/place-finding'
import { presentFinding } from '#lib/services/findings/present-findings'
import type { World } from '#lib/world'

/** A passage becomes a proposed finding. Refuses not_found, forbidden, invalid (a quote that is not on its page). */
export async function addFinding(world: World, actor: Actor, input: NewFinding): Promise<FindingView> {
  if (actor.kind !== 'user')
    throw new Refusal('unauthenticated', 'A finding is made by a person. Please sign in first.')
  const on = { noun: 'investigation' as const, id: input.investigationId }
  return act(world, actor, 'finding.add', on, async (tx, scope) => {
    const row = await placeFinding(tx, scope, world, { ...input, createdBy: nameOf(actor) })
    const detail = { number: row.number, typeId: row.typeId, anchors: input.anchors.length }
    return { value: await presentFinding(tx, row), subject: row.id, detail }
  })
}
