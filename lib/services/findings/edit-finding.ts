import { and, asc, eq, isNull, sql } from 'drizzle-orm'
import { anchors, findings } from '#db/schema'
import type { Actor } from '#lib/domain/actions'
import { type EditFinding, type FindingStatus, type FindingView, mayDecide } from '#lib/domain/finding'
import { invalid, notFound, Refusal } from '#lib/domain/refusal'
import { act } from '#lib/services/act'
import { expectVersion } from '#lib/services/expect-version'
import { placeAnchors } from '#lib/services/findings/place-anchors'
import { makeSearchable, valuesOf } from '#lib/services/findings/place-finding'
import { presentFinding } from '#lib/services/findings/present-findings'
import type { World } from '#lib/world'

/**
 * Checked and cleared by an editor who is not the author; disputed, or proposed again, by any reporter. A changed
 * statement, value or passage makes it proposed again. Refuses not_found, forbidden, invalid, conflict (412).
 */
export async function editFinding(
  world: World,
  actor: Actor,
  input: EditFinding & { id: string; version?: number | undefined },
): Promise<FindingView> {
  const { id, version, status, ...changes } = input
  const decides = status === 'checked' || status === 'cleared'
  return act(world, actor, decides ? 'finding.check' : 'finding.edit', { noun: 'finding', id }, async (tx, scope) => {
    const here = and(eq(findings.id, scope.id), isNull(findings.deletedAt))
    const [before] = await tx.select().from(findings).where(here)
    if (!before) throw notFound('finding')
    expectVersion(before, version)
    const userId = actor.kind === 'user' ? actor.id : null
    if (status && !mayDecide(status, before, userId))
      throw new Refusal('forbidden', 'Who wrote a finding does not check or clear it. Ask a second editor.')
    const values = changes.values && (await valuesOf(tx, scope, before.typeId, changes.values))
    const { statement } = changes
    const changed = [
      ...(statement !== undefined && statement !== before.statement ? ['statement'] : []),
      ...(values && !same(values, before.values) ? ['values'] : []),
      ...(changes.anchors ? ['anchors'] : []),
    ]
    if (decides && changed.length > 0)
      throw invalid('status', 'A change makes a finding proposed again. Save the change first, then check it.')
    if (changes.anchors) await placeAnchors(tx, scope, world, scope.id, changes.anchors)
    const next = status ?? (changed.length > 0 ? 'proposed' : before.status)
    const [row] = await tx
      .update(findings)
      .set({
        ...(statement === undefined ? {} : { statement }),
        ...(values ? { values } : {}),
        ...(next === before.status ? {} : { status: next, ...decision(next, userId, world.now()) }),
        version: sql`${findings.version} + 1`,
      })
      .where(here)
      .returning()
    if (!row) throw notFound('finding')
    const passages = await tx.select().from(anchors).where(eq(anchors.findingId, row.id)).orderBy(asc(anchors.position))
    await makeSearchable(tx, row, passages)
    const moved = next === before.status ? {} : { from: before.status, to: next }
    return { value: await presentFinding(tx, row), subject: row.id, detail: { changed, ...moved } }
  })
}

const decision = (status: FindingStatus, userId: string | null, now: Date) =>
  status === 'proposed' ? { decidedBy: null, decidedAt: null } : { decidedBy: userId, decidedAt: now }

const same = (a: object, b: object) =>
  JSON.stringify(Object.entries(a).sort()) === JSON.stringify(Object.entries(b).sort())
