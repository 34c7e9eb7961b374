import { and, eq, isNull, sql } from 'drizzle-orm'
import { documentPlaces, documents } from '#db/schema'
import { indexDocument } from '#db/search'
import type { Actor } from '#lib/domain/actions'
import type { DocumentView, EditDocument } from '#lib/domain/document'
import { notFound } from '#lib/domain/refusal'
import { act } from '#lib/services/act'
import { findPlace } from '#lib/services/documents/keep-document'
import { mailWords } from '#lib/services/documents/mail-words'
import { placeMail } from '#lib/services/documents/place-mail'
import { presentDocument } from '#lib/services/documents/present-document'
import { expectVersion } from '#lib/services/expect-version'
import type { World } from '#lib/world'

/**
 * Another name or kind; another request, or none (what came with a mail stays with that mail too). Refuses not_found,
 * forbidden, conflict (412).
 */
export async function editDocument(
  world: World,
  actor: Actor,
  input: EditDocument & { id: string; version?: number | undefined },
): Promise<DocumentView> {
  const { id, version, requestId, ...changes } = input
  return act(world, actor, 'document.edit', { noun: 'document', id }, async (tx, scope) => {
    const its = eq(documents.id, scope.id)
    const [before] = await tx.select().from(documents).where(its)
    if (!before) throw notFound('document')
    expectVersion(before, version)
    const next = { ...changes, version: sql`${documents.version} + 1` }
    const [row] = await tx.update(documents).set(next).where(its).returning()
    if (!row) throw notFound('document')
    if (requestId !== undefined) {
      const place = await findPlace(tx, scope.investigationId, { requestId })
      const own = and(eq(documentPlaces.documentId, scope.id), isNull(documentPlaces.parentId))
      await tx.delete(documentPlaces).where(own)
      const { investigationId } = scope
      const placed = { id: world.id('place'), documentId: scope.id, investigationId, ...place }
      if (place.requestId) await tx.insert(documentPlaces).values(placed)
      await placeMail(world, tx, row, row.createdBy)
    }
    const { investigationId, name } = row
    if (changes.name) await indexDocument(tx, { investigationId, documentId: row.id, name, ...mailWords(row.email) })
    const changed = [...Object.keys(changes), ...(requestId === undefined ? [] : ['requestId'])]
    return { value: await presentDocument(tx, scope.id, scope), subject: scope.id, detail: { changed } }
  })
}
