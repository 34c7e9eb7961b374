import { and, eq, isNull } from 'drizzle-orm'
import { findings } from '#db/schema'
import type { Actor, Role } from '#lib/domain/actions'
import type { FindingView } from '#lib/domain/finding'
import { notFound } from '#lib/domain/refusal'
import { presentFinding } from '#lib/services/findings/present-findings'
import { look } from '#lib/services/look'
import type { World } from '#lib/world'

/** One finding with its passages, by id or number; `role` is the reader's own here. Refuses not_found. */
export async function viewFinding(
  world: World,
  actor: Actor,
  input: { id: string },
): Promise<FindingView & { role: Role | null }> {
  return look(world, actor, 'finding.read', { noun: 'finding', id: input.id }, async (db, scope) => {
    const [row] = await db
      .select()
      .from(findings)
      .where(and(eq(findings.id, scope.id), isNull(findings.deletedAt)))
    if (!row) throw notFound('finding')
    return { ...(await presentFinding(db, row)), role: scope.role }
  })
}
