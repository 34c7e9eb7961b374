import { and, eq, inArray, isNotNull } from 'drizzle-orm'
import type { Tx } from '#db/client'
import { holdFence, holds, LostLease } from '#db/queue'
import { documentPlaces, documents, investigations } from '#db/schema'
import type { Actor } from '#lib/domain/actions'
import { type FailureCode, Unreadable, type Warning } from '#lib/domain/document'
import { mailboxTypes } from '#lib/domain/file-kinds'
import type { Within } from '#lib/domain/jobs'
import { isLost, type PackItem, type PackStop, packList } from '#lib/domain/pack-list'
import { act } from '#lib/services/act'
import { type Carried, keepCarried } from '#lib/services/documents/keep-attachments'
import type { DocumentRow } from '#lib/services/documents/keep-document'
import type { World } from '#lib/world'

/** What one archive may bring, with all that lies in it, counted on what really comes out. */
const most = { depth: 3, entries: 10_000, mails: 30_000, bytes: 4 * 1024 ** 3 }
/** Entries come into view in batches: what has been read for this long, or is this many. */
const batch = { entries: 40, ms: 2_000 }

export type Unpacked = { list: string; warnings: Warning[] }
type Found = PackItem & { carried?: Carried }

/**
 * Part of splitting: what a ZIP, a mailbox or a PDF holds becomes documents of their own, as it is read; each knows its
 * path in it. May be repeated: what is there is not made twice. @returns the list of all and what to warn of. Throws
 * Unreadable where there was nothing to be had, LostLease, or an Error where the program crashed and another try follows.
 */
export async function unpackDocument(
  world: World,
  actor: Actor,
  input: { document: DocumentRow; path: string; password: string | undefined; within: Within | undefined },
  turn: { id: string; fence: number; mayTryAgain: boolean },
): Promise<Unpacked> {
  const { document, password } = input
  const within = { root: input.within?.root ?? document.id, depth: (input.within?.depth ?? 0) + 1 }
  const ofMails = mailboxTypes.includes(document.mediaType)
  const key = await keyOf(world, document.investigationId)
  const done = (items: PackItem[], stopped: PackStop | null): Unpacked => ({
    list: packList({ name: document.name, key, thing: ofMails ? 'mail' : 'file' }, items, stopped),
    warnings: warningsOf(items, stopped),
  })
  if (within.depth > most.depth) return done([], 'too_deep')
  const limits = await limitsOf(world, document, within)
  const items: PackItem[] = []
  let waiting: Found[] = []
  let of = 0
  let stopped: PackStop | null = null
  let failure: { code: FailureCode; detail: string } | null = null
  let since = performance.now()
  const began = world.now()
  const options = { mediaType: document.mediaType, ...(password === undefined ? {} : { password }), limits }
  for await (const event of world.packs.unpack(input.path, { ...options, keep: (bytes) => world.blobs.put(bytes) })) {
    if (event.kind === 'opened') of = event.entries
    else if (event.kind === 'entry') waiting.push(await foundOf(world, document, event.entry))
    else if (event.kind === 'left') waiting.push({ path: event.path, why: event.why })
    else if (event.kind === 'stopped') stopped = event.why
    else if (event.kind === 'failed') failure = event
    if (waiting.length < batch.entries && performance.now() - since < batch.ms) continue
    if (waiting.length > 0) await keepWaiting()
    else if (!(await holds(world, turn))) throw new LostLease(turn.id) // cancelled, or another worker has it
    since = performance.now()
  }
  if (failure?.code === 'crashed' && turn.mayTryAgain) throw new Error('the program that opens archives crashed')
  const nothing = !items.some((item) => item.document) && !waiting.some((found) => found.carried)
  if (failure && (nothing || failure.code === 'encrypted')) throw new Unreadable(failure.code, failure.detail)
  if (waiting.length > 0) await keepWaiting()
  return done(items, failure ? 'cut' : stopped)

  async function keepWaiting() {
    const now = waiting
    waiting = []
    const at = { noun: 'document' as const, id: document.id }
    const kept = await act(world, actor, 'document.unpack', at, async (tx) => {
      await holdFence(tx, turn)
      const carried = now.flatMap((found) => found.carried ?? [])
      const { numbers, next } = await keepCarried(world, tx, document, carried, within)
      const total = items.length + now.length
      if (document.mediaType !== 'application/pdf') {
        const progress = { phase: 'reading' as const, startedAt: began, pages: Math.max(of, total), done: total }
        await tx.update(documents).set(progress).where(eq(documents.id, document.id))
      }
      return { value: numbers, subject: document.id, detail: { entries: now.length, of }, next }
    })
    for (const { carried, ...item } of now) {
      const number = carried && kept.get(carried.sha256)
      items.push(number === undefined ? item : { ...item, document: number })
    }
  }
}

async function foundOf(
  world: World,
  document: DocumentRow,
  entry: { path: string; name: string; sha256: string; bytes: number; flawed: boolean },
): Promise<Found> {
  const { path, name, sha256, bytes, flawed } = entry
  if (bytes === 0) return { path, bytes, why: 'empty' }
  if (sha256 === document.sha256) return { path, bytes, why: 'itself' }
  const { mediaType } = await world.sniff(sha256, name)
  return { path, bytes, carried: { sha256, bytes, name, mediaType, entry: path }, ...(flawed ? { flawed } : {}) }
}

async function keyOf(world: World, investigationId: string): Promise<string> {
  const { key } = investigations
  const [row] = await world.db.select({ key }).from(investigations).where(eq(investigations.id, investigationId))
  return row?.key ?? ''
}

/** What is left of the limits of the outermost archive. */
async function limitsOf(world: World, document: DocumentRow, { root, depth }: Within) {
  const entries = mailboxTypes.includes(document.mediaType) ? most.mails : most.entries
  if (depth === 1) return { entries, bytes: most.bytes }
  const used = await contentOf(world.db, root, document.id)
  return { entries: Math.max(0, entries - used.count), bytes: Math.max(0, most.bytes - used.bytes) }
}

/** All that came out of it so far, at any depth; what this very file brought in an earlier try does not count. */
async function contentOf(db: Tx, root: string, itself: string): Promise<{ count: number; bytes: number }> {
  const seen = new Set([root, itself])
  let bytes = 0
  for (let above = [root]; above.length > 0; ) {
    const below = await db
      .selectDistinct({ id: documents.id, bytes: documents.bytes })
      .from(documentPlaces)
      .innerJoin(documents, eq(documents.id, documentPlaces.documentId))
      .where(and(isNotNull(documentPlaces.parentId), inArray(documentPlaces.parentId, above.slice(0, most.mails))))
    const fresh = below.filter(({ id }) => !seen.has(id))
    for (const { id, bytes: own } of fresh) {
      seen.add(id)
      bytes += own
    }
    above = fresh.map(({ id }) => id)
  }
  return { count: seen.size - 2, bytes }
}

function warningsOf(items: readonly PackItem[], stopped: PackStop | null): Warning[] {
  const locked = items.filter(({ why }) => why === 'locked').length
  const refused = items.filter(({ why }) => why === 'wrong_password').length
  const lost = items.filter(({ why }) => isLost(why)).length - locked - refused
  const flawed = items.filter((item) => item.flawed).length
  return [
    ...(locked > 0 ? [{ code: 'entries_locked', count: locked }] : []),
    ...(refused > 0 ? [{ code: 'entries_refused', count: refused }] : []),
    ...(lost > 0 ? [{ code: 'entries_lost', count: lost }] : []),
    ...(flawed > 0 ? [{ code: 'entries_flawed', count: flawed }] : []),
    ...(stopped ? [{ code: `pack_${stopped}` }] : []),
  ]
}
