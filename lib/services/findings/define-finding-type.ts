import { and, eq, isNull, sql } from 'drizzle-orm'
import type { Tx } from '#db/client'
import { findingTypes } from '#db/schema'
import type { Actor } from '#lib/domain/actions'
import type { FindingTypeView, NewFindingType } from '#lib/domain/finding'
import { Refusal } from '#lib/domain/refusal'
import { act } from '#lib/services/act'
import { presentFindingType } from '#lib/services/findings/present-finding-type'
import type { Scope } from '#lib/services/prove'
import type { World } from '#lib/world'

/** What can be found in this investigation, and the values it carries. Refuses not_found, forbidden, conflict. */
export async function defineFindingType(world: World, actor: Actor, input: NewFindingType): Promise<FindingTypeView> {
  const on = { noun: 'investigation' as const, id: input.investigationId }
  return act(world, actor, 'finding-type.define', on, async (tx, scope) => {
    const row = await placeFindingType(tx, scope, world, input)
    return { value: presentFindingType(row), subject: row.id, detail: { name: row.name } }
  })
}

/** Part: keeps a type after those there are. Refuses conflict where one in use has the name. */
export async function placeFindingType(
  tx: Tx,
  scope: Scope,
  world: World,
  input: Omit<NewFindingType, 'investigationId'>,
) {
  const { investigationId } = scope
  const { name, values = [] } = input
  const here = eq(findingTypes.investigationId, investigationId)
  const named = sql`lower(${findingTypes.name}) = ${name.toLowerCase()}`
  const [taken] = await tx
    .select()
    .from(findingTypes)
    .where(and(here, isNull(findingTypes.retiredAt), named))
  if (taken) throw new Refusal('conflict', `There is a type “${taken.name}” already.`)
  const [last] = await tx
    .select({ most: sql<number | null>`max(${findingTypes.position})` })
    .from(findingTypes)
    .where(here)
  const row = { id: world.id('findingType'), investigationId, name, values, position: Number(last?.most ?? 0) + 1 }
  const [made] = await tx.insert(findingTypes).values(row).returning()
  if (!made) throw new Error('an insert returns its row')
  return made
}
