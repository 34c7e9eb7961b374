import { and, asc, eq, isNull, like, ne } from 'drizzle-orm'
import type { Tx } from '#db/client'
import { documentBands, documents, investigations, pages } from '#db/schema'
import type { Actor } from '#lib/domain/actions'
import type { Alike } from '#lib/domain/correspondence'
import { likenessOf, wordsToCompare } from '#lib/domain/likeness'
import { look } from '#lib/services/look'
import type { World } from '#lib/world'

/** How many of a group are shown, how many of them compared page by page, and how long a document may be for that. */
const most = 50
const mostCompared = 5
const mostPages = 400
const mostNamed = 20

/**
 * The other documents of its group: the same in another form, nearest first. Reads the pages of several, so no page
 * waits for it. Refuses not_found.
 */
export async function listAlike(world: World, actor: Actor, input: { id: string }): Promise<Alike[]> {
  return look(world, actor, 'document.read', { noun: 'document', id: input.id }, (db, scope) =>
    alikeOf(db, scope.investigationId, scope.id),
  )
}

async function alikeOf(db: Tx, investigationId: string, documentId: string): Promise<Alike[]> {
  const here = eq(documents.investigationId, investigationId)
  const [self] = await db
    .select({ groupId: documents.groupId, pages: documents.pages })
    .from(documents)
    .where(and(here, eq(documents.id, documentId)))
  if (!self?.groupId) return []
  const { id, number, name, groupId, deletedAt } = documents
  const others = await db
    .select({ documentId: id, number, name, pages: documents.pages, key: investigations.key })
    .from(documents)
    .innerJoin(investigations, eq(investigations.id, documents.investigationId))
    .where(and(here, eq(groupId, self.groupId), isNull(deletedAt), ne(id, documentId)))
    .orderBy(asc(number))
    .limit(most)
  const own = await signatureOf(db, documentId)
  const alike: Alike[] = []
  for (const { key, ...other } of others) {
    const theirs = await signatureOf(db, other.documentId)
    const similarity = own && theirs ? likenessOf(own, theirs) : 1 // too short to compare: found as one message
    alike.push({ ...other, number: `${key}-D${other.number}`, similarity, differs: null })
  }
  const nearest = alike.toSorted((a, b) => b.similarity - a.similarity)
  return withDifferences(db, { id: documentId, pages: self.pages }, nearest)
}

async function signatureOf(db: Tx, documentId: string): Promise<string | null> {
  const its = and(eq(documentBands.documentId, documentId), like(documentBands.band, 'signature %'))
  const [row] = await db.select({ band: documentBands.band }).from(documentBands).where(its)
  return row?.band.slice('signature '.length) ?? null
}

/** On how many pages they differ, where most pages are word for word the same; a new scan differs on all of them. */
async function withDifferences(db: Tx, own: { id: string; pages: number }, alike: readonly Alike[]): Promise<Alike[]> {
  if (own.pages < 2 || own.pages > mostPages || alike.length === 0) return [...alike]
  const mine = await pageWords(db, own.id)
  const compared: Alike[] = []
  for (const [i, other] of alike.entries()) {
    if (i >= mostCompared || other.pages > mostPages) compared.push(other)
    else {
      const theirs = new Set(await pageWords(db, other.documentId))
      const on = mine.flatMap((words, at) => (theirs.has(words) ? [] : [at + 1]))
      const differs = { pages: on.length, of: mine.length, on: on.slice(0, mostNamed) }
      compared.push({ ...other, differs: on.length <= mine.length / 2 ? differs : null })
    }
  }
  return compared
}

async function pageWords(db: Tx, documentId: string): Promise<string[]> {
  const its = and(eq(pages.documentId, documentId), eq(pages.inUse, true))
  const rows = await db.select({ text: pages.text }).from(pages).where(its).orderBy(asc(pages.page))
  return rows.map(({ text }) => wordsToCompare(text).join(' '))
}
