import { buffer } from 'node:stream/consumers'
import { and, asc, eq } from 'drizzle-orm'
import type { Tx } from '#db/client'
import { finish, holdFence, holds, LostLease } from '#db/queue'
import { blobs, documents, exhibitPages, exhibits, investigations, pages } from '#db/schema'
import type { Actor } from '#lib/domain/actions'
import { wordsOutside } from '#lib/domain/cover'
import { Unreadable } from '#lib/domain/document'
import { coversOn } from '#lib/domain/judge-exhibit'
import { type Box, textOf, type Word } from '#lib/domain/page'
import { act } from '#lib/services/act'
import { saidOfExhibit } from '#lib/services/exhibits/fail-exhibit'
import { exhibitRow } from '#lib/services/exhibits/present-exhibit'
import type { World } from '#lib/world'

type Turn = { id: string; fence: number; mayTryAgain: boolean }

/**
 * Job: every page of an exhibit from filled pixels, with the words outside every mark and no others, then its file. The
 * document and its text are only read. Pages that are there already are not made again.
 * Throws Unreadable, LostLease, or an Error where another try follows.
 */
export async function buildExhibit(
  world: World,
  actor: Actor,
  input: { exhibitId: string },
  turn: Turn,
): Promise<void> {
  const { exhibitId } = input
  const row = await exhibitRow(world.db, exhibitId)
  if (row?.status !== 'building') return
  const [document] = await world.db.select().from(documents).where(eq(documents.id, row.documentId))
  if (!document || document.deletedAt || document.sha256 !== row.sourceSha256)
    throw new Unreadable('damaged', 'The document was replaced or deleted before its copy was made. Prepare it anew.')
  const on = { noun: 'exhibit' as const, id: exhibitId }
  const there = await pagesOf(world, exhibitId)
  const numbers = new Set(there.map(({ page }) => page))
  const wanted = row.sourcePages
    .map((page, i) => ({ n: i + 1, page, ...coversOn(row.marks, page) }))
    .filter(({ n }) => !numbers.has(n))
  const password = document.password ? { password: world.seal.open(document.password) } : {}
  const file = await world.blobs.local(row.sourceSha256)
  const [home] = await world.db
    .select({ key: investigations.key })
    .from(investigations)
    .where(eq(investigations.id, row.investigationId))
  const number = `${home?.key}-E${row.number}`
  try {
    const asked = wanted.map((covers) => ({
      ...covers,
      words: async () => (await outsideWords(world, row.documentId, covers)).map(({ box }) => box),
    }))
    const options = { mediaType: document.mediaType, ...password, pages: asked }
    let at = 0
    for await (const filled of world.exhibits.fill(file.path, options)) {
      if (!(await holds(world, turn))) throw new LostLease(turn.id)
      const covers = wanted[at++]
      if (!covers) throw new Error('more pages than were asked for')
      const { n } = covers
      const words = seenOf(await outsideWords(world, row.documentId, covers), filled.unseen)
      const taken = row.marks
        .filter(({ page }) => page === covers.page)
        .flatMap(({ boxes, reason }) => boxes.map((box) => ({ box, reason })))
      const { pageWidth: width, pageHeight: height, image } = filled
      const kept = await world.blobs.put(one(image.data))
      const page = { exhibitId, page: n, sourcePage: covers.page, width, height, image: kept.sha256, words, taken }
      await act(world, actor, 'exhibit.build', on, async (tx) => {
        await holdFence(tx, turn)
        await keepBlob(world, tx, kept)
        await tx.insert(exhibitPages).values({ ...page, text: textOf(words) })
        await tx.update(exhibits).set({ done: n }).where(eq(exhibits.id, exhibitId))
        return { value: undefined, subject: exhibitId, detail: { page: n } }
      })
    }
    const all = await pagesOf(world, exhibitId)
    const sheets = all.map((page) => ({
      ...page,
      image: async () => buffer(await world.blobs.open(page.image)),
      stamp: `${number} · ${page.page} of ${all.length}`,
    }))
    const kept = await world.blobs.put(world.exhibits.pdf(row.title, sheets))
    await act(world, actor, 'exhibit.build', on, async (tx) => {
      await keepBlob(world, tx, kept)
      const open = and(eq(exhibits.id, exhibitId), eq(exhibits.status, 'building'))
      await tx.update(exhibits).set(kept).where(open)
      await finish(tx, turn, world.now())
      const next = [{ name: 'exhibits.verify' as const, payload: { exhibitId }, key: `exhibits.verify ${exhibitId}` }]
      return { value: undefined, subject: exhibitId, detail: { sha256: kept.sha256, pages: all.length }, next }
    })
  } catch (error) {
    throw saidOfExhibit('build', error)
  } finally {
    await file.release()
  }
}

async function* one(bytes: Uint8Array) {
  yield bytes
}

const keepBlob = (world: World, tx: Tx, { sha256, bytes }: { sha256: string; bytes: number }) =>
  tx.insert(blobs).values({ sha256, bytes, createdAt: world.now() }).onConflictDoNothing()

const pagesOf = (world: World, exhibitId: string) =>
  world.db.select().from(exhibitPages).where(eq(exhibitPages.exhibitId, exhibitId)).orderBy(asc(exhibitPages.page))

async function outsideWords(world: World, documentId: string, covers: { page: number; boxes: Box[]; fills: Box[] }) {
  const its = and(eq(pages.documentId, documentId), eq(pages.inUse, true), eq(pages.page, covers.page))
  const [page] = await world.db.select({ words: pages.words }).from(pages).where(its)
  return wordsOutside(page?.words ?? [], covers.boxes, covers.fills)
}

/** Those that can be seen on the page. Lines are counted anew, so that no gap in them tells of a line that was taken out. */
export function seenOf(words: readonly Word[], unseen: readonly number[]): Word[] {
  const hidden = new Set(unseen)
  const lines = new Map<number, number>()
  return words
    .filter(({ text }, i) => !hidden.has(i) || !/[\p{L}\p{N}]/u.test(text))
    .map(({ text, box, line }) => {
      if (!lines.has(line)) lines.set(line, lines.size)
      return { text, box, line: lines.get(line) ?? 0 }
    })
}
