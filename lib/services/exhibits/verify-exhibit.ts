import { asc, eq } from 'drizzle-orm'
import { finish, holds, LostLease } from '#db/queue'
import { documents, exhibitPages, exhibits } from '#db/schema'
import type { Actor } from '#lib/domain/actions'
import { Unreadable } from '#lib/domain/document'
import { type Check, type CheckName, checkNames, type FoundPage, type FoundParts, passes } from '#lib/domain/exhibit'
import { isTelling } from '#lib/domain/mark'
import { printRanges } from '#lib/domain/page-ranges'
import { wordsOf } from '#lib/domain/query'
import { redacted } from '#lib/domain/quote'
import { act } from '#lib/services/act'
import { type ExhibitRow, exhibitRow } from '#lib/services/exhibits/present-exhibit'
import type { World } from '#lib/world'

type Turn = { id: string; fence: number }
type Page = typeof exhibitPages.$inferSelect

/** What attacks, said in the report. */
export const verifierTool = 'unsealed verifier 1, PDFium (@embedpdf/pdfium 2.15.1), tesseract'

/**
 * Job: another engine tries to find anything in an exhibit that should not be there; it is verified only where every
 * check passes, else failed. The report is kept either way. Throws Unreadable, LostLease, or an Error where another
 * try follows.
 */
export async function verifyExhibit(world: World, actor: Actor, { exhibitId }: { exhibitId: string }, turn: Turn) {
  const row = await exhibitRow(world.db, exhibitId)
  if (row?.status !== 'building' || row.sha256 === null) return
  const [document] = await world.db.select().from(documents).where(eq(documents.id, row.documentId))
  const its = eq(exhibitPages.exhibitId, exhibitId)
  const pages = await world.db.select().from(exhibitPages).where(its).orderBy(asc(exhibitPages.page))
  if (!document) throw new Unreadable('damaged', 'Its document is gone.')
  const strings = stringsOf(row)
  const found: FoundPage[] = []
  let parts: FoundParts | null = null
  const file = await world.blobs.local(row.sha256)
  try {
    const claimed = pages.map((page) => ({
      boxes: page.taken.map(({ box }) => box),
      fills: row.marks.filter(({ page: source }) => source === page.sourcePage).flatMap(({ fills }) => fills),
      small: () => pictureOf(world, document, page.sourcePage),
    }))
    const options = { strings: [...strings.keys()], pages: claimed, language: document.language ?? 'eng' }
    for await (const one of world.exhibits.verify(file.path, options)) {
      if ('parts' in one) parts = one.parts
      else found.push(one.page)
      if (!(await holds(world, turn))) throw new LostLease(turn.id)
    }
  } finally {
    await file.release()
  }
  const now = await exhibitRow(world.db, exhibitId)
  const frozen = now?.marksSha256 === world.digest(JSON.stringify(row.marks)) && document.sha256 === row.sourceSha256
  const checks = parts ? judged(row, pages, parts, found, strings, frozen) : []
  const report = { checks, builtWith: row.tool, verifiedWith: verifierTool, verifiedAt: world.now().toISOString() }
  const verified = passes(report)
  const wrong = checks.filter(({ passed }) => !passed).map(({ name }) => checkNames[name])
  await act(world, actor, 'exhibit.verify', { noun: 'exhibit', id: exhibitId }, async (tx) => {
    const failure = verified ? null : `The verifier found something: ${wrong.join('; ')}.`
    const state = { status: verified ? ('verified' as const) : ('failed' as const), report, failure }
    await tx.update(exhibits).set(state).where(eq(exhibits.id, exhibitId))
    await finish(tx, turn, world.now())
    return { value: undefined, subject: exhibitId, detail: { verified, failed: wrong.length } }
  })
}

/** The page as the team sees it, small: what lies outside the boxes is held against it. */
async function pictureOf(world: World, document: typeof documents.$inferSelect, page: number): Promise<Buffer> {
  const { sha256, mediaType } = document
  const password = document.password ? { password: world.seal.open(document.password) } : {}
  const file = { name: sha256, local: () => world.blobs.local(sha256) }
  return (await world.reader.renderPage(file, { mediaType, page, width: 500, ...password })).bytes
}

/** What is searched in every byte: each marked word or passage that tells of somebody, unless it may stay elsewhere. */
function stringsOf({ marks }: ExhibitRow): Map<string, string> {
  const strings = new Map<string, string>()
  for (const { words, staysElsewhere } of marks)
    for (const line of words.split('\n')) if (!staysElsewhere && isTelling(line)) strings.set(line.trim(), line)
  return strings
}

/** What was found → the eight checks. */
function judged(
  row: ExhibitRow,
  pages: readonly Page[],
  parts: FoundParts,
  found: readonly FoundPage[],
  strings: ReadonlyMap<string, string>,
  frozen: boolean,
): Check[] {
  const reasons = new Set(row.marks.map(({ reason }) => reason))
  const ours = [...reasons].flatMap((reason) => [redacted(reason), reason]).map(plain)
  const boxes = row.marks.reduce((sum, { fills }) => sum + fills.length, 0)
  const lit = found.filter(({ bright, stored }, i) => lightIn(pages[i], bright) || stored.some((n) => n > 0))
  const touched = found.filter(({ inside }) => inside.some((text) => leftOf(plain(text), ours) !== ''))
  const seen = found.filter(({ seen: words }) => words.some((word) => leftOf(plain(word), ours).length > 2))
  const said = saidAnywhere(row, found, [...strings.keys()])
  const all = [...new Set([...parts.found, ...said])]
  const sized = pages.length === row.sourcePages.length && found.length === pages.length && parts.pages === pages.length
  const far = found.filter(({ outside }) => outside.cells > Math.max(2, outside.of * 0.002))
  const check = (name: CheckName, passed: boolean, detail: string): Check => ({ name, passed, detail })
  const on = (some: readonly FoundPage[]) => `p. ${printRanges(some.map((one) => found.indexOf(one) + 1))}`
  return [
    check('pages', sized, `${found.length} of ${row.sourcePages.length}`),
    check('boxes', lit.length === 0, lit.length === 0 ? `${boxes} of ${boxes}` : `light shows on ${on(lit)}`),
    check('words', touched.length === 0, touched.length === 0 ? '0 words' : `words stand in boxes on ${on(touched)}`),
    check(
      'strings',
      all.length === 0,
      all.length === 0
        ? `${strings.size} searched, 0 found`
        : `still there: ${all.length} of ${strings.size}${whereSaid(found, all)}`,
    ),
    check('letters', seen.length === 0, seen.length === 0 ? `${boxes} boxes read` : `letters show on ${on(seen)}`),
    check(
      'parts',
      parts.problems.length === 0 && found.every(({ annotations }) => annotations === 0),
      parts.problems.join('; ') || '0 left',
    ),
    check('outside', far.length === 0, far.length === 0 ? 'as in the source' : `other than the source: ${on(far)}`),
    check('frozen', frozen, frozen ? 'unchanged' : 'the document or its marks changed meanwhile'),
  ]
}

/** Light in a box as it is drawn may only be the reason that is printed on it. */
function lightIn(page: Page | undefined, bright: readonly number[]): boolean {
  if (!page) return true
  const room = page.width * page.height
  return bright.some((n) => n > 0 && (n / room) * 1000 > 4)
}

const plain = (text: string) => text.replace(/\s+/g, '').toLowerCase()
/** What is left of a text when everything that is ours is taken out of it. */
function leftOf(text: string, ours: readonly string[]): string {
  return ours.reduce((rest, one) => rest.replaceAll(one, ''), text)
}

/** Which strings can still be read on a page, in any case, with or without accents, over line ends. */
function saidAnywhere(row: ExhibitRow, found: readonly FoundPage[], strings: readonly string[]): string[] {
  const texts = [row.title, ...found.map(({ text }) => text)].map((text) => ` ${wordsOf(text).join(' ')} `)
  return strings.filter((string) => texts.some((text) => text.includes(` ${wordsOf(string).join(' ')} `)))
}

function whereSaid(found: readonly FoundPage[], strings: readonly string[]): string {
  const on = found.flatMap(({ text }, i) => {
    const words = ` ${wordsOf(text).join(' ')} `
    return strings.some((string) => words.includes(` ${wordsOf(string).join(' ')} `)) ? [i + 1] : []
  })
  return on.length > 0 ? `, on p. ${printRanges(on)}` : ''
}
