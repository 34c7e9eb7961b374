import { and, eq, sql } from 'drizzle-orm'
import type { Tx } from '#db/client'
import { agencies, findings, findingTypes, investigations } from '#db/schema'
import { indexFinding } from '#db/search'
import { type NewFinding, readValues, type Values } from '#lib/domain/finding'
import { invalid, notFound } from '#lib/domain/refusal'
import { agencyOf, placeAnchors } from '#lib/services/findings/place-anchors'
import type { Scope } from '#lib/services/prove'
import type { World } from '#lib/world'

/**
 * Part: a proposed finding with its passages, numbered and searchable; the one way a finding comes to be.
 * Refuses invalid, named by field: the type, a value, the agency, a passage.
 */
export async function placeFinding(
  tx: Tx,
  scope: Scope,
  world: World,
  input: Omit<NewFinding, 'investigationId'> & { createdBy: string },
) {
  const { investigationId } = scope
  const values = await valuesOf(tx, scope, input.typeId, input.values ?? {})
  const id = world.id('finding')
  const anchors = await placeAnchors(tx, scope, world, id, input.anchors)
  const first = anchors[0]?.documentId
  if (input.agencyId) await expectAgency(tx, input.agencyId)
  const agencyId = input.agencyId === undefined ? (first ? await agencyOf(tx, first) : null) : input.agencyId
  const [counter] = await tx
    .update(investigations)
    .set({ lastFinding: sql`${investigations.lastFinding} + 1` })
    .where(eq(investigations.id, investigationId))
    .returning()
  if (!counter) throw notFound('investigation')
  const { typeId, statement, createdBy } = input
  const row = { id, investigationId, number: counter.lastFinding, typeId, agencyId, statement, values, createdBy }
  const [made] = await tx
    .insert(findings)
    .values({ ...row, status: 'proposed', createdAt: world.now() })
    .returning()
  if (!made) throw notFound('finding')
  await makeSearchable(tx, made, anchors)
  return made
}

/** Part: the values as their type wants them. Refuses invalid with the value's own field. */
export async function valuesOf(
  tx: Tx,
  scope: Scope,
  typeId: string,
  given: Record<string, number | string | null>,
): Promise<Values> {
  const here = and(eq(findingTypes.id, typeId), eq(findingTypes.investigationId, scope.investigationId))
  const [type] = await tx.select().from(findingTypes).where(here)
  if (!type) throw invalid('typeId', 'There is no such finding type in this investigation.')
  const read = readValues(type.values, given)
  if (!read.ok) throw invalid(`values.${read.key}`, read.message)
  return read.values
}

/** Part: a finding is found by its statement, its quotes and the texts among its values. */
export async function makeSearchable(
  tx: Tx,
  finding: { id: string; investigationId: string; statement: string; values: Values },
  anchors: readonly { exact: string }[],
) {
  const { id: findingId, investigationId, statement } = finding
  await indexFinding(tx, { investigationId, findingId, statement, text: findingWords(finding, anchors) })
}

/** Part: by what a finding is found besides its statement. */
export const findingWords = ({ values }: { values: Values }, anchors: readonly { exact: string }[]) =>
  [...anchors.map((a) => a.exact), ...Object.values(values).map(String)].join('\n')

export async function expectAgency(tx: Tx, id: string) {
  const [agency] = await tx.select({ id: agencies.id }).from(agencies).where(eq(agencies.id, id))
  if (!agency) throw invalid('agencyId', 'There is no such agency.')
}
