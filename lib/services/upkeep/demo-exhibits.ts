import { and, eq } from 'drizzle-orm'
import type { Tx } from '#db/client'
import { exhibitNotes, exhibitUpdates, pages } from '#db/schema'
import type { Actor } from '#lib/domain/actions'
import { findQuote } from '#lib/domain/anchor'
import { demoExhibits } from '#lib/domain/demo/exhibits'
import type { DemoPerson } from '#lib/domain/demo/marking'
import { placeMarks } from '#lib/services/exhibits/add-marks'
import { placeExhibit } from '#lib/services/exhibits/prepare-exhibit'
import type { ExhibitRow } from '#lib/services/exhibits/present-exhibit'
import { prove } from '#lib/services/prove'
import type { Ids } from '#lib/services/upkeep/demo-requests'
import type { World } from '#lib/world'

/** Building and verifying the two takes some seconds; asked before, it is asked again. */
const untilBuiltMs = 15_000

/** Part: marks and exhibits of the fictional reporter, still to be built; the notes of an exhibit keep their own days. */
export async function placeDemoExhibits(
  world: World,
  tx: Tx,
  actor: Actor,
  { documents, people }: { documents: Ids; people: Record<DemoPerson, string> },
): Promise<ExhibitRow[]> {
  const made: ExhibitRow[] = []
  for (const { title, documentKey, marks, updates, notes } of demoExhibits) {
    const scope = await prove(tx, actor, 'demo.load', { noun: 'document', id: documents.get(documentKey) ?? '' })
    for (const mark of marks) await placeMarks(tx, scope, world, mark, people.reporter)
    const row = await placeExhibit(tx, scope, world, { title, label: 'readers' }, people.reporter)
    const { investigationId, number } = row
    for (const { on, text } of updates) {
      const at = new Date(`${on}T12:00:00Z`)
      const note = { id: world.id('update'), investigationId, number, text, correction: false }
      await tx.insert(exhibitUpdates).values({ ...note, createdBy: people.reporter, at })
    }
    for (const [i, { page, quote, title, text }] of notes.entries()) {
      const boxes = quote ? await boxesOf(tx, row.documentId, page, quote) : []
      const note = { id: world.id('exhibitNote'), exhibitId: row.id, page, boxes, title, text, position: i + 1 }
      await tx.insert(exhibitNotes).values({ ...note, findingId: null })
    }
    made.push(row)
  }
  return made
}

async function boxesOf(tx: Tx, documentId: string, page: number, quote: string) {
  const its = and(eq(pages.documentId, documentId), eq(pages.inUse, true), eq(pages.page, page))
  const [there] = await tx.select({ words: pages.words }).from(pages).where(its)
  const found = findQuote(there?.words ?? [], quote)
  if (!found) throw new Error(`the demonstration quotes what does not stand on page ${page}: ${quote}`)
  return found.boxes
}

/** The job that publishes them once the verifier has passed them. */
export const publishJob = (investigationId: string, now: Date) => ({
  name: 'demo.publish' as const,
  payload: { investigationId },
  key: `demo.publish ${investigationId}`,
  runAt: new Date(now.getTime() + untilBuiltMs),
})
