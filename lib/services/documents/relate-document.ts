import { and, asc, eq, inArray, isNull, ne } from 'drizzle-orm'
import type { Tx } from '#db/client'
import { documentBands, documents, pages } from '#db/schema'
import type { Actor } from '#lib/domain/actions'
import type { Job } from '#lib/domain/jobs'
import { bandsOf, printOf, signatureOf, wordsToCompare, writeSignature } from '#lib/domain/likeness'
import { printedMails } from '#lib/domain/printed-mail'
import { act } from '#lib/services/act'
import { alikeAmong, type Compared, keepGroup } from '#lib/services/documents/keep-alike'
import type { DocumentRow } from '#lib/services/documents/keep-document'
import { keepMessages } from '#lib/services/documents/keep-messages'
import type { World } from '#lib/world'

/** The job that relates a document to the others; at most one waits for each. For whoever makes its pages readable. */
export const relateJob = (documentId: string): Job => ({
  name: 'documents.relate',
  payload: { documentId },
  key: `documents.relate ${documentId}`,
})

/** What is compared at once when one document may be the copy of very many. */
const mostCompared = 40

/**
 * Job: a document that can be read → the messages it is or that are printed on it, each in its thread; and the group of
 * documents that are the same in another form. Only within its investigation. May be repeated: it replaces what it found
 * before. It writes by what it is found first and looks for others after that, so that of two that come at the same
 * moment one finds the other.
 */
export async function relateDocument(world: World, actor: Actor, input: { documentId: string }): Promise<void> {
  const on = { noun: 'document' as const, id: input.documentId }
  const [document] = await world.db.select().from(documents).where(eq(documents.id, on.id))
  if (!document || document.deletedAt || document.status !== 'ready') return
  const read = await textOfPages(world.db, document)
  const isPaper = document.mediaType === 'application/pdf' || document.mediaType.startsWith('image/')
  const printed = !document.email && isPaper ? printedMails(read) : []
  const print = printOf(wordsToCompare(comparedText(document, read)))
  const signature = print ? signatureOf(print) : null
  const like = signature ? bandsOf(signature).map((band) => `like ${band}`) : []
  const bands = signature ? [...like, `signature ${writeSignature(signature)}`] : []
  const mail = await act(world, actor, 'document.relate', on, async (tx) => {
    const kept = await keepMessages(world, tx, document, printed)
    const rows = [...new Set([...bands, ...kept.bands])].map((band) => ({
      documentId: document.id,
      investigationId: document.investigationId,
      band,
    }))
    await tx.delete(documentBands).where(eq(documentBands.documentId, document.id))
    for (let at = 0; at < rows.length; at += 200) await tx.insert(documentBands).values(rows.slice(at, at + 200))
    const detail = { messages: kept.messages, threads: kept.threads }
    return { value: kept.bands, subject: document.id, detail }
  })
  const near = await nearTo(world.db, document, [...like, ...(document.email ? mail : [])])
  const alike = alikeAmong(document, print, near)
  if (alike.length === 0 && document.groupId === null) return
  await act(world, actor, 'document.relate', on, async (tx) => {
    const groupId = await keepGroup(tx, document, alike)
    return { value: undefined, subject: document.id, detail: { alike: alike.length, groupId } }
  })
}

/** What of a document is compared: a mail's body, any other's pages. */
const comparedText = (document: Pick<DocumentRow, 'email' | 'text'>, read: readonly { text: string }[]) =>
  document.email ? (document.text ?? '') : read.map((page) => page.text).join('\n')

function textOfPages(db: Tx, { id }: Pick<DocumentRow, 'id'>) {
  return db
    .select({ page: pages.page, text: pages.text })
    .from(pages)
    .where(and(eq(pages.documentId, id), eq(pages.inUse, true)))
    .orderBy(asc(pages.page))
}

/** Those that share a band, the most bands first, and what they are compared by. */
async function nearTo(db: Tx, document: DocumentRow, bands: readonly string[]): Promise<Compared[]> {
  const { id, investigationId } = document
  if (bands.length === 0) return []
  const here = and(eq(documentBands.investigationId, investigationId), ne(documentBands.documentId, id))
  const rows = await db
    .select({ id: documentBands.documentId })
    .from(documentBands)
    .innerJoin(documents, and(eq(documents.id, documentBands.documentId), isNull(documents.deletedAt)))
    .where(and(here, inArray(documentBands.band, [...bands].slice(0, 500))))
    .limit(20_000)
  const shared = new Map<string, number>()
  for (const row of rows) shared.set(row.id, (shared.get(row.id) ?? 0) + 1)
  const nearest = [...shared].sort((a, b) => b[1] - a[1]).slice(0, mostCompared)
  const compared: Compared[] = []
  for (const [near] of nearest) {
    const [other] = await db.select().from(documents).where(eq(documents.id, near))
    if (!other) continue
    const text = comparedText(other, other.email ? [] : await textOfPages(db, other))
    compared.push({ other, print: printOf(wordsToCompare(text)) })
  }
  return compared
}
