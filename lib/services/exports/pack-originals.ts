import type { communications } from '#db/schema'
import { annotationOf } from '#lib/domain/annotation'
import type { BagFile } from '#lib/domain/bag'
import { csvLine } from '#lib/domain/csv'
import { exhibitWords } from '#lib/domain/exhibit'
import { filesSection, findingArticle, linkTo, pageEnd, pageHead, tableSection } from '#lib/domain/export-page'
import { type Html, html } from '#lib/domain/html'
import { collectionOf, exhibitFiles, keptFile, type Pack, textFile } from '#lib/services/exports/pack-files'
import {
  auditIn,
  countOriginals,
  documentsIn,
  earlierPath,
  exhibitPath,
  exhibitsIn,
  findingsIn,
  type Home,
  homeOfPack,
  letterPath,
  originalPath,
  requestsIn,
} from '#lib/services/exports/read-pack'
import type { World } from '#lib/world'

/** Part: everything an investigation holds, for the team: originals, letters, tables, exhibits, who did what. */
export async function packOriginals(world: World, investigationId: string): Promise<Pack> {
  const home = await homeOfPack(world.db, investigationId)
  const exhibits = (await exhibitsIn(world.db, home.id, ['verified', 'approved', 'published'])).filter(
    ({ sha256 }) => sha256 !== null,
  )
  const of = (await countOriginals(world.db, home.id)) + 2 * exhibits.length + 5
  return { of, title: home.title, files: filesOf(world, home, exhibits), readme }
}

type Exhibits = Awaited<ReturnType<typeof exhibitsIn>>

async function* filesOf(world: World, home: Home, exhibits: Exhibits): AsyncGenerator<BagFile> {
  const { db } = world
  yield textFile('index.html', () => indexOf(world, home, exhibits))
  for await (const row of documentsIn(db, home.id)) {
    const number = `${home.key}-D${row.number}`
    yield keptFile(world, originalPath(number, row.name), row.sha256)
    for (const old of row.earlier) yield keptFile(world, earlierPath(number, old.version, old.name), old.sha256)
  }
  for await (const { request, letters } of requestsIn(db, home.id))
    for (const [i, { letter, mail }] of letters.entries()) {
      const path = letterPath(`${home.key}-${request.number}`, i + 1, letter)
      const raw = mail?.number ? originalPath(`${home.key}-D${mail.number}`, mail.name) : null
      yield textFile(path, async function* () {
        yield letterText(letter, raw)
      })
    }
  yield textFile('requests.csv', () => requestLines(world, home))
  yield textFile('findings.csv', () => findingLines(world, home))
  yield textFile('findings.jsonld', () => collectionOf(home.key, annotations(world, home)))
  yield textFile('custody.csv', () => custodyLines(world, home))
  for (const row of exhibits) yield* exhibitFiles(world, home.key, row, row.title)
}

type Letter = typeof communications.$inferSelect

function letterText(letter: Letter, raw: string | null): string {
  const head = [
    ['Date', letter.occurredAt?.toISOString() ?? letter.occurredOn],
    ['Direction', letter.direction === 'in' ? 'from the agency' : 'to the agency'],
    ['Channel', letter.channel],
    ['Kind', letter.kind],
    ['From', letter.from],
    ['To', letter.to],
    ['Cc', letter.cc],
    ['Subject', letter.subject],
    ['The mail itself', raw],
  ]
  const lines = head.flatMap(([name, value]) => (value ? [`${name}: ${value.replace(/\s*\n\s*/g, ' ')}`] : []))
  return `${lines.join('\n')}\n\n${letter.body}\n`
}

async function* requestLines(world: World, { id, key }: Home) {
  const heads = 'number,title,agency,jurisdiction,stage,outcome,needs,filed_on,received_on,due_on,last_reply_on'
  yield csvLine([...heads.split(','), 'channel', 'tracking_numbers', 'tags', 'letters', 'text', 'note'])
  for await (const { request: row, agency, jurisdiction, letters } of requestsIn(world.db, id)) {
    const standing = [row.stage, row.outcome, row.needs, row.filedOn, row.receivedOn, row.dueOn, row.lastReplyOn]
    const more = [row.channel, row.trackingNumbers.join('; '), row.tags.join('; '), letters.length, row.body, row.note]
    yield csvLine([`${key}-${row.number}`, row.subject, agency, jurisdiction, ...standing, ...more])
  }
}

/** One line for each passage. */
async function* findingLines(world: World, { id }: Home) {
  const heads = 'number,type,status,agency,statement,values,author,created_at,decided_by,decided_at'
  yield csvLine([...heads.split(','), 'role', 'document', 'file', 'page', 'quote', 'sha256'])
  for await (const row of findingsIn(world.db, id)) {
    const values = Object.entries(row.values).map(([name, value]) => `${name}: ${value}`)
    const said = [row.number, row.type, row.status, row.agency, row.statement, values.join('; ')]
    const who = [row.author, row.createdAt, row.decider, row.decidedAt]
    for (const at of row.anchors) {
      const file = originalPath(at.document, at.documentName)
      yield csvLine([...said, ...who, at.role, at.document, file, at.page, at.exact, at.sha256])
    }
  }
}

async function* annotations(world: World, { id }: Home) {
  const fileOf = (anchor: { document: string; documentName: string }) =>
    originalPath(anchor.document, anchor.documentName)
  for await (const row of findingsIn(world.db, id)) yield annotationOf(row, world.env.appUrl, fileOf)
}

/** Who did what and when: the audit log of the investigation, each row with its hash in the chain. */
async function* custodyLines(world: World, { id }: Home) {
  yield csvLine(['at', 'who', 'actor', 'action', 'subject', 'detail', 'hash'])
  for await (const { row, name } of auditIn(world.db, id)) {
    const { causedBy: _place, ...detail } = row.detail // a place in the chain of the whole house
    yield csvLine([row.at.toISOString(), name, row.actor, row.action, row.subject, JSON.stringify(detail), row.hash])
  }
}

async function* indexOf(world: World, home: Home, exhibits: Exhibits): AsyncGenerator<string> {
  const { db } = world
  yield String(
    pageHead(home.title, [
      `${home.newsroom} · ${home.key} · with originals: for the team only. Do not hand it on.`,
      'Every file can be opened without the program it came from. README.txt beside this folder says how to check that nothing was changed.',
    ]),
  )
  const requestRows = async function* () {
    for await (const { request, agency, letters } of requestsIn(db, home.id)) {
      const number = `${home.key}-${request.number}`
      const files = letters.map(
        ({ letter }, i) => html`${linkTo(letterPath(number, i + 1, letter), letter.subject || letter.occurredOn)}<br>`,
      )
      const standing = [request.stage, request.outcome].filter(Boolean).join(', ').replaceAll('_', ' ')
      yield [number, request.subject, agency, standing, request.filedOn, request.dueOn, html`${files}`]
    }
  }
  const requestHeads = ['Number', 'Request', 'Agency', 'Status', 'Filed', 'Due', 'Letters']
  yield* tableSection('Requests', requestHeads, requestRows(), 'No requests.')
  const documentRows = async function* () {
    for await (const row of documentsIn(db, home.id)) {
      const number = `${home.key}-D${row.number}`
      const old = row.earlier.map((one): Html => {
        const path = earlierPath(number, one.version, one.name)
        return html`<br>${linkTo(path, `as it was before (${one.version})`)}`
      })
      const link = html`${linkTo(originalPath(number, row.name), row.name)}${old}`
      yield [number, link, row.kind, row.pages, html`<code>${row.sha256}</code>`]
    }
  }
  yield* tableSection('Documents', ['Number', 'File', 'Kind', 'Pages', 'SHA-256'], documentRows(), 'No documents.')
  yield '<h2>Findings</h2>\n'
  let any = false
  for await (const row of findingsIn(db, home.id)) {
    const passages = row.anchors.map((at) => {
      const file = originalPath(at.document, at.documentName)
      return { quote: at.exact, role: at.role, file: linkTo(file, `${at.document}, p. ${at.page}`, `#page=${at.page}`) }
    })
    any = true
    yield String(findingArticle({ ...row, passages }))
  }
  if (!any) yield '<p>No findings.</p>\n'
  const exhibitRows = async function* () {
    for (const row of exhibits) {
      const number = `${home.key}-E${row.number}, version ${row.version}`
      const pdf = linkTo(exhibitPath(home.key, row, 'pdf'), row.title)
      const report = linkTo(exhibitPath(home.key, row, 'report.json'), 'report')
      yield [number, pdf, exhibitWords[row.status], row.sourcePages.length, report]
    }
  }
  yield* tableSection('Exhibits', ['Number', 'File', 'Status', 'Pages', 'Checks'], exhibitRows(), 'No exhibits.')
  yield String(
    filesSection([
      ['requests.csv', 'the requests as a table'],
      ['findings.csv', 'the findings as a table, one line for each passage'],
      ['findings.jsonld', 'the findings as W3C Web Annotations'],
      ['custody.csv', 'who did what and when'],
    ]),
  )
  yield String(pageEnd)
}

const readme = `This pack holds everything of one investigation, originals too. It is for the
team. Do not hand it on: what outsiders may have is the pack of exhibits.

Open data/index.html in a browser. It needs no network and no program of ours.

data/originals  every file as it came, mails with their headers; earlier/ holds
                what was replaced since
data/letters    each letter, mail and call of a request as text
data/exhibits   redacted copies, each with the report of the checks on it
data/*.csv      tables that any spreadsheet opens
data/custody.csv  who did what and when

To check that nothing was changed: npx unsealed export verify PATH, or any
validator for BagIt (RFC 8493), or by hand: sha256sum -c manifest-sha256.txt
`
