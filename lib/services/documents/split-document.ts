import { and, eq, gt, inArray, sql } from 'drizzle-orm'
import type { Tx } from '#db/client'
import { finish, holdFence, holds, LostLease } from '#db/queue'
import { documents, pages } from '#db/schema'
import { indexDocument, indexPages } from '#db/search'
import type { Actor } from '#lib/domain/actions'
import type { ArchiveFacts } from '#lib/domain/archive-facts'
import { type FailureCode, Unreadable, type Warning } from '#lib/domain/document'
import { mailTypes, packTypes } from '#lib/domain/file-kinds'
import type { Job, Within } from '#lib/domain/jobs'
import { type PictureWanted, pictureWanted } from '#lib/domain/ocr'
import type { ParsedPage } from '#lib/domain/page'
import { notFound } from '#lib/domain/refusal'
import { act } from '#lib/services/act'
import { keepCarried } from '#lib/services/documents/keep-attachments'
import type { DocumentRow } from '#lib/services/documents/keep-document'
import { mailWords } from '#lib/services/documents/mail-words'
import { awaitingOcr, ocrJob, pending } from '#lib/services/documents/ocr-job'
import { packListFile } from '#lib/services/documents/pack-list-file'
import { placeMail } from '#lib/services/documents/place-mail'
import { type MailRead, readMail } from '#lib/services/documents/read-mail'
import { relateJob } from '#lib/services/documents/relate-document'
import { unpackDocument } from '#lib/services/documents/unpack-document'
import { holdWords, settleQuarantine } from '#lib/services/quarantine/hold-words'
import type { World } from '#lib/world'

/** The claim under which results are kept, and whether another try would follow a crash. */
export type Turn = { id: string; fence: number; mayTryAgain: boolean }
type Failure = { code: FailureCode; detail: string }

/**
 * Pages are kept so many at a time; of a file that is read slowly a few of them soon, so that there is something to
 * read (ms since the last were kept).
 */
const mostKept = 50
const fewKept = { pages: 4, afterMs: 300 }
/** How soon a reading that was cancelled is noticed, in ms. */
const askEveryMs = 500

/**
 * Job: any kind of file → pages with their words, kept as they come, as text layer `layer`; a mail's facts, and what
 * it carried as documents of their own. What cannot be read at all is failed, in words; what can be read in part is
 * ready, with a warning. May be repeated. Throws Unreadable, or an Error where the reading program crashed and another
 * try follows.
 */
export async function splitDocument(
  world: World,
  actor: Actor,
  input: { documentId: string; layer: number; within?: Within },
  turn: Turn,
): Promise<void> {
  const { documentId, layer, within } = input
  const [document] = await world.db.select().from(documents).where(eq(documents.id, documentId))
  if (!document || document.deletedAt) return
  const on = { noun: 'document' as const, id: documentId }
  const file = await world.blobs.local(document.sha256)
  let list: typeof file | undefined
  try {
    const mail = mailTypes.includes(document.mediaType) ? await readMail(world, file.path, document.mediaType) : null
    const password = document.password ? world.seal.open(document.password) : undefined
    const inside = { document, path: file.path, password, within }
    const pack = packTypes.includes(document.mediaType) ? await unpackDocument(world, actor, inside, turn) : null
    if (pack) list = await packListFile(world, pack.list).local()
    const { path } = list ?? file
    const mediaType = list ? 'text/plain' : document.mediaType
    const batch = `${document.investigationId} ${document.createdBy}`
    const warnings: Warning[] = [...(mail?.warnings ?? []), ...(pack?.warnings ?? [])]
    let waiting: ParsedPage[] = []
    let done = 0
    let of = 0
    let failure: Failure | null = null
    let facts: ArchiveFacts | null = null
    const pictures: PictureWanted[] = []
    const began = world.now()
    let asked = performance.now()
    let kept = asked
    for await (const event of world.reader.readDocument(path, { mediaType, password, mail: mail?.parsed, batch })) {
      if (event.kind === 'opened') of = event.pages
      else if (event.kind === 'page') {
        waiting.push(event.page)
        const wanted = mayBePicture(document, event.page) ? pictureWanted(event.page) : null
        if (wanted) pictures.push(wanted)
      } else if (event.kind === 'warning') warnings.push(warningOf(event))
      else if (event.kind === 'facts') facts = event.facts
      else if (event.kind === 'failed') failure = event
      const soon = waiting.length >= fewKept.pages && performance.now() - kept > fewKept.afterMs
      if (soon || waiting.length >= mostKept) await keepWaiting()
      if (performance.now() - asked < askEveryMs) continue
      asked = performance.now()
      if (!(await holds(world, turn))) throw new LostLease(turn.id) // cancelled, or another worker has it
    }
    if (failure?.code === 'crashed' && turn.mayTryAgain) throw new Error('the reading program crashed')
    const read = done + waiting.length
    if (failure && read === 0 && !mail) throw new Unreadable(failure.code, failure.detail)
    if (failure) warnings.push({ code: 'cut_short', count: read })
    await takeOutAttached(world, actor, inside, turn, warnings)
    const ocr = await picturesToRead(world, document, pictures, warnings)
    await act(world, actor, 'document.split', on, async (tx) => {
      await keepPages(world, tx, { document, layer, pages: waiting })
      const next = await becomeReady(world, tx, {
        document,
        layer,
        pages: read,
        warnings,
        mail,
        pack,
        facts,
        within,
        ocr,
      })
      await finish(tx, turn, world.now())
      return { value: undefined, subject: documentId, detail: { layer, pages: read, warnings: warnings.length }, next }
    })

    async function keepWaiting() {
      const now = waiting
      if (!document) throw notFound('document')
      await act(world, actor, 'document.read-pages', on, async (tx) => {
        await holdFence(tx, turn)
        await keepPages(world, tx, { document, layer, pages: now })
        const progress = {
          phase: 'reading' as const,
          startedAt: began,
          pages: of,
          done: done + now.length,
          layer,
        }
        await tx.update(documents).set(progress).where(eq(documents.id, documentId))
        return { value: undefined, subject: documentId, detail: { layer, from: done + 1, to: done + now.length } }
      })
      done += now.length
      waiting = []
      kept = performance.now()
    }
  } finally {
    await list?.release()
    await file.release()
  }
}

/** Pages of PDFs and pictures may be pictures of text as a whole; those of office files may hold some. */
const mayBePicture = ({ mediaType }: DocumentRow, { pictures = [] }: ParsedPage) =>
  mediaType === 'application/pdf' || mediaType.startsWith('image/') || pictures.length > 0

/** Which pages are read off their pictures, and in which languages; null where there are none, or nobody to read them. */
async function picturesToRead(
  world: World,
  document: DocumentRow,
  wanted: readonly PictureWanted[],
  warnings: Warning[],
) {
  if (wanted.length === 0) return null
  const known = await world.ocr.languages()
  const asked = (document.language ?? world.env.OCR_LANGUAGES).split('+')
  const language = asked.filter((one) => known.has(one)).join('+')
  if (language === '') warnings.push({ code: 'no_language' })
  return language === '' ? null : { wanted, language }
}

/** Files inside a PDF become documents of their own; what is still to be warned of are those that could not. */
async function takeOutAttached(
  world: World,
  actor: Actor,
  inside: Parameters<typeof unpackDocument>[2],
  turn: Turn,
  warnings: Warning[],
): Promise<void> {
  const at = warnings.findIndex(({ code }) => code === 'attached_files')
  if (at === -1 || inside.document.mediaType !== 'application/pdf') return
  try {
    const { warnings: left } = await unpackDocument(world, actor, inside, turn)
    warnings.splice(at, 1, ...left)
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error // then they stay hidden, and the warning says so
  }
}

/** Part: pages as read in a text layer, which is from now on the one shown and searched; earlier readings stay. */
export async function keepPages(
  world: World,
  tx: Tx,
  input: { document: DocumentRow; layer: number; pages: readonly ParsedPage[]; madeBy?: string },
) {
  const { document, layer, madeBy = null } = input
  const { id: documentId, investigationId } = document
  const numbers = input.pages.map((page) => page.page)
  const its = and(eq(pages.documentId, documentId), inArray(pages.page, numbers))
  await tx.delete(pages).where(and(its, eq(pages.layer, layer))) // what an earlier try left
  await tx
    .update(pages)
    .set({ inUse: false })
    .where(and(its, eq(pages.inUse, true)))
  await holdWords(world, tx, input)
  const rows = input.pages.map(({ held: _, ...page }) => {
    return { ...page, documentId, layer, investigationId, madeBy, madeAt: world.now() }
  })
  for (let at = 0; at < rows.length; at += 25) await tx.insert(pages).values(rows.slice(at, at + 25))
  await indexPages(tx, { investigationId, documentId, pages: input.pages })
}

/** Pages that an earlier reading had beyond the last one of now are neither shown nor found any more. */
async function leaveOut(tx: Tx, { id: documentId, investigationId }: DocumentRow, last: number) {
  const beyond = and(eq(pages.documentId, documentId), eq(pages.inUse, true), gt(pages.page, last))
  const gone = await tx.update(pages).set({ inUse: false }).where(beyond).returning({ page: pages.page })
  await indexPages(tx, { investigationId, documentId, pages: gone.map(({ page }) => ({ page, text: '' })) })
}

/** Part: the last step: the document is ready. @returns the jobs of what a mail carried. */
export async function becomeReady(
  world: World,
  tx: Tx,
  input: {
    document: DocumentRow
    layer: number
    pages: number
    warnings: Warning[]
    mail: MailRead | null
    /** The list of what lies in an archive: what its pages are made of. */
    pack?: { list: string } | null
    facts?: ArchiveFacts | null
    /** Pages still to be read off their pictures; until then it is not ready, and what was read can be read. */
    ocr?: { wanted: readonly PictureWanted[]; language: string } | null
    within?: Within | undefined
  },
): Promise<Job[]> {
  const { document, layer, mail, pack } = input
  const its = eq(documents.id, document.id)
  await leaveOut(tx, document, input.pages)
  const carried = mail ? await keepCarried(world, tx, document, mail.attachments, input.within) : null
  const said = mail ? { email: mail.email, html: mail.html, text: mail.text } : pack ? { text: pack.list } : {}
  const { facts = null, ocr } = input
  const found = [...input.warnings, ...(await settleQuarantine(world, tx, document, layer))]
  const warnings = ocr ? [...found, { code: pending, count: ocr.wanted.length }] : found
  const read = { layer, pages: input.pages, done: input.pages, warnings, facts, ...said }
  const state = ocr ? { ...awaitingOcr, startedAt: world.now() } : { status: 'ready' as const, phase: 'done' as const }
  const next = { ...read, ...state, failureCode: null, failureDetail: null, version: sql`${documents.version} + 1` }
  const [row] = await tx.update(documents).set(next).where(its).returning()
  if (!row) throw notFound('document')
  await indexDocument(tx, {
    investigationId: row.investigationId,
    documentId: row.id,
    name: row.name,
    ...mailWords(row.email),
  })
  await placeMail(world, tx, row, row.createdBy)
  const follows = ocr ? ocrJob(row.id, { ...ocr, layer: layer + 1 }) : relateJob(row.id)
  return [...(carried?.next ?? []), follows]
}

const warningOf = ({ code, page, count }: Warning): Warning => ({
  code,
  ...(page === undefined ? {} : { page }),
  ...(count === undefined ? {} : { count }),
})
