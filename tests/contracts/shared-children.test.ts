import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { after, test } from 'node:test'
import { z } from 'zod'
import { mupdf, rememberMemory, wasm } from '#lib/io/children/mupdf'
import { readPage } from '#lib/io/children/pdf-text'
import { ParseFailure } from '#lib/io/parse-failure'
import { createSharedChildren, mostShared } from '#lib/io/shared-children'
import { drawLines, textPdf } from '../fixtures/make-pdf.ts'

const folder = mkdtempSync(join(tmpdir(), 'unsealed-shared-'))
after(() => rmSync(folder, { recursive: true, force: true }))
const program = resolve(import.meta.dirname, '../../lib/io/children/pdf.ts')
const says = z.looseObject({ kind: z.string() })
const rules = { says, silenceMs: 20_000, totalMs: 20_000, mostBytes: 1e9 }
const args = { do: 'read', mediaType: 'application/pdf', mostPages: 100 }

const kept = (name: string, bytes: Uint8Array | string) => {
  const path = join(folder, name)
  writeFileSync(path, bytes)
  return path
}

/** Children shared by batches, how many were started, and what one of them says of a file. */
function desk() {
  const count = { started: 0, ending: 0 }
  const children = createSharedChildren({
    start: async () => {
      count.started++
      return spawn(process.execPath, [program, 'now'], {
        detached: true,
        stdio: ['pipe', 'ignore', 'pipe', 'pipe', 'pipe'],
      })
    },
    ending: () => {
      count.ending++
    },
  })
  const read = async (batch: string, path: string) => {
    const lent = await children.lend(batch, path, rules, false)
    try {
      const said = []
      for await (const { message } of lent.talk.ask({ ...args, bytes: lent.bytes })) said.push(message)
      return said
    } finally {
      await lent.giveBack()
    }
  }
  return { count, children, read }
}

test('the files of a batch are read by one program one after another, each as it would be alone', async () => {
  const files = ['apple pie', 'pear tart', 'plum cake', ''].map((text, i) =>
    kept(`${i}.pdf`, textPdf([[text], [text]])),
  )
  const filling = randomBytes(2e6).toString('hex') // longer than what goes through the pipe at a time
  files.splice(1, 0, kept('longer.pdf', textPdf([`${drawLines(['a longer file'])}\n%${filling}`])))
  const together = desk()
  for (const file of files) {
    const alone = desk()
    assert.deepEqual(await together.read('a', file), await alone.read('a', file))
    assert.equal(alone.count.started, 1)
  }
  assert.equal(together.count.started, 1)
})

test('no two batches share a program', async () => {
  const { count, read } = desk()
  const file = kept('one.pdf', textPdf([['one']]))
  for (const batch of ['a', 'b', 'a', 'b']) await read(batch, file)
  assert.equal(count.started, 2)
})

test('a program that could not read a file reads no other', async () => {
  const { count, read } = desk()
  const good = kept('good.pdf', textPdf([['good']]))
  await read('a', good)
  const bad = kept('bad.pdf', 'this is no PDF at all')
  await assert.rejects(read('a', bad), (error) => error instanceof ParseFailure && error.code === 'damaged')
  assert.equal(count.started, 1)
  await read('a', good)
  assert.equal(count.started, 2)
})

test('a reading that is given up ends its program, and the next file has another', async () => {
  const { count, children, read } = desk()
  const file = kept('long.pdf', textPdf(Array.from({ length: 40 }, (_, i) => [`page ${i}`])))
  const lent = await children.lend('a', file, rules, false)
  for await (const { message } of lent.talk.ask({ ...args, bytes: lent.bytes })) if (message?.kind === 'page') break
  await lent.giveBack()
  assert.equal(lent.talk.open(), false)
  assert.equal((await read('a', file)).length, 42) // how many pages, each of them, the facts
  assert.equal(count.started, 2)
})

test('a program is used up after so many files, and the next are told of in time', { timeout: 120_000 }, async () => {
  const { count, read } = desk()
  const file = kept('small.pdf', textPdf([['small']]))
  for (let i = 0; i < mostShared.files; i++) await read('a', file)
  assert.deepEqual(count, { started: 1, ending: 1 })
  await read('a', file)
  assert.equal(count.started, 2)
})

test('nothing that a file did to the memory of the engine reaches the next file', () => {
  const bytes = textPdf([['what stands in the file'], ['and on its second page']])
  const read = () => {
    const doc = mupdf.Document.openDocument(bytes, 'application/pdf')
    return [readPage(doc, 0), readPage(doc, 1)]
  }
  const putBack = rememberMemory()
  const first = read()
  assert.equal(first[0]?.text, 'what stands in the file')
  putBack()
  const before = wasm.HEAPU8.slice()
  for (let round = 0; round < 20; round++) {
    read()
    // as if a file had taken the engine over: its code's data, its fonts, its allocator
    wasm.HEAPU8.fill(0xa5, 4096)
    wasm.HEAPU8.fill(round, 1024, 4096)
    putBack()
    assert.deepEqual(read(), first)
    putBack()
    assert.ok(Buffer.from(before).equals(wasm.HEAPU8.subarray(0, before.length)))
  }
})
