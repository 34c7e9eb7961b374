import assert from 'node:assert/strict'
import { createHash, randomBytes } from 'node:crypto'
import { chmod, mkdtemp, readdir, readFile, rm, stat, truncate, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { after, before, describe, test } from 'node:test'
import { startFauxqs } from 'fauxqs'
import { Refusal } from '#lib/domain/refusal'
import type { Blobs } from '#lib/io/blobs'
import { diskBlobs } from '#lib/io/blobs-disk'
import { memoryBlobs } from '#lib/io/blobs-memory'
import { s3Blobs } from '#lib/io/blobs-s3'

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')
const absent = sha256(Buffer.from('never kept'))
const refused = (code: string, status?: number) => (error: unknown) =>
  error instanceof Refusal && error.code === code && error.detail.status === status

async function* inPieces(bytes: Uint8Array, length = 65_536) {
  for (let at = 0; at < bytes.length; at += length) yield bytes.subarray(at, at + length)
}
async function* breakingOff(bytes: Uint8Array) {
  yield bytes
  throw new Error('the line went dead')
}
const all = async (readable: Readable) => Buffer.concat(await readable.toArray())

/** What every store of files promises, whatever it is made of. */
function contract(name: string, make: () => Promise<{ blobs: Blobs; close: () => Promise<void> }>) {
  describe(`files kept ${name}`, () => {
    let blobs: Blobs
    let close: () => Promise<void>
    before(async () => {
      ;({ blobs, close } = await make())
    })
    after(() => close())

    test('a file is kept under the hash of its bytes and comes back the same', async () => {
      const bytes = randomBytes(300_001)
      const kept = await blobs.put(inPieces(bytes))
      assert.deepEqual(kept, { sha256: sha256(bytes), bytes: bytes.length })
      assert.equal(sha256(await all(await blobs.open(kept.sha256))), kept.sha256)
      assert.equal(await blobs.size(kept.sha256), bytes.length)
    })

    test('a web stream is taken as well as a Node stream', async () => {
      const bytes = randomBytes(100_000)
      const web = new Response(bytes).body
      assert(web)
      assert.equal((await blobs.put(web)).sha256, sha256(bytes))
      assert.equal((await blobs.put(Readable.from([bytes]))).sha256, sha256(bytes))
    })

    test('the same bytes are kept once', async () => {
      const bytes = randomBytes(50_000)
      const [one, two] = await Promise.all([blobs.put(inPieces(bytes)), blobs.put(inPieces(bytes))])
      assert.deepEqual(one, two)
      let found = 0
      for await (const kept of blobs.list()) if (kept.sha256 === one.sha256) found++
      assert.equal(found, 1)
    })

    test('a file of no bytes can be kept', async () => {
      const kept = await blobs.put(inPieces(Buffer.alloc(0)))
      assert.deepEqual(kept, { sha256: sha256(Buffer.alloc(0)), bytes: 0 })
      assert.equal((await all(await blobs.open(kept.sha256))).length, 0)
    })

    test('a part of a file is the bytes from the first to the last asked for', async () => {
      const bytes = randomBytes(10_000)
      const kept = await blobs.put(inPieces(bytes))
      assert.deepEqual(await all(await blobs.open(kept.sha256, { start: 100, end: 199 })), bytes.subarray(100, 200))
      assert.deepEqual(await all(await blobs.open(kept.sha256, { start: 9_999, end: 9_999 })), bytes.subarray(9_999))
    })

    test('a file over the limit is refused and nothing of it stays', async () => {
      const bytes = randomBytes(200_000)
      await assert.rejects(blobs.put(inPieces(bytes), { maxBytes: 199_999 }), refused('invalid', 413))
      assert.equal(await blobs.has(sha256(bytes)), false)
      assert.equal((await blobs.put(inPieces(bytes), { maxBytes: 200_000 })).bytes, 200_000)
    })

    test('a stream that breaks off leaves nothing', async () => {
      const bytes = randomBytes(100_000)
      await assert.rejects(blobs.put(breakingOff(bytes)), /the line went dead/)
      assert.equal(await blobs.has(sha256(bytes)), false)
    })

    test('what was never kept is not found', async () => {
      assert.equal(await blobs.has(absent), false)
      await assert.rejects(blobs.open(absent), refused('not_found'))
      await assert.rejects(blobs.size(absent), refused('not_found'))
      await assert.rejects(blobs.local(absent), refused('not_found'))
      await blobs.remove(absent)
    })

    test('a name that is no hash is not found, whatever it points at', async () => {
      for (const name of ['../../etc/passwd', 'A'.repeat(64), '', `${absent}/..`])
        await assert.rejects(async () => blobs.open(name), refused('not_found'))
    })

    test('a removed file is gone', async () => {
      const kept = await blobs.put(inPieces(randomBytes(1000)))
      await blobs.remove(kept.sha256)
      assert.equal(await blobs.has(kept.sha256), false)
      await assert.rejects(blobs.open(kept.sha256), refused('not_found'))
    })

    test('a parser gets the file as a path that it may read', async () => {
      const bytes = randomBytes(5000)
      const kept = await blobs.put(inPieces(bytes))
      const local = await blobs.local(kept.sha256)
      assert.deepEqual(await readFile(local.path), bytes)
      await local.release()
      assert.equal(await blobs.has(kept.sha256), true)
    })
  })
}

contract('in memory', async () => ({ blobs: memoryBlobs(), close: async () => {} }))

contract('on disk', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'unsealed-blobs-'))
  return { blobs: diskBlobs({ folder, reserve: 0 }), close: () => rm(folder, { recursive: true }) }
})

contract('in an S3 store', async () => {
  const temp = await mkdtemp(join(tmpdir(), 'unsealed-s3-'))
  const server = await startFauxqs({ port: 0, logger: false })
  server.createBucket('files')
  const settings = {
    endpoint: server.address,
    bucket: 'files',
    region: 'us-east-1',
    accessKeyId: 'test',
    secretAccessKey: 'test',
  }
  return {
    blobs: s3Blobs({ ...settings, temp, reserve: 0 }),
    close: async () => {
      assert.deepEqual(await readdir(temp), [], 'no spooled file is left behind')
      await server.stop()
      await rm(temp, { recursive: true })
    },
  }
})

describe('the store on disk', () => {
  let folder: string
  const pathOf = (hash: string) => join(folder, hash.slice(0, 2), hash.slice(2, 4), hash)
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'unsealed-disk-'))
  })
  after(() => rm(folder, { recursive: true }))

  test('a kept file may be read by its owner and written by nobody', async () => {
    const kept = await diskBlobs({ folder, reserve: 0 }).put(inPieces(randomBytes(10)))
    assert.equal(((await stat(pathOf(kept.sha256))).mode & 0o777).toString(8), '440')
  })

  test('a file that changed on disk is never served as whole, and the same bytes again mend it', async () => {
    const blobs = diskBlobs({ folder, reserve: 0 })
    const bytes = randomBytes(100_000)
    const kept = await blobs.put(inPieces(bytes))
    await chmod(pathOf(kept.sha256), 0o640)
    await writeFile(pathOf(kept.sha256), Buffer.concat([bytes.subarray(1), Buffer.from([1])]))
    await assert.rejects(async () => all(await blobs.open(kept.sha256)), /has changed on disk/)
    await truncate(pathOf(kept.sha256), 10)
    await assert.rejects(async () => all(await blobs.open(kept.sha256)), /has changed on disk/)
    await blobs.put(inPieces(bytes))
    assert.deepEqual(await all(await blobs.open(kept.sha256)), bytes)
  })

  test('with less room than the reserve nothing is begun, and the refusal says so', async () => {
    const blobs = diskBlobs({ folder, reserve: Number.MAX_SAFE_INTEGER })
    await assert.rejects(blobs.put(inPieces(randomBytes(10))), refused('unavailable', 507))
  })

  test('no attempt leaves a half-written file, and what a crash leaves is dropped', async () => {
    const blobs = diskBlobs({ folder, reserve: 0 })
    await assert.rejects(blobs.put(breakingOff(randomBytes(100))))
    assert.deepEqual(await readdir(join(folder, '.tmp')), [])
    await writeFile(join(folder, '.tmp', 'left-by-a-crash'), 'half')
    assert.equal(await blobs.dropUnfinished(new Date(Date.now() - 60_000)), 0)
    assert.equal(await blobs.dropUnfinished(new Date(Date.now() + 60_000)), 1)
    assert.deepEqual(await readdir(join(folder, '.tmp')), [])
  })
})
