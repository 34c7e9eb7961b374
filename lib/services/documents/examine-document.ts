import { eq, sql } from 'drizzle-orm'
import { finish } from '#db/queue'
import { documents } from '#db/schema'
import type { Actor } from '#lib/domain/actions'
import type { ArchiveFacts } from '#lib/domain/archive-facts'
import type { Job } from '#lib/domain/jobs'
import { act } from '#lib/services/act'
import type { World } from '#lib/world'

type HiddenText = NonNullable<ArchiveFacts['hiddenText']>
/** As many places as are kept. */
const most = 2000

/** The job that looks for hidden text; only a PDF can have any that its words do not tell of. */
export const examineJobs = ({ id, mediaType }: { id: string; mediaType: string }): Job[] =>
  mediaType === 'application/pdf'
    ? [{ name: 'documents.examine', payload: { documentId: id }, key: `documents.examine ${id}` }]
    : []

/**
 * Job: letters that can be copied out of a PDF but are not seen on its pages, counted page by page into its facts, with
 * a warning each. A file that cannot be drawn has none that we know of. May be repeated.
 */
export async function examineDocument(
  world: World,
  actor: Actor,
  input: { documentId: string },
  turn: { id: string; fence: number },
): Promise<void> {
  const { documentId } = input
  const [document] = await world.db.select().from(documents).where(eq(documents.id, documentId))
  if (!document || document.deletedAt || document.status !== 'ready') return
  const password = document.password ? { password: world.seal.open(document.password) } : {}
  const hiddenText: HiddenText = []
  const file = await world.blobs.local(document.sha256)
  try {
    for await (const { page, hidden } of world.reader.examineDocument(file.path, password))
      for (const { kind, count } of hidden) if (hiddenText.length < most) hiddenText.push({ page, kind, count })
  } finally {
    await file.release()
  }
  await act(world, actor, 'document.examine', { noun: 'document', id: documentId }, async (tx) => {
    const [now] = await tx.select().from(documents).where(eq(documents.id, documentId))
    if (now && now.sha256 === document.sha256) {
      const others = now.warnings.filter(({ code }) => code !== 'hidden_text')
      const warnings = [...others, ...byPage(hiddenText).map(([page, count]) => ({ code: 'hidden_text', page, count }))]
      const { hiddenText: _, ...before } = now.facts ?? {}
      const facts = { ...before, ...(hiddenText.length > 0 ? { hiddenText } : {}) }
      const next = { facts, warnings, version: sql`${documents.version} + 1` }
      await tx.update(documents).set(next).where(eq(documents.id, documentId))
    }
    await finish(tx, turn, world.now())
    return { value: undefined, subject: documentId, detail: { places: hiddenText.length } }
  })
}

function byPage(hiddenText: HiddenText): [page: number, count: number][] {
  const counts = new Map<number, number>()
  for (const { page, count } of hiddenText) counts.set(page, (counts.get(page) ?? 0) + count)
  return [...counts]
}
