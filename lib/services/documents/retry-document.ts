import { and, asc, desc, eq, inArray, max, sql } from 'drizzle-orm'
import type { Tx } from '#db/client'
import { documents, pages } from '#db/schema'
import type { Actor } from '#lib/domain/actions'
import type { DocumentView, RetryDocument } from '#lib/domain/document'
import { pageRanges } from '#lib/domain/document-words'
import type { Job } from '#lib/domain/jobs'
import { type PictureWanted, pictureWanted } from '#lib/domain/ocr'
import { invalid, notFound, Refusal } from '#lib/domain/refusal'
import { act } from '#lib/services/act'
import { type DocumentRow, splitJob } from '#lib/services/documents/keep-document'
import { awaitingOcr, ocrJob, pending } from '#lib/services/documents/ocr-job'
import { presentDocument } from '#lib/services/documents/present-document'
import type { World } from '#lib/world'

/**
 * Reads a document anew, as a new text layer; earlier ones stay. With `language` or `pages` only what was read off
 * pictures, or the pages named, is read off them again (pages corrected by hand only where named); the file itself is
 * read anew without them, where it is locked (`password` is kept, sealed, so that its pages can be drawn) and where it
 * failed. Refuses not_found, forbidden, invalid (a language there is no data for; pages it does not have; nothing in it
 * is a picture), conflict while it is being read.
 */
export async function retryDocument(
  world: World,
  actor: Actor,
  input: RetryDocument & { id: string },
): Promise<DocumentView> {
  const language = input.language ? await knownLanguage(world, input.language) : null
  const known = await world.ocr.languages()
  return act(world, actor, 'document.retry', { noun: 'document', id: input.id }, async (tx, scope) => {
    const its = eq(documents.id, scope.id)
    const [before] = await tx.select().from(documents).where(its)
    if (!before) throw notFound('document')
    if (before.status === 'processing') throw new Refusal('conflict', 'This document is being read right now.')
    const [last] = await tx
      .select({ layer: max(pages.layer) })
      .from(pages)
      .where(eq(pages.documentId, scope.id))
    const layer = (last?.layer ?? 0) + 1
    const onlyPictures =
      before.status === 'ready' && !input.password && (language !== null || input.pages !== undefined)
    const again = { version: sql`${documents.version} + 1`, startedAt: null, ...(language ? { language } : {}) }
    let next: Job
    if (onlyPictures) {
      const usual = (before.language ?? world.env.OCR_LANGUAGES).split('+').filter((one) => known.has(one))
      if (!language && usual.length === 0) throw noData('pages', [...known.keys()])
      const wanted = await picturesAgain(tx, before, input.pages)
      const warnings = [
        ...before.warnings.filter(({ code }) => !ofPictures.includes(code)),
        { code: pending, count: wanted.length },
      ]
      await tx
        .update(documents)
        .set({ ...again, ...awaitingOcr, warnings })
        .where(its)
      next = ocrJob(scope.id, { layer, language: language ?? usual.join('+'), wanted })
    } else {
      const password = input.password ? { password: world.seal.close(input.password) } : {}
      const waiting = { status: 'processing' as const, phase: 'waiting' as const, done: 0, warnings: [] }
      await tx
        .update(documents)
        .set({ ...again, ...waiting, ...password })
        .where(its)
      next = splitJob(scope.id, layer)
    }
    const value = await presentDocument(tx, scope.id, scope)
    return { value, subject: scope.id, detail: { layer }, next: [next] }
  })
}

const ofPictures = ['ocr_stopped', 'picture_unread', 'no_language', 'cancelled']

async function knownLanguage(world: World, asked: string): Promise<string> {
  const known = [...(await world.ocr.languages()).keys()]
  const missing = asked.split('+').filter((one) => !known.includes(one))
  if (missing.length > 0) throw noData('language', known, missing)
  return asked
}

const noData = (field: string, known: string[], missing: string[] = []) =>
  invalid(
    field,
    `This server has no data to read ${missing.length > 0 ? `“${missing.join('”, “')}”` : 'pictures'}. It can read: ${known.sort().join(', ') || 'none'}.`,
  )

/** Those named; else those that were read off pictures, and those that have no text yet. */
async function picturesAgain(tx: Tx, { id, pages: count }: DocumentRow, named?: number[]): Promise<PictureWanted[]> {
  const beyond = (named ?? []).filter((page) => page > count)
  if (beyond.length > 0) throw invalid('pages', `It has ${count} pages; there is no page ${pageRanges(beyond)}.`)
  const shown = and(eq(pages.documentId, id), eq(pages.inUse, true))
  const columns = { page: pages.page, source: pages.source, words: pages.words }
  const rows = await tx.select(columns).from(pages).where(shown).orderBy(asc(pages.page))
  const wanted: PictureWanted[] = []
  for (const row of rows) {
    if (named ? !named.includes(row.page) : row.source === 'corrected' || row.source === 'mail') continue
    const read = row.source === 'corrected' ? await readingBefore(tx, id, row.page) : row
    const picture = read?.source === 'ocr' ? { page: row.page, beside: isBeside(read.words) } : pictureWanted(row)
    if (picture) wanted.push(picture)
    else if (named) wanted.push({ page: row.page, beside: false }) // its own text is not what stands there
  }
  if (wanted.length === 0)
    throw invalid('pages', 'No page of it is a picture of text. Name the pages to read off as one.')
  return wanted
}

/** Words of the file's own among those that were read. */
const isBeside = (words: (typeof pages.$inferSelect)['words']) => words.some(({ sure }) => sure === undefined)

async function readingBefore(tx: Tx, documentId: string, page: number) {
  const its = and(eq(pages.documentId, documentId), eq(pages.page, page), inArray(pages.source, ['ocr', 'text']))
  const [row] = await tx.select().from(pages).where(its).orderBy(desc(pages.layer)).limit(1)
  return row
}
