import { and, desc, eq, inArray, lt, lte, ne, sql } from 'drizzle-orm'
import type { Tx } from '#db/client'
import { finish, holdFence, holds, LostLease } from '#db/queue'
import { documents, jobs, pages } from '#db/schema'
import type { Actor } from '#lib/domain/actions'
import { Unreadable, type Warning } from '#lib/domain/document'
import type { Job } from '#lib/domain/jobs'
import { besideOwn, type PictureRead, sureOf } from '#lib/domain/ocr'
import { type ParsedPage, textOf } from '#lib/domain/page'
import { notFound } from '#lib/domain/refusal'
import { act } from '#lib/services/act'
import type { DocumentRow } from '#lib/services/documents/keep-document'
import { ocrJob, pending, picturesOf } from '#lib/services/documents/ocr-job'
import { relateJob } from '#lib/services/documents/relate-document'
import { keepPages, type Turn } from '#lib/services/documents/split-document'
import type { World } from '#lib/world'

type Input = { documentId: string; layer: number; language: string; pages: number[]; beside: number[] }

/** Pages that one document has read before the next one has its turn: who drops a letter need not wait for a log. */
const share = 16

/**
 * Job: the words on pages that are pictures, or have pictures beside their own text, kept page by page as text layer
 * `layer`; pages of that layer are not read again, so it goes on where a crash cut it off. Then the document is ready,
 * whatever went wrong here: its pages can be seen, and a warning says what could not be read. Throws LostLease once it
 * was cancelled, or an Error where the reading program crashed and another try follows.
 */
export async function ocrDocument(world: World, actor: Actor, input: Input, turn: Turn): Promise<void> {
  const { documentId, layer, language } = input
  const [document] = await world.db.select().from(documents).where(eq(documents.id, documentId))
  if (!document || document.deletedAt || document.phase !== 'ocr') return
  const on = { noun: 'document' as const, id: documentId }
  const left = await pagesLeft(world, input)
  let failure: Unreadable | null = null
  const tried = new Set<number>()
  const file = await world.blobs.local(document.sha256)
  try {
    const password = document.password ? { password: world.seal.open(document.password) } : {}
    const wanted = { mediaType: document.mediaType, ...password, languages: language.split('+'), pages: left }
    if (left.length > 0)
      for await (const read of world.ocr.readPictures(file.path, wanted)) {
        if (!(await holds(world, turn))) throw new LostLease(turn.id) // cancelled, or another worker has it
        tried.add(read.page)
        const rest = left.filter(({ page }) => !tried.has(page))
        const yields = tried.size >= share && rest.length > 0 && (await othersWait(world))
        await act(world, actor, 'document.read-picture', on, async (tx) => {
          await holdFence(tx, turn)
          await keepRead(world, tx, document, input, read)
          if (yields) await finish(tx, turn, world.now())
          const next = yields ? [ocrJob(documentId, { layer, language, wanted: rest })] : []
          return { value: undefined, subject: documentId, detail: { layer, page: read.page }, next }
        })
        if (yields) return
      }
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error
    if (error.code === 'crashed' && turn.mayTryAgain) throw new Error('the reading program crashed')
    failure = error
  } finally {
    await file.release()
  }
  const gaveUp = failure !== null
  await act(world, actor, 'document.ocr', on, async (tx) => {
    const next = await becomeRead(tx, documentId, { language, gaveUp })
    await finish(tx, turn, world.now())
    return { value: undefined, subject: documentId, detail: { layer, pages: tried.size }, next }
  })
}

/** What the worker says where reading off pictures broke down for good: what was read stays, and it is ready. */
export async function endOcr(world: World, actor: Actor, input: Input & { job?: { id: string; fence: number } }) {
  const { documentId, language, job } = input
  await act(world, actor, 'document.ocr', { noun: 'document', id: documentId }, async (tx) => {
    const next = await becomeRead(tx, documentId, { language, gaveUp: true })
    if (job) await finish(tx, job, world.now())
    return { value: undefined, subject: documentId, detail: { layer: input.layer, gaveUp: true }, next }
  })
}

async function othersWait({ db, now }: World): Promise<boolean> {
  const due = and(eq(jobs.name, 'documents.ocr'), eq(jobs.status, 'ready'), lte(jobs.runAt, now()))
  return (await db.select({ id: jobs.id }).from(jobs).where(due).limit(1)).length > 0
}

async function pagesLeft(world: World, { documentId, layer, pages: numbers, beside }: Input) {
  const its = and(eq(pages.documentId, documentId), eq(pages.layer, layer))
  const rows = await world.db.select({ page: pages.page }).from(pages).where(its)
  const done = new Set(rows.map(({ page }) => page))
  const also = new Set(beside)
  return numbers.filter((page) => !done.has(page)).map((page) => ({ page, beside: also.has(page) }))
}

/** Part: one page as it was read off its picture. Where that told nothing new, the page stays as it is. */
async function keepRead(world: World, tx: Tx, document: DocumentRow, input: Input, read: PictureRead) {
  const { layer, beside } = input
  const isBeside = beside.includes(read.page)
  const own = isBeside ? await ownReading(tx, document.id, read.page, layer) : null
  if (read.words && (read.words.length > 0 || !isBeside)) {
    const words = own ? besideOwn(own.words, read.words) : read.words
    const sure = sureOf(words)
    const { width, height } = own ?? (await sizeOf(tx, document.id, read.page)) ?? read
    const page: ParsedPage = { page: read.page, width, height, text: textOf(words), words, source: 'ocr' }
    await keepPages(world, tx, { document, layer, pages: [sure === null ? page : { ...page, sure }] })
  }
  const [now] = await tx.select().from(documents).where(eq(documents.id, document.id))
  if (!now) throw notFound('document')
  const found = (read.words ?? []).length > 0
  const gone = found ? ['no_text', 'picture_unread'] : read.words === null ? ['picture_unread'] : []
  const kept = now.warnings.filter(({ code, page }) => page !== read.page || !gone.includes(code))
  const warnings = read.words === null ? [...kept, { code: 'picture_unread', page: read.page }] : kept
  const done = sql`${documents.done} + 1`
  await tx.update(documents).set({ layer, done, warnings }).where(eq(documents.id, document.id))
}

/** The page as its file says it, however often it has been read off its picture since. */
async function ownReading(tx: Tx, documentId: string, page: number, layer: number) {
  const before = and(eq(pages.documentId, documentId), eq(pages.page, page), lt(pages.layer, layer))
  const own = and(before, inArray(pages.source, ['text', 'mail']))
  const [row] = await tx.select().from(pages).where(own).orderBy(desc(pages.layer)).limit(1)
  return row ?? null
}

async function sizeOf(tx: Tx, documentId: string, page: number) {
  const its = and(eq(pages.documentId, documentId), eq(pages.page, page), ne(pages.source, 'ocr'))
  const size = { width: pages.width, height: pages.height }
  const [row] = await tx.select(size).from(pages).where(its).orderBy(desc(pages.layer)).limit(1)
  return row ?? null
}

/** Part: reading off pictures is over. @returns the jobs that follow. */
async function becomeRead(
  tx: Tx,
  documentId: string,
  { language, gaveUp }: { language: string; gaveUp: boolean },
): Promise<Job[]> {
  const its = eq(documents.id, documentId)
  const [now] = await tx.select().from(documents).where(its)
  if (now?.phase !== 'ocr') return []
  const kept = now.warnings.filter(({ code }) => code !== pending)
  const unread: Warning[] = gaveUp
    ? [{ code: 'ocr_stopped', count: Math.max(1, picturesOf(now.warnings) - now.done) }]
    : []
  const state = { status: 'ready' as const, phase: 'done' as const, done: now.pages, language }
  const warnings = [...kept, ...unread]
  await tx
    .update(documents)
    .set({ ...state, warnings, version: sql`${documents.version} + 1` })
    .where(its)
  return [relateJob(documentId)]
}
