import { and, eq, inArray, isNull, ne } from 'drizzle-orm'
import type { Tx } from '#db/client'
import { agencies, documentBands, documentPlaces, documents, messages, requests } from '#db/schema'
import type { EmailFacts } from '#lib/domain/document'
import { timeZoneOf } from '#lib/domain/jurisdiction'
import type { PrintedMail } from '#lib/domain/printed-mail'
import { splitQuoted } from '#lib/domain/quoted'
import { instantOf, offsetOf } from '#lib/domain/sent-text'
import { belongTogether, type Correspondence, groupsOf, isTelling, plainSubject, saysLittle } from '#lib/domain/thread'
import type { DocumentRow } from '#lib/services/documents/keep-document'
import type { World } from '#lib/world'

type MessageRow = typeof messages.$inferSelect
type Fresh = Omit<MessageRow, 'id' | 'threadId' | 'documentId' | 'investigationId'>
/** A message with what tells which others it belongs with. `below`: it stands in the history of the one before it. */
type Told = { fresh: Fresh; said: Correspondence; below: boolean }

/** How much of a body is searched for what it quotes, in characters; and how many others are looked at. */
const mostBody = 200_000
const mostOthers = 500

/**
 * Part: the messages that a document is, or that are printed on it, replace those found before; each joins the threads
 * it belongs to, which become one where it belongs to several. @returns by what bands the document's mail is found.
 */
export async function keepMessages(world: World, tx: Tx, document: DocumentRow, printed: readonly PrintedMail[]) {
  const told = document.email ? [toldOf(document, document.email)] : await printedOf(tx, document, printed)
  const rows = await replaceRows(world, tx, document, told)
  const bands = [...new Set(told.flatMap(({ said }) => bandsOfMail(world, said)))]
  const others = await othersWith(tx, document, bands)
  const links: [string, string][] = chained(told).map(([a, b]) => [rows[a]?.threadId ?? '', rows[b]?.threadId ?? ''])
  told.forEach(({ said }, i) => {
    for (const other of others) {
      if (belongTogether(said, other.said)) links.push([rows[i]?.threadId ?? '', other.threadId])
    }
  })
  const threads = await joinThreads(tx, document.investigationId, links)
  return { bands, messages: rows.length, threads }
}

function toldOf(document: DocumentRow, email: EmailFacts): Told {
  const { from, to, cc, subject, messageId } = email
  const sentAt = email.date ? new Date(email.date) : null
  const fresh = { page: null, lastPage: null, from, to, cc, sentAt, sentText: null, subject, messageId }
  return { fresh, said: asCorrespondence(email, document.text ?? ''), below: false }
}

/** What a mail says of whom it belongs with. */
export function asCorrespondence(email: EmailFacts, text: string): Correspondence {
  const named = email.headers?.references?.flatMap((value) => value.match(/<[^<>\s]+>/g) ?? []) ?? []
  const ids = [email.messageId, email.inReplyTo, ...named].filter((id) => id !== null)
  const people = [...(email.from === null ? [] : [email.from]), ...email.to, ...email.cc]
  return {
    from: email.from,
    to: email.to,
    cc: email.cc,
    sentAt: email.date ? Date.parse(email.date) : null,
    printed: false,
    subject: email.subject,
    id: email.messageId,
    references: [...new Set(ids)].filter((id) => isTelling(id, people)),
    quotes: text === '' ? [] : splitQuoted(text.slice(0, mostBody)).quotes,
  }
}

/** A printed clock is that of the agency of the request that it came with; without one it is read as UTC, for the order. */
async function printedOf(tx: Tx, document: DocumentRow, printed: readonly PrintedMail[]): Promise<Told[]> {
  if (printed.length === 0) return []
  const [agency] = await tx
    .select({ jurisdiction: agencies.jurisdiction })
    .from(documentPlaces)
    .innerJoin(requests, eq(requests.id, documentPlaces.requestId))
    .innerJoin(agencies, eq(agencies.id, requests.agencyId))
    .where(eq(documentPlaces.documentId, document.id))
    .limit(1)
  const zone = agency ? timeZoneOf(agency.jurisdiction) : 'UTC'
  return printed.map(({ page, lastPage, from, to, cc, sent, sentText, subject, chained: below }) => {
    const sentAt = sent ? instantOf(sent, offsetOf(sent.wall, zone)) : null
    const fresh = { page, lastPage, from, to, cc, sentAt, sentText, subject, messageId: null }
    return { fresh, below, said: saidInPrint(fresh) }
  })
}

const saidInPrint = ({ from, to, cc, sentAt, subject }: Fresh): Correspondence => {
  return {
    from,
    to,
    cc,
    sentAt: sentAt?.getTime() ?? null,
    printed: true,
    subject,
    id: null,
    references: [],
    quotes: [],
  }
}

/** A message that was there before keeps its id and its thread. */
async function replaceRows(world: World, tx: Tx, document: DocumentRow, told: readonly Told[]): Promise<MessageRow[]> {
  const { id: documentId, investigationId } = document
  const before = await tx.select().from(messages).where(eq(messages.documentId, documentId))
  const isIt = (row: Fresh, fresh: Fresh) =>
    row.page === fresh.page &&
    row.sentText === fresh.sentText &&
    row.from === fresh.from &&
    row.subject === fresh.subject
  const rows = told.map(({ fresh }): MessageRow => {
    const at = before.findIndex((row) => isIt(row, fresh))
    const [old] = at === -1 ? [] : before.splice(at, 1)
    const id = old?.id ?? world.id('message')
    return { ...fresh, id, threadId: old?.threadId ?? id, documentId, investigationId }
  })
  await tx.delete(messages).where(eq(messages.documentId, documentId))
  for (let at = 0; at < rows.length; at += 50) await tx.insert(messages).values(rows.slice(at, at + 50))
  return rows
}

/** By what a mail is found: the Message-IDs it names, its subject and those it quotes, its sender's moment. */
function bandsOfMail(world: World, said: Correspondence): string[] {
  const subjects = [said.subject, ...said.quotes.flatMap((quote) => quote.subject ?? [])].map(plainSubject)
  const telling = [...new Set(subjects)]
    .filter((subject) => !saysLittle(subject))
    .map((subject) => `subject ${subject}`)
  const moment =
    said.sentAt === null ? [] : [`moment ${plainSubject(said.subject)} ${Math.floor(said.sentAt / 60_000)}`]
  const named = [...said.references.map((id) => `id ${id}`), ...telling, ...moment]
  return named.map((name) => `mail ${world.digest(name).slice(0, 32)}`)
}

/** Messages of other documents here that share a band. */
async function othersWith(tx: Tx, document: DocumentRow, bands: readonly string[]) {
  const here = and(
    eq(documentBands.investigationId, document.investigationId),
    ne(documentBands.documentId, document.id),
  )
  const ids = new Set<string>()
  for (let at = 0; at < bands.length && ids.size < mostOthers; at += 200) {
    const shared = await tx
      .selectDistinct({ id: documentBands.documentId })
      .from(documentBands)
      .innerJoin(documents, and(eq(documents.id, documentBands.documentId), isNull(documents.deletedAt)))
      .where(and(here, inArray(documentBands.band, bands.slice(at, at + 200))))
      .limit(mostOthers)
    for (const { id } of shared) ids.add(id)
  }
  const others: { said: Correspondence; threadId: string }[] = []
  const all = [...ids].slice(0, mostOthers)
  for (let at = 0; at < all.length; at += 50) {
    const rows = await tx
      .select({ message: messages, email: documents.email, text: documents.text })
      .from(messages)
      .innerJoin(documents, eq(documents.id, messages.documentId))
      .where(inArray(messages.documentId, all.slice(at, at + 50)))
    for (const { message, email, text } of rows) {
      const said = message.page === null && email ? asCorrespondence(email, text ?? '') : saidInPrint(message)
      others.push({ said, threadId: message.threadId })
    }
  }
  return others
}

/** Pairs within one document: what stands below the one it answers, and what belongs together anyway. */
function chained(told: readonly Told[]): [number, number][] {
  const pairs: [number, number][] = []
  const bySubject = new Map<string, number[]>()
  told.forEach(({ said, below }, i) => {
    const subject = plainSubject(said.subject)
    const before = told[i - 1]
    if (below && before && plainSubject(before.said.subject) === subject) pairs.push([i - 1, i])
    const same = bySubject.get(subject) ?? []
    for (const other of same.slice(-50)) {
      const that = told[other]
      if (that && belongTogether(that.said, said)) pairs.push([other, i])
    }
    bySubject.set(subject, [...same, i])
  })
  return pairs
}

/** Threads that are linked become one: the one whose id comes first. @returns how many were joined to another. */
async function joinThreads(tx: Tx, investigationId: string, links: readonly [string, string][]): Promise<number> {
  const ids = [...new Set(links.flat())].sort()
  const place = new Map(ids.map((id, i) => [id, i]))
  const groups = groupsOf(
    ids.length,
    links.map(([a, b]) => [place.get(a) ?? 0, place.get(b) ?? 0]),
  )
  let joined = 0
  for (const group of groups) {
    const [first, ...rest] = group.map((i) => ids[i] ?? '')
    if (first === undefined || rest.length === 0) continue
    joined += rest.length
    for (let at = 0; at < rest.length; at += 200)
      await tx
        .update(messages)
        .set({ threadId: first })
        .where(and(eq(messages.investigationId, investigationId), inArray(messages.threadId, rest.slice(at, at + 200))))
  }
  return joined
}
