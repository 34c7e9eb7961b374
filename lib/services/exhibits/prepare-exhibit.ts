import { and, asc, desc, eq, inArray, sql } from 'drizzle-orm'
import type { Tx } from '#db/client'
import { homeOf } from '#db/home'
import { documents, exhibits, investigations, marks, pages } from '#db/schema'
import type { Actor } from '#lib/domain/actions'
import { fillOf, wholeWords } from '#lib/domain/cover'
import type { ExhibitView, FrozenMark, NewExhibit } from '#lib/domain/exhibit'
import { readRanges } from '#lib/domain/page-ranges'
import { invalid, notFound, Refusal } from '#lib/domain/refusal'
import { act, nameOf } from '#lib/services/act'
import { type ExhibitRow, presentExhibit } from '#lib/services/exhibits/present-exhibit'
import type { Scope } from '#lib/services/prove'
import type { World } from '#lib/world'

/** What builds and what fills: part of what is frozen, so that it can be said years later how an exhibit was made. */
export const exhibitTool = 'unsealed exhibits 1, mupdf 1.28.1'

/**
 * Freezes source, marks and tool into a new exhibit, which is then built and verified; later marks do not change it.
 * Refuses not_found, forbidden, invalid (pages, marks, an exhibit that is none of this document), conflict (a document
 * that is not read yet, or cannot be).
 */
export async function prepareExhibit(
  world: World,
  actor: Actor,
  { documentId, input }: { documentId: string; input: NewExhibit },
): Promise<ExhibitView> {
  return act(world, actor, 'exhibit.prepare', { noun: 'document', id: documentId }, async (tx, scope) => {
    const made = await placeExhibit(tx, scope, world, input)
    const detail = { documentId: scope.id, number: made.number, version: made.version, marks: made.marks.length }
    return { value: await presentExhibit(tx, world, made), subject: made.id, detail, next: [buildJob(made)] }
  })
}

/** The job with which an exhibit begins. */
export const buildJob = ({ id }: { id: string }) => ({
  name: 'exhibits.build' as const,
  payload: { exhibitId: id },
  key: `exhibits.build ${id}`,
})

/** Part: a frozen exhibit of a document, still to be built, `by` whom it is. Refuses not_found, invalid, conflict. */
export async function placeExhibit(
  tx: Tx,
  scope: Scope,
  world: World,
  input: NewExhibit,
  by = nameOf(scope.actor),
): Promise<ExhibitRow> {
  const [document] = await tx.select().from(documents).where(eq(documents.id, scope.id))
  if (!document) throw notFound('document')
  if (document.status !== 'ready') throw new Refusal('conflict', notReady[document.status])
  const sourcePages = pagesOf(input.pages, document.pages)
  const leftOut = input.leaveOut ?? []
  const frozen = await frozenMarks(tx, scope, sourcePages, leftOut)
  const place = await placeOf(tx, scope, input.replaces)
  const id = world.id('exhibit')
  const row = {
    id,
    investigationId: scope.investigationId,
    documentId: scope.id,
    ...place,
    title: input.title,
    label: input.label || null,
    status: 'building' as const,
    sourceSha256: document.sha256,
    sourcePages,
    marks: frozen,
    leftOut,
    marksSha256: world.digest(JSON.stringify(frozen)),
    tool: exhibitTool,
    preparedBy: by,
    createdAt: world.now(),
  }
  const [made] = await tx.insert(exhibits).values(row).returning()
  if (!made) throw notFound('exhibit')
  return made
}

const notReady = {
  processing: 'This document is still being read. Its marks can be drawn; prepare the exhibit when it is ready.',
  failed: 'This document could not be read, so no copy of it can be made.',
}

function pagesOf(text: string | undefined, last: number): number[] {
  const read = readRanges(text?.trim() || `1-${last}`, last)
  if (typeof read === 'string') throw invalid('pages', read)
  return read
}

/** The marks on these pages as the words stand now; `leaveOut` must be marks of this document. */
async function frozenMarks(tx: Tx, scope: Scope, on: readonly number[], leaveOut: readonly string[]) {
  const rows = await tx
    .select()
    .from(marks)
    .where(eq(marks.documentId, scope.id))
    .orderBy(asc(marks.page), asc(marks.id))
  const unknown = leaveOut.find((id) => !rows.some((row) => row.id === id))
  if (unknown) throw invalid('leaveOut', 'One of these is no mark of this document.')
  const wanted = rows.filter(({ id, page }) => on.includes(page) && !leaveOut.includes(id))
  const frozen: FrozenMark[] = []
  for (const page of [...new Set(wanted.map((row) => row.page))]) {
    const its = and(eq(pages.documentId, scope.id), eq(pages.inUse, true), eq(pages.page, page))
    const [there] = await tx.select().from(pages).where(its)
    for (const mark of wanted.filter((row) => row.page === page)) {
      const { id, given, wholeLine, reason, exemption, words, createdBy: authorId, staysElsewhere } = mark
      const boxes = wholeWords(there?.words ?? [], given, { wholeLine })
      const size = { width: there?.width ?? 612, height: there?.height ?? 792 }
      const fills = fillOf(
        boxes,
        size,
        there?.source === 'ocr' || there?.source === 'corrected' || !there?.words.length,
        there?.words,
      )
      frozen.push({
        id,
        page,
        boxes,
        fills,
        wholeLine,
        reason,
        exemption,
        words,
        authorId,
        staysElsewhere: staysElsewhere !== null,
      })
    }
  }
  return frozen
}

/** Its number: a new one, or that of the exhibit it is the next version of. */
async function placeOf(tx: Tx, scope: Scope, replaces: string | undefined) {
  const { investigationId } = scope
  if (replaces !== undefined) {
    const home = await homeOf(tx, 'exhibit', replaces)
    const [before] = home ? await tx.select().from(exhibits).where(eq(exhibits.id, home.id)) : []
    if (before?.documentId !== scope.id) throw invalid('replaces', 'That is no exhibit of this document.')
    const its = and(eq(exhibits.investigationId, investigationId), inArray(exhibits.number, [before.number]))
    const [last] = await tx.select().from(exhibits).where(its).orderBy(desc(exhibits.version)).limit(1)
    return { number: before.number, version: (last?.version ?? 0) + 1 }
  }
  const [counter] = await tx
    .update(investigations)
    .set({ lastExhibit: sql`${investigations.lastExhibit} + 1` })
    .where(eq(investigations.id, investigationId))
    .returning()
  if (!counter) throw notFound('investigation')
  return { number: counter.lastExhibit, version: 1 }
}
