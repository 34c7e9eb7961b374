import { and, eq, inArray, isNull } from 'drizzle-orm'
import type { Tx } from '#db/client'
import { anchors, communications, documentPlaces, exhibitNotes, exhibits, findings, marks, messages } from '#db/schema'
import type { Actor } from '#lib/domain/actions'
import { type NamesAbout, namesIn, namesOfMailbox } from '#lib/domain/names-in'
import { look } from '#lib/services/look'
import type { World } from '#lib/world'

/**
 * Whom the record names about a document, to be looked for in it: in its findings; in the notes on its marks and its
 * exhibits and on the letters and calls it came with; in the heads of the mails that it is, holds or came with.
 * Refuses not_found.
 */
export async function namesAbout(world: World, actor: Actor, input: { documentId: string }): Promise<NamesAbout> {
  return look(world, actor, 'mark.list', { noun: 'document', id: input.documentId }, async (db, { id }) => {
    const found = namesIn(await saidInFindings(db, id))
    const places = await db.select().from(documentPlaces).where(eq(documentPlaces.documentId, id))
    const letters = await lettersOf(db, places)
    const noted = namesIn([...(await notesOn(db, id)), ...letters.map(({ subject, body }) => `${subject}\n${body}`)])
    const heads = await headsOf(db, [id, ...places.flatMap(({ parentId }) => parentId ?? [])])
    const people = [...heads, ...letters.flatMap(({ from, to }) => [from ?? '', to ?? ''])].flatMap(namesOfMailbox)
    const told = new Set(found)
    const notes = noted.filter((name) => !told.has(name))
    for (const name of notes) told.add(name)
    const mails = [...new Set(people)].filter((name) => /\p{L},?\s\p{L}/u.test(name) && !told.has(name)).slice(0, 50)
    return { findings: found, notes, mails }
  })
}

async function saidInFindings(db: Tx, documentId: string): Promise<string[]> {
  const rows = await db
    .select({ statement: findings.statement, exact: anchors.exact })
    .from(anchors)
    .innerJoin(findings, eq(findings.id, anchors.findingId))
    .where(and(eq(anchors.documentId, documentId), isNull(findings.deletedAt)))
  return rows.flatMap(({ statement, exact }) => [statement, exact])
}

async function notesOn(db: Tx, documentId: string): Promise<string[]> {
  const own = await db.select({ note: marks.note }).from(marks).where(eq(marks.documentId, documentId))
  const { id, summary, about, credit } = exhibits
  const made = await db.select({ id, summary, about, credit }).from(exhibits).where(eq(exhibits.documentId, documentId))
  const ids = made.map((one) => one.id)
  const { title, text, exhibitId } = exhibitNotes
  const open = ids.length > 0 ? await db.select({ title, text }).from(exhibitNotes).where(inArray(exhibitId, ids)) : []
  return [
    ...own.map(({ note }) => note),
    ...made.flatMap((one) => [one.summary, one.about, one.credit]),
    ...open.flatMap((one) => [one.title, one.text]),
  ].filter((text) => text !== null)
}

async function lettersOf(db: Tx, places: readonly { communicationId: string | null }[]) {
  const ids = places.flatMap(({ communicationId }) => communicationId ?? [])
  const { id, from, to, subject, body } = communications
  return ids.length > 0 ? db.select({ from, to, subject, body }).from(communications).where(inArray(id, ids)) : []
}

async function headsOf(db: Tx, documentIds: readonly string[]): Promise<string[]> {
  const { from, to, cc, documentId } = messages
  const rows = await db
    .select({ from, to, cc })
    .from(messages)
    .where(inArray(documentId, [...documentIds]))
  return rows.flatMap((one) => [one.from ?? '', ...one.to, ...one.cc])
}
