import { and, asc, eq, gt, isNull, sql } from 'drizzle-orm'
import type { Tx } from '#db/client'
import { documents, pages } from '#db/schema'
import { indexDocument, indexPages } from '#db/search'
import type { Actor } from '#lib/domain/actions'
import type { DocumentView } from '#lib/domain/document'
import { notFound } from '#lib/domain/refusal'
import { act, ask } from '#lib/services/act'
import { splitJob } from '#lib/services/documents/keep-document'
import { mailWords } from '#lib/services/documents/mail-words'
import { presentDocument } from '#lib/services/documents/present-document'
import type { World } from '#lib/world'

const batch = 200

/**
 * Brings a deleted document back, found again by all its words. One that was being read when it was deleted is read
 * anew; one that is there stays as it is. Refuses not_found (also once it is gone for good, after 30 days), forbidden.
 */
export async function restoreDocument(world: World, actor: Actor, input: { id: string }): Promise<DocumentView> {
  const on = { noun: 'deleted document' as const, id: input.id }
  const { id } = await ask(world, actor, 'document.restore', on)
  const [there] = await world.db
    .select({ id: documents.id })
    .from(documents)
    .where(and(eq(documents.id, id), isNull(documents.deletedAt)))
  if (there) return presentDocument(world.db, id)
  return act(world, actor, 'document.restore', on, async (tx, scope) => {
    const back = { deletedAt: null, version: sql`${documents.version} + 1` }
    const [row] = await tx.update(documents).set(back).where(eq(documents.id, scope.id)).returning()
    if (!row) throw notFound('deleted document')
    const { investigationId, name, email, layer } = row
    await indexDocument(tx, { investigationId, documentId: row.id, name, ...mailWords(email) })
    await indexAgain(tx, investigationId, row.id)
    const next = row.status === 'processing' ? [splitJob(row.id, layer + 1)] : []
    return { value: await presentDocument(tx, row.id), subject: row.id, next }
  })
}

/** Its pages by and by: ten thousand of them are not held in memory at once. */
async function indexAgain(tx: Tx, investigationId: string, documentId: string) {
  for (let last = 0; ; ) {
    const { page, text } = pages
    const beyond = and(eq(pages.documentId, documentId), eq(pages.inUse, true), gt(page, last))
    const some = await tx.select({ page, text }).from(pages).where(beyond).orderBy(asc(page)).limit(batch)
    if (some.length === 0) return
    await indexPages(tx, { investigationId, documentId, pages: some })
    last = some.at(-1)?.page ?? last
  }
}
