import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { maxBytes, maxChunkBytes } from '#lib/domain/document'
import { Refusal } from '#lib/domain/refusal'
import { createUploads, type Uploads } from '#lib/io/uploads'

const base64 = (text: string) => Buffer.from(text).toString('base64')
const mayPark = async () => {}
const refused = (code: string, status?: number) => (error: unknown) =>
  error instanceof Refusal && error.code === code && error.detail.status === status

const address = (path = '') => `http://localhost:3000/api/uploads${path}`
const begin = (
  length: number,
  facts: Record<string, string> = { investigationId: 'inv_1', name: 'MOU – signed.pdf', requestId: 'RING-12' },
) =>
  new Request(address(), {
    method: 'POST',
    headers: {
      'tus-resumable': '1.0.0',
      'upload-length': String(length),
      'upload-metadata': Object.entries(facts)
        .map(([key, value]) => `${key} ${base64(value)}`)
        .join(','),
    },
  })
const piece = (location: string, offset: number, bytes: Uint8Array<ArrayBuffer>) =>
  new Request(`http://localhost:3000${location}`, {
    method: 'PATCH',
    body: bytes,
    headers: {
      'tus-resumable': '1.0.0',
      'upload-offset': String(offset),
      'content-type': 'application/offset+octet-stream',
      'content-length': String(bytes.length),
    },
  })
const ask = (location: string) =>
  new Request(`http://localhost:3000${location}`, { method: 'HEAD', headers: { 'tus-resumable': '1.0.0' } })

describe('the parking place for uploads', () => {
  let folder: string
  let uploads: Uploads
  const ann = { owner: 'usr_ann', mayPark }
  const bob = { owner: 'usr_bob', mayPark }
  const park = async (bytes: Uint8Array<ArrayBuffer>, by = ann) => {
    const location = (await uploads.handle(begin(bytes.length), by)).headers.get('location') ?? ''
    assert.equal((await uploads.handle(piece(location, 0, bytes), by)).status, 204)
    return location.split('/').at(-1) ?? ''
  }
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'unsealed-uploads-'))
    uploads = createUploads({ folder, reserve: 0 })
  })
  after(() => rm(folder, { recursive: true }))

  test('a file that comes in pieces is whole when it is taken', async () => {
    const bytes = randomBytes(300_000)
    const made = await uploads.handle(begin(bytes.length), ann)
    assert.equal(made.status, 201)
    const location = made.headers.get('location') ?? ''
    assert.match(location, /^\/api\/uploads\/[0-9a-f]{32}$/)
    for (let at = 0; at < bytes.length; at += 100_000) {
      const answer = await uploads.handle(piece(location, at, bytes.subarray(at, at + 100_000)), ann)
      assert.equal(answer.headers.get('upload-offset'), String(at + 100_000))
    }
    const parked = await uploads.take(location.split('/').at(-1) ?? '', 'usr_ann')
    assert.deepEqual(
      { ...parked, open: 0, id: 0 },
      {
        id: 0,
        open: 0,
        facts: { investigationId: 'inv_1', name: 'MOU – signed.pdf', requestId: 'RING-12' },
        bytes: 300_000,
      },
    )
    assert.deepEqual(Buffer.concat(await parked.open().toArray()), bytes)
  })

  test('an upload that broke off goes on where it stopped', async () => {
    const bytes = randomBytes(50_000)
    const location = (await uploads.handle(begin(bytes.length), ann)).headers.get('location') ?? ''
    await uploads.handle(piece(location, 0, bytes.subarray(0, 20_000)), ann)
    assert.equal((await uploads.handle(ask(location), ann)).headers.get('upload-offset'), '20000')
    await assert.rejects(uploads.take(location.split('/').at(-1) ?? '', 'usr_ann'), refused('conflict'))
    assert.equal((await uploads.handle(piece(location, 10_000, bytes.subarray(10_000)), ann)).status, 409)
    assert.equal((await uploads.handle(piece(location, 20_000, bytes.subarray(20_000)), ann)).status, 204)
  })

  test('a parked file can be taken twice, until it is dropped', async () => {
    const id = await park(randomBytes(1000))
    const [one, two] = [await uploads.take(id, 'usr_ann'), await uploads.take(id, 'usr_ann')]
    assert.deepEqual(await one.open().toArray(), await two.open().toArray())
    await uploads.drop(id)
    await uploads.drop(id)
    await assert.rejects(uploads.take(id, 'usr_ann'), refused('not_found'))
  })

  test('an upload can be ended with a call that brings nothing, though the server gives it an empty body', async () => {
    const id = await park(randomBytes(10))
    const call: RequestInit & { duplex: 'half' } = {
      method: 'DELETE',
      headers: { 'tus-resumable': '1.0.0' },
      body: new ReadableStream({ start: (empty) => empty.close() }),
      duplex: 'half',
    }
    assert.equal((await uploads.handle(new Request(address(`/${id}`), call), ann)).status, 204)
    await assert.rejects(uploads.take(id, 'usr_ann'), refused('not_found'))
  })

  test('somebody else’s upload is not there: not to see, not to go on with, not to take, not to end', async () => {
    const id = await park(randomBytes(1000))
    const location = `/api/uploads/${id}`
    await assert.rejects(uploads.handle(ask(location), bob), refused('not_found'))
    await assert.rejects(uploads.handle(piece(location, 1000, randomBytes(10)), bob), refused('not_found'))
    await assert.rejects(uploads.take(id, 'usr_bob'), refused('not_found'))
    const end = new Request(address(`/${id}`), { method: 'DELETE', headers: { 'tus-resumable': '1.0.0' } })
    await assert.rejects(uploads.handle(end, bob), refused('not_found'))
    assert.equal((await uploads.take(id, 'usr_ann')).bytes, 1000)
  })

  test('the owner is the one who is signed in, whatever the browser says', async () => {
    const facts = { investigationId: 'inv_1', name: 'x', owner: 'usr_bob' }
    const made = await uploads.handle(begin(0, facts), ann)
    const id = made.headers.get('location')?.split('/').at(-1) ?? ''
    await assert.rejects(uploads.take(id, 'usr_bob'), refused('not_found'))
    assert.equal((await uploads.take(id, 'usr_ann')).bytes, 0)
  })

  test('who may not upload is refused before a byte is kept', async () => {
    const before = (await readdir(folder)).length
    const viewer = {
      owner: 'usr_eve',
      mayPark: async () => Promise.reject(new Refusal('forbidden', 'A viewer may not upload.')),
    }
    await assert.rejects(uploads.handle(begin(10), viewer), refused('forbidden'))
    assert.equal((await readdir(folder)).length, before)
  })

  test('too large a file and too large a piece are refused', async () => {
    await assert.rejects(uploads.handle(begin(maxBytes + 1), ann), refused('invalid', 413))
    const location = (await uploads.handle(begin(maxBytes), ann)).headers.get('location') ?? ''
    await assert.rejects(
      uploads.handle(piece(location, 0, new Uint8Array(maxChunkBytes + 1)), ann),
      refused('invalid', 413),
    )
    assert.equal((await uploads.handle(piece(location, 0, new Uint8Array(maxChunkBytes)), ann)).status, 204)
  })

  test('a piece may not bring more than was announced', async () => {
    const location = (await uploads.handle(begin(10), ann)).headers.get('location') ?? ''
    const answer = await uploads.handle(piece(location, 0, randomBytes(11)), ann)
    assert.equal(answer.status, 413)
    await assert.rejects(uploads.take(location.split('/').at(-1) ?? '', 'usr_ann'), refused('conflict'))
  })

  test('an upload without a length, an investigation or a name is refused', async () => {
    await assert.rejects(uploads.handle(begin(10, { name: 'x' }), ann), refused('invalid'))
    await assert.rejects(uploads.handle(begin(10, { investigationId: 'inv_1' }), ann), refused('invalid'))
    const open = new Request(address(), {
      method: 'POST',
      headers: { 'tus-resumable': '1.0.0', 'upload-defer-length': '1' },
    })
    await assert.rejects(uploads.handle(open, ann), refused('invalid'))
  })

  test('an id that is a path leads nowhere', async () => {
    for (const id of ['..', '../x', '%2e%2e', 'a'.repeat(32), ''])
      await assert.rejects(uploads.take(id, 'usr_ann'), refused('not_found'))
  })

  test('with too little room on the disk an upload is refused before it begins', async () => {
    const full = createUploads({ folder, reserve: Number.MAX_SAFE_INTEGER })
    await assert.rejects(full.handle(begin(10), ann), refused('unavailable', 507))
  })

  test('uploads that nobody came back for are swept', async () => {
    const id = await park(randomBytes(10))
    assert.equal(await uploads.sweep(new Date(Date.now() - 60_000)), 0)
    assert((await uploads.sweep(new Date(Date.now() + 60_000))) > 0)
    await assert.rejects(uploads.take(id, 'usr_ann'), refused('not_found'))
    assert.deepEqual(await readdir(folder), [])
  })
})
