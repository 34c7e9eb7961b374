import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { after, before, test } from 'node:test'
import * as mupdf from 'mupdf'
import type { Actor } from '#lib/domain/actions'
import { addMarks } from '#lib/services/exhibits/add-marks'
import { approveExhibit } from '#lib/services/exhibits/approve-exhibit'
import { addExhibitNote } from '#lib/services/exhibits/note-exhibit'
import { prepareExhibit } from '#lib/services/exhibits/prepare-exhibit'
import { noteUpdate, publishExhibit, withdrawExhibit } from '#lib/services/exhibits/publish-exhibit'
import { addFinding } from '#lib/services/findings/add-finding'
import { defineFindingType } from '#lib/services/findings/define-finding-type'
import { logCommunication } from '#lib/services/requests/log-communication'
import { logRequest } from '#lib/services/requests/log-request'
import { createShare } from '#lib/services/shares/create-share'
import { buildTeam, refuses, type Team } from '../build.ts'
import { doAllWork, keepFile } from '../fixtures/keep-file.ts'
import { textPdf } from '../fixtures/make-pdf.ts'
import { type TestWorld, testWorld } from '../world.ts'
import { type Answer, utf8 } from './newsroom.ts'
import { askOutside, site } from './outside-routes.ts'
import { seedAgency } from './seed.ts'

/**
 * Everything that somebody who is not signed in can ask, answered by the routes as they stand in their files. Each
 * field of what the team keeps holds a made-up word; none of them may come out, nor what a mark took out.
 */
const kept = ['investigation', 'summary', 'subject', 'letter', 'file', 'tag', 'mark note', 'statement', 'label', 'sent']
const canary = (field: string) => `quoxzy${kept.indexOf(field)}${field.replace(' ', '')}vim`
const person = 'Casey Placeholder'

let t: TestWorld
let team: Team
let made: { investigation: string; document: string; sha256: string; finding: string; request: string; exhibit: string }

before(async () => {
  t = await testWorld()
  const { world } = t
  team = await buildTeam(world, canary('investigation'), 'RING')
  made = await publishOne(team.reporter)
})
after(() => t[Symbol.asyncDispose]())

async function publishOne(reporter: Actor) {
  const { world } = t
  const investigationId = team.investigation.id
  const agencyId = await seedAgency(world, reporter)
  const filed = { filedOn: '2026-07-01', receivedOn: '2026-07-02' }
  const words = { subject: canary('subject'), body: canary('letter'), trackingNumbers: [canary('tag')] }
  const request = await logRequest(world, reporter, { investigationId, agencyId, ...words, ...filed })
  const letter = await logCommunication(world, reporter, {
    requestId: request.id,
    direction: 'in',
    channel: 'post',
    occurredOn: '2026-07-20',
    body: canary('sent'),
  })
  const file = textPdf([['Footage is kept for thirty days', `said ${person} on the phone`], ['Second sheet']])
  const place = { investigationId, requestId: request.id, communicationId: letter.id, name: `${canary('file')}.pdf` }
  const { document } = await keepFile(world, reporter, file, place)
  await doAllWork(world)
  const documentId = document.id
  const reason = { reason: 'personal', note: canary('mark note') }
  await addMarks(world, reporter, { documentId, input: { find: person, ...reason } })
  const type = await defineFindingType(world, reporter, { investigationId, name: 'Storage' })
  const finding = await addFinding(world, reporter, {
    investigationId,
    typeId: type.id,
    statement: `${canary('statement')}: ${person} said it`,
    anchors: [{ documentId, page: 1, quote: `said ${person} on the phone`, role: 'supports' }],
  })
  const title = 'How long footage is kept <b>&'
  const exhibit = await prepareExhibit(world, reporter, { documentId, input: { title, label: canary('label') } })
  await doAllWork(world)
  await approveExhibit(world, team.editor, { id: exhibit.id })
  const note = { title: 'The call', text: 'Who said it was taken out.', findingId: finding.id }
  await addExhibitNote(world, team.editor, { id: exhibit.id, ...note })
  await publishExhibit(world, team.editor, { id: exhibit.id, summary: 'A clerk says thirty days.', note: 'More.' })
  await noteUpdate(world, team.editor, { id: exhibit.id, text: 'The agency answered.' })
  return {
    investigation: investigationId,
    document: documentId,
    sha256: document.sha256,
    finding: finding.id,
    request: request.id,
    exhibit: exhibit.id,
  }
}

const slug = 'how-long-footage-is-kept-b'

async function get(path: string): Promise<Answer> {
  const answer = await askOutside(t.world, path)
  return /html|json/.test(answer.headers['content-type'] ?? '') ? { ...answer, text: utf8(answer) } : answer
}
const oembed = (of: string, more = '') => `/api/oembed?url=${encodeURIComponent(`${site}${of}`)}${more}`

const everything = [
  `/exhibits/${slug}`,
  `/exhibits/${slug}/embed`,
  `/exhibits/${slug}/embed?p=2`,
  `/exhibits/${slug}/embed?note=1`,
  `/exhibits/${slug}/pdf`,
  `/exhibits/${slug}/pages/1`,
  `/exhibits/${slug}/pages/2`,
  oembed(`/exhibits/${slug}`),
  oembed(`/exhibits/${slug}#p2`),
  oembed(`/exhibits/${slug}/embed?note=1`),
]

/** No word of the team's, and none that a mark took out, in the answer or in anything packed in it. */
function tellsNothing({ text, headers }: Answer, path: string) {
  const secret = [...kept.map(canary), 'Casey', 'Placeholder', 'RING-D', 'RING-1"', ...Object.values(made)]
  const said = `${text}\n${wordsOf(text)}\n${JSON.stringify(headers)}`.toLowerCase()
  const met = secret.filter((word) => said.includes(word.toLowerCase()))
  assert.deepEqual(met, [], path)
}

/** The words of a PDF, as a program that reads PDFs has them. */
function wordsOf(pdf: string): string {
  if (!pdf.startsWith('%PDF')) return ''
  const document = mupdf.Document.openDocument(Buffer.from(pdf, 'latin1'), 'application/pdf')
  const pages = Array.from({ length: document.countPages() }, (_, i) => document.loadPage(i))
  const words = pages.map((page) => page.toStructuredText('preserve-whitespace').asText()).join('\n')
  assert.ok(words.includes('Footage is kept') && words.includes('Second sheet'), 'what it may say can be read')
  return words
}

test('nothing that the team keeps to itself is in any answer to an outsider, and nothing that a mark took out', async () => {
  for (const path of everything) {
    const answer = await get(path)
    assert.equal(answer.status, 200, path)
    tellsNothing(answer, path)
    assert.equal('set-cookie' in answer.headers, false)
  }
})

test('whoever holds a link reads the exhibit by it, and nothing else: not by its pages, its file, or what opening it says', async () => {
  const { world } = t
  for (const recipient of [undefined, 'Mx. Reader']) {
    const { id, token } = await createShare(world, team.editor, { exhibitId: made.exhibit, recipient })
    await doAllWork(world)
    const opened = await askOutside(world, `/s/${id}/open`, { form: { token } })
    assert.deepEqual([opened.status, opened.headers.location], [303, `/s/${id}`])
    const [, name = '', key = ''] = /^([^=]+)=([^;]+)/.exec(opened.headers['set-cookie'] ?? '') ?? []
    const cookies = new Map([[name, key]])
    for (const path of ['', '?from=2', '/pages/1', '/pages/2', '/pdf']) {
      const answer = await askOutside(world, `/s/${id}${path}`, { cookies })
      assert.equal(answer.status, 200, path)
      assert.match(answer.headers['cache-control'] ?? '', /no-store/, path)
      assert.match(answer.headers['x-robots-tag'] ?? answer.text, /noindex/, path)
      tellsNothing({ ...answer, headers: { ...answer.headers, 'set-cookie': '' } }, path)
      assert.equal(answer.text.includes(token), false, path)
    }
    for (const path of ['/pages/3', '/pages/0', '/pages/x'])
      assert.equal((await askOutside(world, `/s/${id}${path}`, { cookies })).status, 404, path)
    assert.equal((await askOutside(world, `/s/${id}/pages/1`)).status, 401)
  }
})

test('the page reads whole without a script: title, facts, words, notes, updates, checks', async () => {
  const { text, headers } = await get(`/exhibits/${slug}`)
  for (const words of [
    'How long footage is kept &lt;b&gt;&amp;',
    'RING-E1',
    'A clerk says thirty days.',
    'The agency answered.',
    'Lakeland Police Department, Florida',
    '1 July 2026',
    '20 July 2026',
    '2 of 2 shown here',
    '1 passage: personal 1',
    'Footage is kept for thirty days',
    '[redacted: personal]',
    'id="p2"',
    'id="note-1"',
    'Approved by a second person',
    'application/json+oembed',
  ])
    assert.ok(text.includes(words), words)
  assert.doesNotMatch(text.replace(/<script type="application\/ld\+json">/, ''), /<script|<b>&|\sstyle=|\son\w+=/)
  assert.match(headers['content-security-policy'] ?? '', /default-src 'none'.*frame-ancestors 'none'/)
  assert.doesNotMatch(headers['content-security-policy'] ?? '', /script-src|unsafe/)
  assert.equal(headers['x-frame-options'], 'DENY')
  const linked = JSON.parse(/ld\+json">(.*?)<\/script>/s.exec(text)?.[1] ?? '')
  assert.equal(linked.name, 'How long footage is kept <b>&')
})

test('only the embed may stand in a frame; a finding shows its crop and the words that are left of it', async () => {
  const { text, headers } = await get(`/exhibits/${slug}/embed?note=1`)
  assert.match(headers['content-security-policy'] ?? '', /frame-ancestors \*/)
  assert.equal('x-frame-options' in headers, false)
  assert.ok(text.includes('<blockquote>“said [redacted: personal] on the phone”</blockquote>'))
  assert.match(text, /<svg class="crop" viewBox/)
  assert.ok(!text.includes('id="p1"'), 'the rest of the page does not show')
  assert.ok((await get(`/exhibits/${slug}/embed?p=2`)).text.includes('Second sheet'))
  for (const wrong of ['p=3', 'p=x', 'note=2', 'note='])
    assert.equal((await get(`/exhibits/${slug}/embed?${wrong}`)).status, 404)
})

test('pictures are kept for ever under the hash of their exhibit, and only there', async () => {
  const page = await get(`/exhibits/${slug}`)
  const path = /src="(\/exhibits\/[^"]+\/pages\/1\?v=[0-9a-f]{64})"/.exec(page.text)?.[1] ?? assert.fail('a picture')
  const picture = await get(path)
  assert.equal(picture.text.slice(1, 4), 'PNG')
  assert.equal(picture.headers['cache-control'], 'public, max-age=31536000, immutable')
  assert.equal((await get(`/exhibits/${slug}/pages/1?v=0`)).headers['cache-control'], 'no-store')
  for (const n of ['3', '0', '1x', '-1']) assert.equal((await get(`/exhibits/${slug}/pages/${n}`)).status, 404)
  const pdf = await get(`/exhibits/${slug}/pdf`)
  assert.equal(pdf.headers['content-type'], 'application/pdf')
  assert.match(pdf.headers['content-disposition'] ?? '', /^attachment; filename="RING-E1-/)
})

test('oEmbed gives a frame for what is published and 404 for all else, 501 for XML', async () => {
  const whole = JSON.parse((await get(oembed(`/exhibits/${slug}`, '&maxwidth=500&maxheight=300'))).text)
  assert.deepEqual([whole.version, whole.type, whole.width, whole.height], ['1.0', 'rich', 500, 300])
  assert.match(
    whole.html,
    new RegExp(`^<iframe src="${site}/exhibits/${slug}/embed" title="How long footage is kept &lt;b`),
  )
  assert.match(JSON.parse((await get(oembed(`/exhibits/${slug}#note-1`))).text).html, /embed\?note=1"/)
  for (const other of ['/exhibits/never', `/exhibits/${slug}#p9`, '/documents/RING-D1'])
    assert.equal((await get(oembed(other))).status, 404, other)
  assert.equal(
    (await get(`/api/oembed?url=${encodeURIComponent(`https://other.example/exhibits/${slug}`)}`)).status,
    404,
  )
  assert.equal((await get(oembed(`/exhibits/${slug}`, '&format=xml'))).status, 501)
  assert.equal((await get('/api/oembed')).status, 400)
})

test('words beside an exhibit that say what a mark took out are refused', async () => {
  const { world } = t
  const id = made.exhibit
  const text = `It was casey  placeholder.`
  await refuses('invalid', addExhibitNote(world, team.editor, { id, page: 1, text }))
  await refuses('invalid', addExhibitNote(world, team.editor, { id, page: 1, title: text, text: 'A title.' }))
  await refuses('invalid', noteUpdate(world, team.editor, { id, text }))
  await refuses('invalid', withdrawExhibit(world, team.editor, { id, reason: text }))
})

test('what waits for its day, what was never there and what is only approved answer alike; what was withdrawn says so', async () => {
  const { world } = t
  const input = { title: 'Waiting' }
  const waiting = await prepareExhibit(world, team.reporter, { documentId: made.document, input })
  await doAllWork(world)
  await approveExhibit(world, team.editor, { id: waiting.id })
  await publishExhibit(world, team.editor, { id: waiting.id, embargoUntil: '2099-01-01' })
  const plain = ({ status, text }: Answer) => [status, text.replace(/nonce="\w+"/g, '')]
  for (const path of ['', '/embed', '/pdf', '/pages/1']) {
    const absent = plain(await get(`/exhibits/never-was-there${path}`))
    assert.equal(absent[0], 404)
    for (const name of ['waiting', waiting.id, 'RING-E1', '%00']) {
      assert.deepEqual(plain(await get(`/exhibits/${name}${path}`)), absent, `${name}${path}`)
    }
  }
  assert.deepEqual(plain(await get(oembed('/exhibits/waiting'))), plain(await get(oembed('/exhibits/never-was-there'))))

  await withdrawExhibit(world, team.editor, { id: made.exhibit, reason: 'A date was wrong.' })
  for (const path of ['', '/embed', '/pdf', '/pages/1']) {
    const { status, text, headers } = await get(`/exhibits/${slug}${path}`)
    assert.deepEqual([status, headers['cache-control']], [410, 'no-store'])
    assert.ok(text.includes('RING-E1 was withdrawn on 2 November 2026. A date was wrong.'))
    assert.ok(!text.includes('footage'))
  }
  assert.equal((await get(oembed(`/exhibits/${slug}`))).status, 404)
})

test('what serves outsiders has no way to name a document: it reads exhibits and what belongs to them', () => {
  const may = ['exhibitNotes', 'exhibitPages', 'exhibitUpdates', 'exhibits', 'settings']
  for (const file of ['open-exhibit', 'present-notes', 'describe-embed']) {
    const source = readFileSync(`lib/services/exhibits/${file}.ts`, 'utf8')
    const tables =
      /import \{([^}]*)\} from '#db\/schema'/
        .exec(source)?.[1]
        ?.split(',')
        .map((name) => name.trim()) ?? []
    assert.deepEqual(
      tables.filter((table) => !may.includes(table)),
      [],
      file,
    )
    assert.doesNotMatch(source, /documentId|sourceSha256|exhibits\.marks|\.select\(\)\s*\.from\(exhibits\)/, file)
  }
})
