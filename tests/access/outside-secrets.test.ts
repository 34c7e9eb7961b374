import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { inflateRawSync } from 'node:zlib'
import Sqlite from 'better-sqlite3'
import sharp from 'sharp'
import { dialect } from '#db/columns'
import { auditLog, exhibitPages, exhibits, exports, jobs } from '#db/schema'
import { addMarks } from '#lib/services/exhibits/add-marks'
import { approveExhibit } from '#lib/services/exhibits/approve-exhibit'
import { addExhibitNote } from '#lib/services/exhibits/note-exhibit'
import { prepareExhibit } from '#lib/services/exhibits/prepare-exhibit'
import { noteUpdate, publishExhibit } from '#lib/services/exhibits/publish-exhibit'
import { makeExport } from '#lib/services/exports/make-export'
import { addFinding } from '#lib/services/findings/add-finding'
import { defineFindingType } from '#lib/services/findings/define-finding-type'
import { logCommunication } from '#lib/services/requests/log-communication'
import { logRequest } from '#lib/services/requests/log-request'
import { createShare } from '#lib/services/shares/create-share'
import { buildTeam, type Team } from '../build.ts'
import { holds, missing, readLetters, recovered } from '../fixtures/extract.ts'
import { doAllWork, keepFile } from '../fixtures/keep-file.ts'
import { lies, secretPdf } from '../fixtures/make-secret-pdf.ts'
import { type TestWorld, testWorld } from '../world.ts'
import { table } from './door.ts'
import { type Answer, requestFor, send } from './newsroom.ts'
import { askOutside, site } from './outside-routes.ts'
import { seedAgency } from './seed.ts'

/**
 * The secret stands wherever the desk can keep words: in the original and what hides in it, its name, the request, its
 * letters, findings, notes of marks. Then everything is asked for that an outsider can ask, the record is watched while
 * it answers, and each answer, picture, file, line of the log and row of the audit is searched for it.
 */
const secret = 'KWXZBCDFGH'
const kept = 'QVJXKWMPTR' // what the team keeps to itself, and no mark takes out
const slug = 'how-long-footage-is-kept'

let t: TestWorld
let team: Team
const folder = mkdtempSync(join(tmpdir(), 'unsealed-outside-'))
const log: string[] = []
const read: string[] = []
const answers = new Map<string, Answer>()
let pack = { originals: '', exhibits: '' }

before(async () => {
  watch(process.stdout)
  watch(process.stderr)
  t = await testWorld()
  team = await buildTeam(t.world, `Ring ${kept}`, 'RING')
  const made = await publishOne()
  watchRecord()
  const { world } = t
  const ask = async (path: string, more: Parameters<typeof askOutside>[2] = {}) => {
    const answer = await askOutside(world, path, more)
    answers.set(`${path} ${JSON.stringify(more.form ?? {})} ${more.cookies?.size ?? 0}`, answer)
    return answer
  }
  const exhibit = `/exhibits/${slug}`
  for (const part of ['', '/embed', '/embed?p=1', '/embed?note=1', '/embed?note=2', '/pdf', '/pages/1'])
    assert.equal((await ask(exhibit + part)).status, 200, part)
  const page = text(answers.get(`${exhibit} {} 0`))
  const pictured = [...page.matchAll(/(?:content|src|href)="([^"#]+)"/g)].map(([, at = '']) =>
    at.replaceAll('&amp;', '&'),
  )
  for (const at of new Set(pictured)) {
    const url = new URL(at, site)
    if (url.origin !== site || !/^\/(exhibits|api\/oembed)/.test(url.pathname)) continue
    assert.equal((await ask(url.pathname + url.search)).status, 200, at)
  }
  for (const address of [exhibit, `${exhibit}#p1`, `${exhibit}/embed?note=1`])
    await ask(`/api/oembed?url=${encodeURIComponent(site + address)}`)
  for (const path of [
    `${exhibit}/pages/99`,
    `${exhibit}/embed?note=9`,
    `/exhibits/${secret}`,
    `/exhibits/${made.document}`,
  ])
    assert.equal((await ask(path)).status, 404, path)
  const { link } = made
  await ask(`/s/${link.id}`)
  await ask(`/s/${link.id}/open`, { form: { token: 'x'.repeat(43) } })
  const opened = await ask(`/s/${link.id}/open`, { form: { token: link.token } })
  const [, name = '', key = ''] = /^([^=]+)=([^;]+)/.exec(opened.headers['set-cookie'] ?? '') ?? []
  const cookies = new Map([[name, key]])
  for (const part of ['', '?from=2', '/pages/1', '/pages/2', '/pdf'])
    assert.equal((await ask(`/s/${link.id}${part}`, { cookies })).status, 200, part)
  for (const call of table.filter(({ method }) => method === 'GET')) {
    const params = { id: made.exhibit, slug, n: '1', number: 'RING-E1', noteId: made.finding }
    const answer = await send(world, requestFor(call, { params } as Parameters<typeof requestFor>[1], {})) // more than each names
    answers.set(`GET ${call.path}`, answer)
  }
  unwatchRecord()
})
after(async () => {
  await t[Symbol.asyncDispose]()
  rmSync(folder, { recursive: true, force: true })
})

async function publishOne() {
  const { world } = t
  const { reporter, editor } = team
  const investigationId = team.investigation.id
  const agencyId = await seedAgency(world, reporter)
  const words = { subject: `${secret} ${kept}`, body: `${secret} ${kept}`, trackingNumbers: [kept] }
  const request = await logRequest(world, reporter, { investigationId, agencyId, ...words, filedOn: '2026-07-01' })
  const sent = {
    direction: 'in' as const,
    channel: 'post' as const,
    occurredOn: '2026-07-20',
    body: `${secret} ${kept}`,
  }
  const letter = await logCommunication(world, reporter, { requestId: request.id, ...sent })
  const [plainly] = lies
  assert.ok(plainly)
  const hides = (s: string) => ({
    draw: `BT 3 Tr /F1 12 Tf 72 500 Td (${s} ${kept}) Tj ET`,
    trailer: '/Info 6 0 R ',
    objects: [`<< /Author (${s}) /Title (${kept}) >>`],
    catalog: `/PageLabels << /Nums [0 << /P (${s}) >>] >>`,
  })
  const ids: string[] = []
  let finding = ''
  let document = ''
  for (const n of [1, 2]) {
    const file = Buffer.concat([secretPdf(hides, secret, plainly), Buffer.from(`%${n}\n`)])
    const place = {
      investigationId,
      requestId: request.id,
      communicationId: letter.id,
      name: `${secret} ${kept} ${n}.pdf`,
    }
    const uploaded = await keepFile(world, reporter, file, place)
    document = uploaded.document.id
    await doAllWork(world)
    await addMarks(world, reporter, {
      documentId: document,
      input: { find: secret, reason: 'personal', note: `${secret} ${kept}` },
    })
    const type = await defineFindingType(world, reporter, { investigationId, name: `Storage ${kept} ${n}` })
    const made = await addFinding(world, reporter, {
      investigationId,
      typeId: type.id,
      statement: `${secret} said it, ${kept}`,
      anchors: [{ documentId: document, page: 1, quote: `About ${secret} in this line`, role: 'supports' }],
    })
    finding = made.id
    const input = { title: n === 1 ? 'How long footage is kept' : 'The second', label: kept }
    const exhibit = await prepareExhibit(world, reporter, { documentId: document, input })
    ids.push(exhibit.id)
    await doAllWork(world)
    await approveExhibit(world, editor, { id: exhibit.id })
    await addExhibitNote(world, editor, {
      id: exhibit.id,
      title: 'The line',
      text: 'Who was meant was taken out.',
      findingId: made.id,
    })
    await addExhibitNote(world, editor, { id: exhibit.id, page: 1, text: 'On the first page.' })
  }
  const [id = ''] = ids
  await publishExhibit(world, editor, { id, summary: 'A clerk says thirty days.', note: 'More.' })
  await noteUpdate(world, editor, { id, text: 'The agency answered.' })
  const link = await createShare(world, editor, { exhibitId: id, exhibitIds: ids.slice(1), recipient: 'A reader' })
  const made = {
    originals: (await makeExport(world, team.reporter, { id: investigationId, files: 'originals' })).id,
    exhibits: (await makeExport(world, team.reporter, { id: investigationId, files: 'exhibits' })).id,
  }
  await doAllWork(world)
  pack = made
  return { exhibit: id, finding, document, link }
}

const text = (answer: Answer | undefined) => Buffer.from(answer?.text ?? '', 'latin1').toString('utf8')
const says = (bytes: Buffer) => [secret, kept].filter((word) => holds(bytes, word))

test('no answer to an outsider holds the secret, in its bytes, headers, pictures or files', {
  timeout: 200_000,
}, async () => {
  assert.ok(answers.size > 40, `${answers.size} answers`)
  let [pictures, files] = [0, 0]
  for (const [asked, { text: body, headers }] of answers) {
    const bytes = Buffer.from(body, 'latin1')
    const about = Buffer.from(JSON.stringify(headers))
    const typed = asked.includes(secret)
    assert.deepEqual(
      [...says(bytes), ...says(about)].filter((word) => !(typed && word === secret)),
      [],
      asked,
    )
    const type = headers['content-type'] ?? ''
    if (/^image\/(png|jpeg|webp)/.test(type)) {
      pictures++
      if (!missing('tesseract')) assert.deepEqual(piecesIn(await seen(bytes)), [], asked)
    }
    if (bytes.subarray(0, 5).toString() === '%PDF-') {
      files++
      const path = join(folder, `${randomUUID()}.pdf`)
      writeFileSync(path, bytes)
      for (const word of [secret, kept]) assert.deepEqual(await recovered(path, folder, word), [], asked)
    }
  }
  assert.ok(pictures >= 4 && files >= 2, `${pictures} pictures, ${files} files`)
})

test('what the record told the services for outsiders holds no secret', {
  skip: dialect === 'postgres' ? 'watched on SQLite' : false,
}, () => {
  assert.ok(read.length > 50, `${read.length} answers of the record`)
  assert.ok(
    read.some((row) => row.includes('Nothing')),
    'it is the record that is watched',
  )
  const told = read.filter((row) => row.includes(secret))
  assert.deepEqual(told, [])
})

test('the rows that exhibits are shown from hold no secret', async () => {
  const { db } = t.world
  const pages = await db.select().from(exhibitPages)
  assert.deepEqual(says(Buffer.from(JSON.stringify(pages))), [])
  const { title, summary, about, credit, facts, report, slug: address } = exhibits
  const rows = await db.select({ title, summary, about, credit, facts, report, address }).from(exhibits)
  assert.deepEqual(says(Buffer.from(JSON.stringify(rows))), [])
})

test('a story pack for outsiders holds no secret in any of its files; the team’s own holds it', {
  timeout: 200_000,
}, async () => {
  const { world } = t
  const rows = await world.db.select().from(exports)
  const filesOf = async (id: string) => {
    const { sha256 } = rows.find((row) => row.id === id) ?? assert.fail(id)
    const parts: Uint8Array[] = []
    for await (const part of await world.blobs.open(sha256 ?? assert.fail('it is built'))) parts.push(part)
    return unzipped(Buffer.concat(parts))
  }
  const own = await filesOf(pack.originals)
  assert.ok([...own].some(([, bytes]) => says(bytes).length === 2))
  const outward = await filesOf(pack.exhibits)
  assert.ok([...outward.keys()].some((name) => name.endsWith('.pdf')) && outward.size > 8, `${[...outward.keys()]}`)
  for (const [name, bytes] of outward) {
    assert.deepEqual(
      says(Buffer.concat([bytes, Buffer.from(name)])).filter((word) => word === secret),
      [],
      name,
    )
    if (!name.endsWith('.pdf')) continue
    const path = join(folder, `${randomUUID()}.pdf`)
    writeFileSync(path, bytes)
    assert.deepEqual(await recovered(path, folder, secret), [], name)
  }
})

test('neither the log, nor the trail of what was done, nor what waits to be done says the secret', async () => {
  const { db } = t.world
  assert.deepEqual(
    log.filter((line) => line.includes(secret)),
    [],
  )
  assert.deepEqual(
    (await db.select().from(jobs)).filter((row) => JSON.stringify(row).includes(secret)),
    [],
  )
  const trail = (await db.select().from(auditLog)).filter((row) => JSON.stringify(row).includes(secret))
  assert.deepEqual([...new Set(trail.map(({ action }) => action))], [])
})

test('nothing of the work is left lying about on the disk but the files that were kept', () => {
  const { data } = t.world.env
  const left = readdirSync(data, { recursive: true, encoding: 'utf8' }).filter((name) => {
    const path = join(data, name)
    return !name.startsWith('blobs') && statSync(path).isFile() && holds(readFileSync(path), secret)
  })
  assert.deepEqual(left, [])
})

/** Five letters of it in a row are as good as all. */
const piecesIn = (said: string) =>
  Array.from({ length: secret.length - 4 }, (_, i) => secret.slice(i, i + 5)).filter((part) =>
    said.toUpperCase().includes(part),
  )

async function seen(picture: Buffer): Promise<string> {
  const { data, info } = await sharp(picture).greyscale().raw().toBuffer({ resolveWithObject: true })
  const head = Buffer.from(`P5\n${info.width} ${info.height}\n255\n`)
  return readLetters(Buffer.concat([head, data]), folder, 200)
}

/** The parts of a ZIP file by its central directory. */
function unzipped(zip: Buffer): Map<string, Buffer> {
  const parts = new Map<string, Buffer>()
  for (let at = zip.indexOf('PK\x01\x02'); at >= 0; at = zip.indexOf('PK\x01\x02', at + 4)) {
    const [packed, long, start] = [zip.readUInt32LE(at + 20), zip.readUInt16LE(at + 28), zip.readUInt32LE(at + 42)]
    const from = start + 30 + zip.readUInt16LE(start + 26) + zip.readUInt16LE(start + 28)
    const body = zip.subarray(from, from + packed)
    parts.set(
      zip.toString('utf8', at + 46, at + 46 + long),
      zip.readUInt16LE(at + 10) === 8 ? inflateRawSync(body) : body,
    )
  }
  return parts
}

/** Whatever this process prints. */
function watch(stream: NodeJS.WriteStream) {
  const write = stream.write.bind(stream) as (...all: unknown[]) => boolean
  stream.write = ((chunk: unknown, ...rest: unknown[]) => {
    log.push(String(chunk))
    return write(chunk, ...rest)
  }) as typeof stream.write // the same, heard
}

/** Every answer of SQLite, as its driver gives it. */
const driver = Object.getPrototypeOf(new Sqlite(':memory:').prepare('select 1')) as Record<
  string,
  (...all: unknown[]) => unknown
>
const own = { all: driver.all, get: driver.get }
function watchRecord() {
  for (const how of ['all', 'get'] as const)
    driver[how] = function (this: unknown, ...all: unknown[]) {
      const rows = own[how]?.apply(this, all)
      read.push(JSON.stringify(rows) ?? '')
      return rows
    }
}
function unwatchRecord() {
  Object.assign(driver, own)
}
