import { eq } from 'drizzle-orm'
import { cancel } from '#db/queue'
import { documents } from '#db/schema'
import type { Actor } from '#lib/domain/actions'
import type { DocumentView } from '#lib/domain/document'
import { readingJobs } from '#lib/domain/jobs'
import { notFound, Refusal } from '#lib/domain/refusal'
import { act, ask } from '#lib/services/act'
import { markFailed } from '#lib/services/documents/fail-document'
import { presentDocument } from '#lib/services/documents/present-document'
import { relateJob } from '#lib/services/documents/relate-document'
import type { World } from '#lib/world'

type Row = typeof documents.$inferSelect
const detail = 'Reading was stopped before its first page. The original is kept; it can be read again at any time.'

/**
 * Stops reading or OCR at the next page. Pages read stay: it is ready, with a warning; with none it is failed, as
 * `cancelled`. It can be read again. Said twice it is done once. Refuses not_found, forbidden, conflict (it is not
 * being read).
 */
export async function cancelDocument(world: World, actor: Actor, input: { id: string }): Promise<DocumentView> {
  const on = { noun: 'document' as const, id: input.id }
  const { id } = await ask(world, actor, 'document.cancel', on)
  const [now] = await world.db.select().from(documents).where(eq(documents.id, id))
  if (now && wasCancelled(now)) return presentDocument(world.db, id)
  return act(world, actor, 'document.cancel', on, async (tx, scope) => {
    const [before] = await tx.select().from(documents).where(eq(documents.id, scope.id))
    if (!before) throw notFound('document')
    if (before.status !== 'processing') throw new Refusal('conflict', 'This document is not being read right now.')
    const jobs = await cancel(tx, readingJobs, scope.id, world.now())
    await markFailed(tx, scope.id, { code: 'cancelled', detail })
    const value = await presentDocument(tx, scope.id, scope)
    const next = value.status === 'ready' ? [relateJob(scope.id)] : []
    return { value, subject: scope.id, detail: { jobs, done: before.done }, next }
  })
}

const wasCancelled = ({ status, failureCode, warnings }: Row) =>
  status === 'failed'
    ? failureCode === 'cancelled'
    : status === 'ready' && warnings.some(({ code }) => code === 'cancelled')
