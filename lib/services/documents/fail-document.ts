import { and, asc, eq, sql } from 'drizzle-orm'
import type { Tx } from '#db/client'
import { finish } from '#db/queue'
import { documents, pages } from '#db/schema'
import { indexDocument } from '#db/search'
import type { Actor } from '#lib/domain/actions'
import type { FailureCode } from '#lib/domain/document'
import { act } from '#lib/services/act'
import { mailWords } from '#lib/services/documents/mail-words'
import { pending } from '#lib/services/documents/ocr-job'
import type { World } from '#lib/world'

/**
 * What the worker says of a document that could not be read, and why. The original is kept in every case. With `job`
 * that job is done with it; without, it was laid aside before.
 */
export async function failDocument(
  world: World,
  actor: Actor,
  input: { documentId: string; code: FailureCode; detail: string; job?: { id: string; fence: number } },
): Promise<void> {
  const { documentId, code, job } = input
  await act(world, actor, 'document.fail', { noun: 'document', id: documentId }, async (tx) => {
    await markFailed(tx, documentId, input)
    if (job) await finish(tx, job, world.now())
    return { value: undefined, subject: documentId, detail: { code } }
  })
}

/**
 * Part: reading ends before its end. Where pages of it were read, they stay, and it is ready with a warning. It is found
 * by its name all the same.
 */
export async function markFailed(tx: Tx, documentId: string, { code, detail }: { code: FailureCode; detail: string }) {
  const its = eq(documents.id, documentId)
  const [before] = await tx.select().from(documents).where(its)
  if (!before) return
  const inUse = and(eq(pages.documentId, documentId), eq(pages.inUse, true))
  const readable = await tx.select({ page: pages.page }).from(pages).where(inUse)
  const textless = await tx
    .select({ page: pages.page })
    .from(pages)
    .where(and(inUse, eq(pages.text, '')))
    .orderBy(asc(pages.page))
  const said = before.warnings.filter(({ code }) => !['no_text', 'cancelled', pending].includes(code))
  const stopped = { code: code === 'cancelled' ? 'cancelled' : 'stopped', count: readable.length }
  const warnings = [...textless.map(({ page }) => ({ code: 'no_text', page })), ...said, stopped]
  const state =
    readable.length > 0
      ? { status: 'ready' as const, pages: readable.length, done: readable.length, warnings }
      : { status: 'failed' as const, failureCode: code, failureDetail: detail }
  const wrong = code === 'encrypted' ? { password: null } : {}
  const next = { ...state, ...wrong, phase: 'done' as const, version: sql`${documents.version} + 1` }
  await tx.update(documents).set(next).where(its)
  await indexDocument(tx, {
    investigationId: before.investigationId,
    documentId,
    name: before.name,
    ...mailWords(before.email),
  })
}
