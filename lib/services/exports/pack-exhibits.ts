import { and, eq, inArray } from 'drizzle-orm'
import type { Tx } from '#db/client'
import { auditLog, documents, documentVersions, exhibitPages, exhibits, exhibitUpdates, marks, users } from '#db/schema'
import type { BagFile } from '#lib/domain/bag'
import { csvLine } from '#lib/domain/csv'
import { filesSection, findingArticle, linkTo, pageEnd, pageHead, tableSection } from '#lib/domain/export-page'
import { html } from '#lib/domain/html'
import { type OutsideFinding, outsideAnnotation } from '#lib/domain/outside-finding'
import { createOutside } from '#lib/domain/outside-words'
import { quoteOutside } from '#lib/domain/quote'
import { collectionOf, exhibitFiles, type Pack, textFile } from '#lib/services/exports/pack-files'
import { exhibitPath, exhibitsIn, findingsIn, type Home, homeOfPack } from '#lib/services/exports/read-pack'
import type { World } from '#lib/world'

type Row = typeof exhibits.$inferSelect
type Outside = ReturnType<typeof createOutside>

/**
 * Part: what outsiders may have of an investigation: published exhibits, and cleared findings as far as their passages
 * stand in them, in the exhibits' own words. Nothing else is read but to know what must not be said.
 */
export async function packExhibits(world: World, investigationId: string): Promise<Pack & { ids: string[] }> {
  const home = await homeOfPack(world.db, investigationId)
  const outside = await outsideOf(world.db, home.id)
  const rows = (await exhibitsIn(world.db, home.id, ['published'])).filter(({ sha256 }) => sha256 !== null)
  const title = outside(home.title) ?? `Exhibits ${home.key}`
  const files = filesOf(world, { ...home, title }, rows, outside)
  return { of: 2 * rows.length + 4, title, files, readme, ids: rows.map(({ id }) => id) }
}

/** Everything that is said beside the exhibits passes this. */
async function outsideOf(db: Tx, investigationId: string): Promise<Outside> {
  const now = await db.select({ words: marks.words }).from(marks).where(eq(marks.investigationId, investigationId))
  const { marks: frozen } = exhibits
  const then = await db.select({ frozen }).from(exhibits).where(eq(exhibits.investigationId, investigationId))
  const people = await db.select({ name: users.name }).from(users)
  const { name } = documents
  const files = await db.select({ name }).from(documents).where(eq(documents.investigationId, investigationId))
  const earlier = await db
    .select({ name: documentVersions.name })
    .from(documentVersions)
    .where(eq(documentVersions.investigationId, investigationId))
  const marked = [...now, ...then.flatMap((row) => row.frozen)].map(({ words }) => words)
  return createOutside({ marked, names: [...people, ...files, ...earlier].map((row) => row.name) })
}

async function* filesOf(world: World, home: Home, rows: Row[], outside: Outside): AsyncGenerator<BagFile> {
  const findings = () => findingsOutside(world.db, home, rows, outside)
  yield textFile('index.html', () => indexOf(world.db, home, rows, outside, findings))
  yield textFile('findings.csv', () => findingLines(findings()))
  yield textFile('findings.jsonld', () => collectionOf(home.key, annotations(findings())))
  yield textFile('custody.csv', () => custodyLines(world.db, home, rows))
  for (const row of rows) yield* exhibitFiles(world, home.key, row, outside(row.title))
}

/** Cleared findings with the passages that published exhibits of the very same file have. */
async function* findingsOutside(db: Tx, home: Home, rows: Row[], outside: Outside): AsyncGenerator<OutsideFinding> {
  for await (const finding of findingsIn(db, home.id, 'cleared')) {
    const passages: OutsideFinding['passages'] = []
    for (const anchor of finding.anchors)
      for (const row of rows) {
        const page = row.sourcePages.indexOf(anchor.page) + 1
        if (row.documentId !== anchor.documentId || row.sourceSha256 !== anchor.sha256 || page === 0) continue
        const its = and(eq(exhibitPages.exhibitId, row.id), eq(exhibitPages.page, page))
        const [there] = await db.select().from(exhibitPages).where(its)
        const quote = quoteOutside(there, anchor.boxes)
        if (!quote) continue
        const exhibit = `${home.key}-E${row.number}`
        const file = exhibitPath(home.key, row, 'pdf')
        passages.push({ exhibit, file, sha256: row.sha256 ?? '', page, quote, role: anchor.role })
      }
    if (passages.length === 0) continue
    const said = Object.entries(finding.values).filter(
      ([key, value]) => outside(key) !== null && outside(String(value)) !== null,
    )
    yield {
      number: finding.number,
      type: outside(finding.type),
      agency: outside(finding.agency),
      statement: outside(finding.statement),
      values: Object.fromEntries(said),
      passages,
    }
  }
}

async function* findingLines(findings: AsyncIterable<OutsideFinding>) {
  const heads = 'number,type,agency,statement,values,role,exhibit,file,page,quote,sha256'
  yield csvLine(heads.split(','))
  for await (const row of findings) {
    const values = Object.entries(row.values).map(([name, value]) => `${name}: ${value}`)
    for (const at of row.passages) {
      const said = [row.number, row.type, row.agency, row.statement, values.join('; ')]
      yield csvLine([...said, at.role, at.exhibit, at.file, at.page, at.quote, at.sha256])
    }
  }
}

async function* annotations(findings: AsyncIterable<OutsideFinding>) {
  for await (const finding of findings) yield outsideAnnotation(finding)
}

/** When each exhibit was published and what was said of it since; by whom stays inside. */
async function* custodyLines(db: Tx, { key }: Home, rows: Row[]) {
  yield csvLine(['at', 'step', 'exhibit', 'version', 'sha256'])
  for (const row of rows) {
    const steps = await db
      .select({ at: auditLog.at, action: auditLog.action, detail: auditLog.detail })
      .from(auditLog)
      .where(and(eq(auditLog.subject, row.id), inArray(auditLog.action, ['exhibit.publish', 'exhibit.update'])))
      .orderBy(auditLog.seq)
    for (const { at, action, detail } of steps) {
      if (detail.embargoUntil) continue // a day that was set: nothing was published then
      const step = action === 'exhibit.publish' ? 'published' : detail.correction ? 'corrected' : 'updated'
      yield csvLine([at.toISOString(), step, `${key}-E${row.number}`, row.version, row.sha256])
    }
  }
}

async function* indexOf(
  db: Tx,
  home: Home,
  rows: Row[],
  outside: Outside,
  findings: () => AsyncIterable<OutsideFinding>,
): AsyncGenerator<string> {
  yield String(
    pageHead(home.title, [
      `Published exhibits. ${home.newsroom}.`,
      'What was redacted is in none of these files. Findings are quoted from the exhibits themselves.',
    ]),
  )
  const exhibitRows = async function* () {
    for (const row of rows) {
      const number = `${home.key}-E${row.number}`
      const pdf = linkTo(exhibitPath(home.key, row, 'pdf'), outside(row.title) ?? number)
      const { facts } = row
      const asked = facts?.requestedOn ? `requested ${facts.requestedOn}` : null
      const came = facts?.receivedOn ? `received ${facts.receivedOn}` : null
      const about = [outside(facts?.agency), asked, came].filter(Boolean).join(', ')
      const said = await updatesOf(db, row, outside)
      const counts = new Map<string, number>()
      for (const { reason } of row.marks) counts.set(reason, (counts.get(reason) ?? 0) + 1)
      const taken = [...counts].map(([reason, n]) => `${reason} ${n}`).join(', ') || 'nothing'
      const file = html`${pdf}<br><span class="small">${about}</span>${said.map((line) => html`<br><span class="small">${line}</span>`)}`
      const report = linkTo(exhibitPath(home.key, row, 'report.json'), 'report')
      yield [number, file, row.sourcePages.length, taken, html`${report}<br><code>${row.sha256}</code>`]
    }
  }
  const heads = ['Number', 'Exhibit', 'Pages', 'Redacted', 'Checks, SHA-256']
  yield* tableSection('Exhibits', heads, exhibitRows(), 'Nothing is published yet.')
  yield '<h2>Findings</h2>\n'
  let any = false
  for await (const finding of findings()) {
    any = true
    const passages = finding.passages.map(({ quote, role, file, exhibit, page }) => ({
      quote,
      role,
      file: linkTo(file, `${exhibit}, p. ${page}`, `#page=${page}`),
    }))
    yield String(findingArticle({ ...finding, status: 'cleared', passages }))
  }
  if (!any) yield '<p>No finding is cleared yet whose passage stands in one of these exhibits.</p>\n'
  yield String(
    filesSection([
      ['findings.csv', 'the findings as a table, one line for each passage'],
      ['findings.jsonld', 'the findings as W3C Web Annotations'],
      ['custody.csv', 'when each exhibit was published and updated'],
    ]),
  )
  yield String(pageEnd)
}

async function updatesOf(db: Tx, row: Row, outside: Outside): Promise<string[]> {
  const { investigationId, number, at } = exhibitUpdates
  const its = and(eq(investigationId, row.investigationId), eq(number, row.number))
  const said = await db.select().from(exhibitUpdates).where(its).orderBy(at)
  return said.flatMap((one) => {
    const text = outside(one.text)
    return text ? [`${one.at.toISOString().slice(0, 10)} ${one.correction ? 'Correction' : 'Update'}: ${text}`] : []
  })
}

const readme = `This pack holds what a newsroom has published of one investigation: exhibits,
which are redacted copies of records, and findings that quote them.

Open data/index.html in a browser. It needs no network and no program of ours.

data/exhibits     each exhibit as a PDF, with the report of the checks on it
data/findings.*   cleared findings, quoted from the exhibits; [redacted: reason]
                  stands where something was taken out
data/custody.csv  when each exhibit was published and updated

No original is in this pack, and nothing that was redacted.

To check that nothing was changed: npx unsealed export verify PATH, or any
validator for BagIt (RFC 8493), or by hand: sha256sum -c manifest-sha256.txt
`
