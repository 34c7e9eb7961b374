import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { failureCodes } from '#lib/domain/document'
import { changeMember } from '#lib/services/investigations/change-member'
import { doAllWork } from '../fixtures/keep-file.ts'
import { attached, mailOf, plain } from '../fixtures/make-mail.ts'
import { lockedPdf, textPdf } from '../fixtures/make-pdf.ts'
import { knockForUpload } from './door.ts'
import { type Newsroom, openNewsroom, parkUpload, send, utf8 } from './newsroom.ts'

/** Bad files through the real doors: a clear answer each, the original kept, nothing lost and nothing left lying about. */
let room: Newsroom
before(async () => {
  room = await openNewsroom()
})
after(() => room.close())

const api = 'http://localhost:3000/api/v1'
type Body = string | Uint8Array | ReadableStream<Uint8Array>
const as = (who: keyof Newsroom['tokens']) => ({ authorization: `Bearer ${room.tokens[who]}` })

async function upload(
  name: string,
  body: Body | null,
  more: { headers?: Record<string, string>; query?: object } = {},
) {
  const query = new URLSearchParams({ investigationId: room.names.investigation, name, ...more.query })
  const init = { method: 'POST', headers: { ...as('reporter'), ...more.headers }, body, duplex: 'half' }
  return send(room.world, new Request(`${api}/documents?${query}`, init as RequestInit)) // the DOM's types do not know duplex
}
const get = (path: string, headers: Record<string, string> = {}) =>
  send(room.world, new Request(`${api}${path}`, { headers: { ...as('reporter'), ...headers } }))
const documents = async () =>
  JSON.parse((await get('/documents?limit=200')).text).data as { id: string; name: string }[]
const sha256 = (bytes: Body) =>
  createHash('sha256')
    .update(bytes as Uint8Array)
    .digest('hex')

/** Every file in the data folder, to see what is left behind. */
const filesOf = (folder: string) =>
  readdirSync(join(room.world.env.data, folder), { recursive: true, withFileTypes: true })
    .filter((e) => e.isFile())
    .map((e) => e.name)

/** Nothing of it stays: no document, no row, no half a file. */
async function leavesNothing(doing: () => Promise<unknown>) {
  const [seq, temp, blobs] = [await room.lastAudit(), filesOf('temp').length, filesOf('blobs').length]
  const before = await documents()
  await doing()
  assert.deepEqual(await documents(), before)
  assert.deepEqual([await room.lastAudit(), filesOf('temp').length, filesOf('blobs').length], [seq, temp, blobs])
}

test('an empty file is refused in words', async () => {
  await leavesNothing(async () => {
    for (const body of ['', null]) {
      const { status, text } = await upload('empty.pdf', body)
      assert.equal(status, 400)
      assert.match(text, /empty/)
    }
  })
})

test('a body that is longer or shorter than it said is refused, and nothing of it stays', async () => {
  await leavesNothing(refusesLyingLengths)
})

async function refusesLyingLengths() {
  for (const [declared, body] of [
    ['4', 'abc'],
    ['2', 'abc'],
    ['1000000', 'x'.repeat(999_999)],
  ] as const) {
    const { status, text } = await upload('short.txt', body, { headers: { 'content-length': declared } })
    assert.equal(status, 400, declared)
    assert.match(text, /cut short/)
  }
  for (const declared of ['-1', '1e3', 'x', '0x10', '9'.repeat(30)])
    assert.equal((await upload('odd.txt', 'abc', { headers: { 'content-length': declared } })).status, 400, declared)
  assert.equal((await upload('big.txt', 'abc', { headers: { 'content-length': String(3 * 1024 ** 3) } })).status, 413)
}

test('an upload that breaks off in the middle leaves nothing, and comes whole the next time', async () => {
  const breaking = () => {
    let pieces = 0
    return new ReadableStream<Uint8Array>({
      pull(out) {
        if (pieces++ === 20) out.error(new Error('the cable was pulled'))
        else out.enqueue(new Uint8Array(65_536).fill(65 + pieces))
      },
    })
  }
  await leavesNothing(async () => {
    const { status, text } = await upload('cut.bin', breaking())
    assert.equal(status, 400, text)
    assert.match(text, /cut short/)
  })
  assert.equal((await upload('cut.bin', 'now whole')).status, 201)
})

test('the same bytes twice are one document, also under another name; in another investigation they are another', async () => {
  const bytes = textPdf([['The same release, sent twice']])
  const first = await upload('first.pdf', bytes)
  const again = await upload('second.pdf', bytes)
  assert.deepEqual([first.status, again.status], [201, 200])
  assert.deepEqual(JSON.parse(again.text).id, JSON.parse(first.text).id)
  const mine = JSON.parse((await room.ask('stranger', room.find('POST /investigations'))).text)
  const query = new URLSearchParams({ investigationId: mine.id, name: 'first.pdf' })
  const theirs = await send(
    room.world,
    new Request(`${api}/documents?${query}`, { method: 'POST', headers: as('stranger'), body: new Uint8Array(bytes) }),
  )
  assert.equal(theirs.status, 201, 'as if nobody had it')
  assert.notEqual(JSON.parse(theirs.text).id, JSON.parse(first.text).id)
})

test('a file name is a name and never a path, nor a line of a header', async () => {
  const names = [
    '../../x',
    '/etc/passwd',
    'C:\\x.exe',
    '..',
    '.',
    'a\r\nSet-Cookie: x=1.txt',
    '<img src=x onerror=alert(1)>.pdf',
    'exe.fdp\u202e',
    'naïve — résumé “1”.pdf',
    '%2e%2e%2fx',
    'con',
    ' ',
  ]
  for (const [i, name] of names.entries()) {
    const made = await upload(name, `file ${i}`)
    assert.equal(made.status, 201, `${name}: ${made.text}`)
    const { id } = JSON.parse(made.text)
    assert.equal(JSON.parse(utf8(await get(`/documents/${id}`))).name, name)
    const file = await get(`/documents/${id}/original`)
    assert.equal(file.text, `file ${i}`)
    const said = file.headers['content-disposition'] ?? ''
    assert.match(said, /^attachment; filename="[^"\\/\r\n]+"; filename\*=UTF-8''[^\s"/\\]+$/, name)
    assert.equal(decodeURIComponent(said.split("''")[1] ?? ''), name)
    assert.equal(file.headers['content-type'], 'application/octet-stream')
  }
  assert.equal((await upload('x'.repeat(201), 'x')).status, 400)
  assert.equal((await upload('a\0b.txt', 'x')).status, 400)
  const kept = [...filesOf('blobs'), ...filesOf('temp')]
  assert.deepEqual(
    kept.filter((name) => !/^[0-9a-f]{64}$/.test(name)),
    [],
    'no file on the disk bears a sender’s name',
  )
})

test('a bad file says why in words, keeps its original, and never stops the others', async () => {
  const good = textPdf([['Agreement'], ['Second page'], ['Third page']])
  const files: [name: string, bytes: Uint8Array, expected: RegExp][] = [
    ['locked.pdf', lockedPdf('secret'), /^encrypted$/],
    ['truncated.pdf', good.subarray(0, 200), /^damaged$/],
    ['a picture really.pdf', Buffer.from('GIF89a and then nothing of a picture'), /^(damaged|unsupported|ready)$/],
    ['program.pdf', Buffer.from('\x7fELF\x02\x01\x01\0\0\0\0\0', 'latin1'), /^unsupported$/],
    ['page.html', Buffer.from('<!doctype html><script>alert(1)</script>'), /^ready$/],
    ['head only.pdf', Buffer.from('%PDF-1.7\n'), /^damaged$/],
    ['zeros.pdf', new Uint8Array(50_000), /^unsupported$|^damaged$/],
    ['good after all of these.pdf', good, /^ready$/],
  ]
  const ids = new Map<string, string>()
  for (const [name, bytes] of files) {
    const answer = await upload(name, bytes, { query: { requestId: room.names.request } })
    assert.equal(answer.status, 201, `${name}: ${answer.text}`)
    ids.set(name, JSON.parse(answer.text).id)
  }
  await doAllWork(room.world)
  for (const [name, bytes, expected] of files) {
    const id = ids.get(name) ?? ''
    const document = JSON.parse((await get(`/documents/${id}`)).text)
    assert.match(document.failure?.code ?? document.status, expected, name)
    if (document.failure) {
      assert.ok(failureCodes.includes(document.failure.code))
      assert.match(document.failure.detail, /^[A-Z].{20,}\.$/, name)
    }
    const original = await get(`/documents/${id}/original`)
    assert.equal(
      sha256(Buffer.from(original.text, 'latin1')),
      sha256(bytes),
      `${name}: the original is kept as it came`,
    )
    for (const path of ['pages', 'pages/1', 'pages/1/image', 'find?q=x'])
      assert.ok((await get(`/documents/${id}/${path}`)).status < 500, `${name} ${path}`)
  }
  const wrong = await send(
    room.world,
    new Request(`${api}/documents/${ids.get('locked.pdf')}/retry`, {
      method: 'POST',
      headers: { ...as('reporter'), 'content-type': 'application/json' },
      body: '{"password":"wrong"}',
    }),
  )
  assert.equal(wrong.status, 202)
  await doAllWork(room.world)
  assert.equal(JSON.parse((await get(`/documents/${ids.get('locked.pdf')}`)).text).failure.code, 'encrypted')
})

test('a bad mail becomes a communication all the same, and what it carries a document of its own', async () => {
  const junk = Object.fromEntries(Array.from({ length: 10_000 }, (_, i) => [`X-Junk-${i}`, 'y'.repeat(1000)]))
  const mails: [name: string, bytes: Uint8Array, warning: string | null][] = [
    ['no date.eml', mailOf([plain('one')], { Date: null, 'Message-ID': '<1@x>' }), 'no_date'],
    ['no sender.eml', mailOf([plain('two')], { From: null, 'Message-ID': '<2@x>' }), 'no_from'],
    ['long head.eml', mailOf([plain('three')], { ...junk, 'Message-ID': '<3@x>' }), 'headers_cut'],
    [
      'paths.eml',
      mailOf([plain('four'), attached('../../x', 'text/plain', 'climbing')], { 'Message-ID': '<4@x>' }),
      null,
    ],
  ]
  for (const [name, bytes, warning] of mails) {
    const made = await upload(name, bytes, { query: { requestId: room.names.request } })
    assert.equal(made.status, 201, `${name}: ${made.text}`)
    const { id } = JSON.parse(made.text)
    await doAllWork(room.world)
    const document = JSON.parse((await get(`/documents/${id}`)).text)
    assert.equal(document.status, 'ready', `${name}: ${JSON.stringify(document.failure)}`)
    if (warning)
      assert.ok(
        document.warnings.some(({ code }: { code: string }) => code === warning),
        `${name}: ${JSON.stringify(document.warnings)}`,
      )
    assert.equal(document.communicationIds.length, 1, name)
    if (name !== 'paths.eml') continue
    const attachment = JSON.parse((await get(`/documents/${document.attachments[0]}`)).text)
    assert.equal(attachment.name, '../../x')
    assert.equal((await get(`/documents/${attachment.id}/original`)).text, 'climbing')
  }
  const thread = JSON.parse((await get(`/requests/${room.names.request}/communications`)).text)
  for (const said of ['one', 'two', 'three', 'four'])
    assert.ok(
      thread.data.some(({ body }: { body: string }) => body.trim() === said),
      said,
    )
})

test('a part of an original is that part, and a foolish range has an answer', async () => {
  const { id } = JSON.parse((await upload('range.txt', '0123456789')).text)
  const ask = (range: string) => get(`/documents/${id}/original`, { range })
  assert.deepEqual([(await ask('bytes=2-4')).status, (await ask('bytes=2-4')).text], [206, '234'])
  assert.equal((await ask('bytes=-3')).text, '789')
  for (const range of ['bytes=10-', 'bytes=99-100', 'bytes=5-2']) assert.equal((await ask(range)).status, 416, range)
  for (const range of [
    'bytes=0-999999999999',
    'bytes=a-b',
    'lines=1-2',
    'bytes=0-1,3-4',
    'bytes=--1',
    'x'.repeat(5000),
  ])
    assert.ok([200, 206].includes((await ask(range)).status), range)
})

const tus = async (
  method: string,
  path: string,
  who: keyof Newsroom['tokens'],
  headers: Record<string, string>,
  body?: string,
) => {
  const all = { 'tus-resumable': '1.0.0', ...as(who), ...headers }
  const response = await knockForUpload(
    room.world,
    new Request(`http://localhost:3000/api/uploads${path}`, {
      method,
      headers: all,
      ...(body === undefined ? {} : { body }),
    }),
  )
  return { status: response.status, text: await response.text(), headers: Object.fromEntries(response.headers) }
}
const told = (said: Record<string, string>) =>
  Object.entries(said)
    .map(([key, value]) => `${key} ${Buffer.from(value).toString('base64')}`)
    .join(',')

test('an upload in pieces is begun only by those who may, with all that must be said', async () => {
  const good = { investigationId: room.names.investigation, name: 'parts.txt' }
  const begin = (who: keyof Newsroom['tokens'], said: Record<string, string>, length = '5') =>
    tus('POST', '', who, { 'upload-length': length, 'upload-metadata': told(said) })
  const before = filesOf('uploads').length
  assert.equal((await begin('viewer', good)).status, 403)
  const hidden = await begin('stranger', good)
  const absent = await begin('stranger', { ...good, investigationId: `inv_${'0'.repeat(32)}` })
  assert.deepEqual([hidden.status, hidden.text, hidden.headers], [404, absent.text, absent.headers])
  for (const said of [
    {},
    { name: 'x' },
    { investigationId: good.investigationId },
    { ...good, name: 'x'.repeat(201) },
    { ...good, name: 'a\0b' },
    { ...good, requestId: 'req_none' },
    { ...good, kind: 'k'.repeat(61) },
  ])
    assert.ok(
      [400, 404].includes((await begin('reporter', said as Record<string, string>)).status),
      JSON.stringify(said),
    )
  for (const length of ['-1', 'x', '1e3', '']) assert.equal((await begin('reporter', good, length)).status, 400, length)
  assert.equal((await begin('reporter', good, String(3 * 1024 ** 3))).status, 413)
  assert.equal(
    (await tus('POST', '', 'reporter', { 'upload-length': '5', 'upload-metadata': '%%% ,,, ===' })).status,
    400,
  )
  assert.equal(filesOf('uploads').length, before, 'what was refused left nothing')
})

test('somebody else’s upload is no upload, whatever is asked of it', async () => {
  const id = await parkUpload(room.world, room.tokens.reporter, room.names.investigation, 'mine')
  const nowhere = '0'.repeat(32)
  const offset = { 'upload-offset': '0', 'content-type': 'application/offset+octet-stream', 'content-length': '1' }
  for (const who of ['editor', 'stranger', 'admin'] as const)
    for (const [method, headers, body] of [
      ['HEAD', {}],
      ['PATCH', offset, 'x'],
      ['DELETE', {}],
    ] as const) {
      const theirs = await tus(method, `/${id}`, who, headers, body)
      const none = await tus(method, `/${nowhere}`, who, headers, body)
      assert.deepEqual(
        [theirs.status, theirs.text, theirs.headers],
        [404, none.text, none.headers],
        `${method} as ${who}`,
      )
    }
  const take = room.find('POST /documents/take')
  for (const who of ['editor', 'stranger', 'admin'] as const) {
    const theirs = await room.ask(who, take, { sample: { body: { uploadId: id } } })
    const none = await room.ask(who, take, { sample: { body: { uploadId: nowhere } } })
    assert.deepEqual([theirs.status, theirs.text], [404, none.text])
  }
  for (const odd of ['../temp', `${id}.json`, '%2e%2e', 'x', id.toUpperCase()])
    assert.equal((await tus('HEAD', `/${odd}`, 'reporter', {})).status, 404, odd)
  assert.equal((await room.ask('reporter', take, { sample: { body: { uploadId: id } } })).status, 201)
})

test('a piece at the wrong place, or more than was said, is refused and the upload goes on from where it was', async () => {
  const said = told({ investigationId: room.names.investigation, name: 'pieces.txt' })
  const begun = await tus('POST', '', 'reporter', { 'upload-length': '6', 'upload-metadata': said })
  const path = `/${begun.headers.location?.split('/').at(-1)}`
  const piece = (at: string, text: string, more: Record<string, string> = {}) =>
    tus(
      'PATCH',
      path,
      'reporter',
      {
        'upload-offset': at,
        'content-type': 'application/offset+octet-stream',
        'content-length': String(text.length),
        ...more,
      },
      text,
    )
  assert.equal((await piece('0', 'abc')).status, 204)
  for (const at of ['0', '5', '-1', 'x', '99999999999999999999'])
    assert.ok([400, 403, 404, 409].includes((await piece(at, 'def')).status), at)
  assert.ok((await piece('3', 'defghijkl')).status >= 400, 'longer than it said')
  assert.equal((await piece('3', 'def', { 'content-length': String(9 * 1024 ** 2) })).status, 413)
  const take = room.find('POST /documents/take')
  const asked = { sample: { body: { uploadId: path.slice(1) } } }
  assert.equal((await room.ask('reporter', take, asked)).status, 409, 'not whole yet')
  const head = await tus('HEAD', path, 'reporter', {})
  assert.equal(head.headers['upload-offset'], '3')
  assert.equal((await piece('3', 'def')).status, 204)
  const made = JSON.parse((await room.ask('reporter', take, asked)).text)
  assert.equal((await get(`/documents/${made.id}/original`)).text, 'abcdef')
})

test('who is taken out of the investigation while an upload waits cannot make a document of it', async () => {
  const id = await parkUpload(room.world, room.tokens.reporter, room.names.investigation, 'too late')
  const { owner, reporter } = room.team
  await changeMember(room.world, owner, { id: room.names.investigation, userId: reporter.id, role: 'viewer' })
  const take = room.find('POST /documents/take')
  assert.equal((await room.ask('reporter', take, { sample: { body: { uploadId: id } } })).status, 403)
  await changeMember(room.world, owner, { id: room.names.investigation, userId: reporter.id, role: null })
  assert.equal((await room.ask('reporter', take, { sample: { body: { uploadId: id } } })).status, 404)
  assert.equal((await upload('late.txt', 'x')).status, 404)
})
