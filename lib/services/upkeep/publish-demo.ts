import { and, eq, inArray } from 'drizzle-orm'
import { exhibits, markReviews, memberships, users } from '#db/schema'
import type { Actor } from '#lib/domain/actions'
import { demoExhibits } from '#lib/domain/demo/exhibits'
import { act, ask } from '#lib/services/act'
import { change } from '#lib/services/exhibits/approve-exhibit'
import { expectFresh } from '#lib/services/exhibits/expect-fresh'
import { presentExhibit } from '#lib/services/exhibits/present-exhibit'
import { keepPublished } from '#lib/services/exhibits/publish-exhibit'
import { readDemoRecord } from '#lib/services/upkeep/demo-record'
import type { World } from '#lib/world'

/**
 * Job: the verified exhibits of the demonstration, approved and published in the name of its fictional editor, who made
 * neither them nor their marks. What failed, was touched by a person or was removed is left as it is.
 * Throws where one is still being built: another try follows.
 */
export async function publishDemo(
  world: World,
  actor: Actor,
  { investigationId }: { investigationId: string },
): Promise<void> {
  const on = { noun: 'investigation' as const, id: investigationId }
  await ask(world, actor, 'demo.publish', on)
  const record = await readDemoRecord(world.db)
  if (record?.investigationId !== investigationId) return
  const its = inArray(exhibits.id, record.exhibits)
  const states = await world.db.select({ status: exhibits.status }).from(exhibits).where(its)
  if (states.some(({ status }) => status === 'building')) throw new Error('the demonstration is still being built')
  if (states.every(({ status }) => status !== 'verified')) return
  await act(world, actor, 'demo.publish', on, async (tx) => {
    const theirs = and(eq(memberships.investigationId, investigationId), eq(memberships.role, 'editor'))
    const [editor] = await tx
      .select({ id: users.id })
      .from(users)
      .innerJoin(memberships, eq(memberships.userId, users.id))
      .where(and(theirs, inArray(users.id, record.users)))
    const rows = await tx
      .select()
      .from(exhibits)
      .where(and(its, eq(exhibits.status, 'verified')))
      .orderBy(exhibits.number)
    let published = 0
    for (const row of editor ? rows : []) {
      const by = editor?.id ?? ''
      if ((await presentExhibit(tx, world, row)).stale) continue // a person drew a mark meanwhile: it is theirs now
      await expectFresh(tx, world, row)
      const said = { exhibitId: row.id, approved: true, userId: by, at: world.now() }
      if (row.marks.length > 0)
        await tx
          .insert(markReviews)
          .values(row.marks.map(({ id: markId }) => ({ ...said, markId })))
          .onConflictDoNothing()
      const approval = { status: 'approved' as const, approvedBy: by, approvedAt: world.now() }
      const content = demoExhibits.find(({ title }) => title === row.title)
      const words = content ? { summary: content.summary, note: content.note } : {}
      await keepPublished(tx, world, await change(tx, row, approval), by, words)
      published++
    }
    return { value: undefined, subject: investigationId, detail: { exhibits: published, by: editor?.id ?? null } }
  })
}
