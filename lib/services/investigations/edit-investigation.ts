import { eq, sql } from 'drizzle-orm'
import { investigations } from '#db/schema'
import type { Actor } from '#lib/domain/actions'
import type { EditInvestigation } from '#lib/domain/investigation'
import { notFound } from '#lib/domain/refusal'
import { act } from '#lib/services/act'
import { expectVersion } from '#lib/services/expect-version'
import { presentInvestigation } from '#lib/services/investigations/present-investigation'
import type { World } from '#lib/world'

/** Title, summary and the reasons for marks. Refuses not_found, forbidden, conflict (412). */
export async function editInvestigation(
  world: World,
  actor: Actor,
  input: EditInvestigation & { id: string; version?: number | undefined },
) {
  const { id, version, ...changes } = input
  return act(world, actor, 'investigation.edit', { noun: 'investigation', id }, async (tx, scope) => {
    const here = eq(investigations.id, scope.id)
    const [before] = await tx.select().from(investigations).where(here)
    if (!before) throw notFound('investigation')
    expectVersion(before, version)
    const next = { ...changes, version: sql`${investigations.version} + 1` }
    const [row] = await tx.update(investigations).set(next).where(here).returning()
    if (!row) throw notFound('investigation')
    return { value: presentInvestigation(row, scope.role), subject: row.id, detail: { changed: Object.keys(changes) } }
  })
}
