import { and, asc, desc, eq, inArray, isNotNull } from 'drizzle-orm'
import type { Tx } from '#db/client'
import { exhibitPages, exhibits, exhibitUpdates, settings } from '#db/schema'
import type { Actor } from '#lib/domain/actions'
import { checkNames, passes, type Report } from '#lib/domain/exhibit'
import type { ExhibitFacts } from '#lib/domain/exhibit-facts'
import type { ExhibitNoteView } from '#lib/domain/exhibit-note'
import type { Box, Word } from '#lib/domain/page'
import { notFound, Refusal } from '#lib/domain/refusal'
import { presentNotes } from '#lib/services/exhibits/present-notes'
import { look } from '#lib/services/look'
import type { World } from '#lib/world'

/**
 * Everything that somebody who is not signed in gets is read in this file: from exhibits, their pages, notes and updates.
 * There is no query here that could name the document they were made of, its text or its file; tests hold that.
 */
export type OpenSheet = {
  page: number
  /** Of the whole record. */
  sourcePage: number
  width: number
  height: number
  words: Word[]
  taken: { box: Box; reason: string }[]
}
export type OpenNote = Omit<ExhibitNoteView, 'id' | 'findingId'>
export type OpenExhibit = {
  slug: string
  url: string
  newsroom: string
  /** Where readers write to; null where the newsroom gives no address. */
  contact: string | null
  facts: ExhibitFacts
  version: number
  title: string
  summary: string | null
  about: string | null
  credit: string | null
  download: boolean
  sha256: string
  bytes: number
  sourcePages: number[]
  publishedAt: Date
  updatedAt: Date
  updates: { at: Date; text: string; correction: boolean }[]
  checks: { label: string; detail: string }[]
  report: Pick<Report, 'builtWith' | 'verifiedWith' | 'verifiedAt'>
  notes: OpenNote[]
  sheets: OpenSheet[]
}
type Asked = { slug: string }

/**
 * What is published at an address. `page`: that page alone.
 * Refuses not_found (never published, or not yet: the two answer alike), gone (withdrawn, with day and reason).
 */
export async function openExhibit(world: World, actor: Actor, input: Asked & { page?: number }): Promise<OpenExhibit> {
  return look(world, actor, 'publication.read', 'house', async (db) => {
    const row = await publishedAt(db, input.slug)
    const { width, height, words, taken, page, sourcePage } = exhibitPages
    const its = and(eq(exhibitPages.exhibitId, row.id), input.page === undefined ? undefined : eq(page, input.page))
    const sheets = await db
      .select({ page, sourcePage, width, height, words, taken })
      .from(exhibitPages)
      .where(its)
      .orderBy(asc(page))
    if (sheets.length === 0) throw notFound('page')
    const notes = await presentNotes(db, row.id)
    const updates = await updatesOf(db, row)
    const { slug, facts, title, summary, about, credit, download, sha256, bytes, version, sourcePages } = row
    const newest = updates.at(-1)?.at ?? row.publishedAt
    const { builtWith, verifiedWith, verifiedAt, checks } = row.report
    return {
      slug,
      url: `${world.env.appUrl}/exhibits/${slug}`,
      ...(await newsroomOf(db)),
      ...{ facts, version, title, summary, about, credit, download, sha256, bytes, sourcePages, updates, sheets },
      publishedAt: row.publishedAt,
      updatedAt: newest > row.publishedAt ? newest : row.publishedAt,
      checks: checks.map(({ name, detail }) => ({ label: checkNames[name], detail })),
      report: { builtWith, verifiedWith, verifiedAt },
      notes: notes.map(({ id: _, findingId: __, ...note }) => note),
    }
  })
}

/** The picture of a page that is published, and the hash of the exhibit that it belongs to. Refuses as openExhibit() does. */
export async function openPicture(world: World, actor: Actor, input: Asked & { page: number }) {
  return look(world, actor, 'publication.read', 'house', async (db) => {
    const row = await publishedAt(db, input.slug)
    const its = and(eq(exhibitPages.exhibitId, row.id), eq(exhibitPages.page, input.page))
    const [sheet] = await db.select({ image: exhibitPages.image }).from(exhibitPages).where(its)
    if (!sheet) throw notFound('page')
    return { sha256: row.sha256, open: () => world.blobs.open(sheet.image) }
  })
}

/** The file that is published, where it may be downloaded. Refuses as openExhibit() does. */
export async function openFile(world: World, actor: Actor, input: Asked) {
  return look(world, actor, 'publication.read', 'house', async (db) => {
    const { sha256, bytes, download, facts } = await publishedAt(db, input.slug)
    if (!download) throw notFound('file')
    const open = (range?: { start: number; end: number }) => world.blobs.open(sha256, range)
    return { name: `${facts.number}-${input.slug}.pdf`, bytes, open }
  })
}

const columns = {
  id: exhibits.id,
  investigationId: exhibits.investigationId, // updates are kept by it and the number
  number: exhibits.number,
  version: exhibits.version,
  status: exhibits.status,
  slug: exhibits.slug,
  title: exhibits.title,
  summary: exhibits.summary,
  about: exhibits.about,
  credit: exhibits.credit,
  download: exhibits.download,
  facts: exhibits.facts,
  sourcePages: exhibits.sourcePages,
  sha256: exhibits.sha256,
  bytes: exhibits.bytes,
  report: exhibits.report,
  publishedAt: exhibits.publishedAt,
  withdrawnAt: exhibits.withdrawnAt,
  withdrawnFor: exhibits.withdrawnFor,
}

async function publishedAt(db: Tx, slug: string) {
  if (!/^[a-z0-9-]{1,80}$/.test(slug)) throw notFound('exhibit')
  const its = and(eq(exhibits.slug, slug), isNotNull(exhibits.publishedAt))
  const rows = await db.select(columns).from(exhibits).where(its).orderBy(desc(exhibits.version))
  const row = rows.find(({ status }) => status === 'published')
  const { facts, sha256, bytes, report, publishedAt } = row ?? {}
  if (row && facts && sha256 && bytes && report && publishedAt && passes(report))
    return { ...row, slug, facts, sha256, bytes, report, publishedAt }
  const gone = rows.find(({ status }) => status === 'withdrawn')
  if (!row && gone?.withdrawnAt) {
    const what = gone.facts?.number ?? 'This exhibit'
    throw new Refusal(
      'gone',
      `${what} was withdrawn on ${inWords(gone.withdrawnAt)}. ${gone.withdrawnFor ?? ''}`.trim(),
    )
  }
  throw notFound('exhibit')
}
const inWords = (at: Date) => new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: 'UTC' }).format(at)

async function updatesOf(db: Tx, row: { investigationId: string; number: number; facts: ExhibitFacts }) {
  const { id, at, text, correction, investigationId, number } = exhibitUpdates
  const its = and(eq(investigationId, row.investigationId), eq(number, row.number))
  const rows = await db.select({ id, at, text, correction }).from(exhibitUpdates).where(its).orderBy(asc(at))
  return rows.filter((one) => !row.facts.leftOutUpdates.includes(one.id)).map(({ id: _, ...update }) => update)
}

async function newsroomOf(db: Tx): Promise<{ newsroom: string; contact: string | null }> {
  const kept = await db
    .select()
    .from(settings)
    .where(inArray(settings.key, ['newsroom', 'contact']))
  const said = (key: string) => {
    const value = kept.find((one) => one.key === key)?.value
    return typeof value === 'string' && value !== '' ? value : null
  }
  return { newsroom: said('newsroom') ?? 'The newsroom', contact: said('contact') }
}
