import { and, eq, isNull, sql } from 'drizzle-orm'
import type { Tx } from '#db/client'
import { findings, findingTypes } from '#db/schema'
import type { Actor } from '#lib/domain/actions'
import type { EditFindingType, FindingTypeView, ValueDefinition } from '#lib/domain/finding'
import { invalid, notFound } from '#lib/domain/refusal'
import { act } from '#lib/services/act'
import { expectVersion } from '#lib/services/expect-version'
import { presentFindingType } from '#lib/services/findings/present-finding-type'
import type { World } from '#lib/world'

/**
 * Name and values of a type; or `retire`: gone where nothing is of it, else no longer offered. A value that findings
 * carry keeps its key and its kind. Refuses not_found, forbidden, invalid, conflict (412).
 */
export async function editFindingType(
  world: World,
  actor: Actor,
  input: EditFindingType & { id: string; version?: number | undefined; retire?: boolean | undefined },
): Promise<FindingTypeView> {
  const { id, version, retire, ...changes } = input
  return act(world, actor, 'finding-type.edit', { noun: 'finding type', id }, async (tx, scope) => {
    const here = and(eq(findingTypes.id, scope.id), eq(findingTypes.investigationId, scope.investigationId))
    const [before] = await tx.select().from(findingTypes).where(here)
    if (!before) throw notFound('finding type')
    expectVersion(before, version)
    if (changes.values) await keepUsedValues(tx, before, changes.values)
    if (retire && !(await isUsed(tx, scope.id))) {
      await tx.delete(findingTypes).where(here)
      return { value: { ...presentFindingType(before), retired: true }, subject: before.id, detail: { gone: true } }
    }
    const retired = retire ? { retiredAt: world.now() } : {}
    const next = { ...changes, ...retired, version: sql`${findingTypes.version} + 1` }
    const [row] = await tx.update(findingTypes).set(next).where(here).returning()
    if (!row) throw notFound('finding type')
    return {
      value: presentFindingType(row),
      subject: row.id,
      detail: { changed: Object.keys(changes), ...(retire ? { retired: true } : {}) },
    }
  })
}

async function isUsed(tx: Tx, typeId: string): Promise<boolean> {
  const [one] = await tx.select({ id: findings.id }).from(findings).where(eq(findings.typeId, typeId)).limit(1)
  return one !== undefined
}

async function keepUsedValues(
  tx: Tx,
  before: { id: string; values: ValueDefinition[] },
  after: readonly ValueDefinition[],
) {
  const of = and(eq(findings.typeId, before.id), isNull(findings.deletedAt))
  const rows = await tx.select({ values: findings.values }).from(findings).where(of)
  const used = new Set(rows.flatMap(({ values }) => Object.keys(values)))
  for (const { key, type, label } of before.values) {
    if (!used.has(key) || after.some((v) => v.key === key && v.type === type)) continue
    throw invalid('values', `Findings carry “${label}” (${type}), so it stays as it is. Its label may change.`)
  }
}
