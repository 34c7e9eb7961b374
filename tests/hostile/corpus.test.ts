import assert from 'node:assert/strict'
import { readdirSync, statSync } from 'node:fs'
import { open } from 'node:fs/promises'
import { extname, join, relative } from 'node:path'
import { describe, test } from 'node:test'
import { failureCodes } from '#lib/domain/document'
import { memoryBlobs } from '#lib/io/blobs-memory'
import { kindOf } from '#lib/io/sniff'
import { corpus, mails, noCorpus, outcomeOf, reader } from './setting.ts'

const nightly = process.env.UNSEALED_NIGHTLY === '1'
/** How many files of the wider collection are read: the smallest first, each ending in turn. */
const sample = nightly ? Number.POSITIVE_INFINITY : 120

type Specimen = { path: string; bytes: number }

function specimens(): Specimen[] {
  return readdirSync(corpus, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.parentPath !== corpus)
    .map((entry) => join(entry.parentPath, entry.name))
    .map((path) => ({ path, bytes: statSync(path).size }))
    .sort((a, b) => a.bytes - b.bytes || a.path.localeCompare(b.path))
}

/** One of each ending, then the next of each, until there are enough. */
function inTurn(files: Specimen[], most: number): Specimen[] {
  const piles = [...Map.groupBy(files, (file) => extname(file.path).toLowerCase()).values()]
  const rounds = Math.max(0, ...piles.map((pile) => pile.length))
  return Array.from({ length: rounds }, (_, i) => piles.flatMap((pile) => pile[i] ?? []))
    .flat()
    .slice(0, most)
}

async function headOf(path: string): Promise<Buffer> {
  await using file = await open(path, 'r')
  const { buffer, bytesRead } = await file.read(Buffer.alloc(4096), 0, 4096, 0)
  return buffer.subarray(0, bytesRead)
}

/** Reads one and checks what must hold of every file there is. */
async function readOne(path: string) {
  const name = relative(corpus, path)
  const { kind, mediaType } = kindOf(await headOf(path), name)
  const outcome = await outcomeOf(reader.readDocument(path, { mediaType }))
  assert(['done', ...failureCodes].includes(outcome.end), `${name} ended as ${outcome.end}`)
  assert.notEqual(outcome.end, 'crashed', `${name} broke the parser`)
  assert.notEqual(outcome.end, 'timeout', `${name} took too long`)
  if (outcome.end === 'done') assert(outcome.pages.length > 0, `${name} has pages`)
  for (const page of outcome.pages) {
    assert(page.text.isWellFormed() && !page.text.includes('\0'))
    assert.equal(
      page.text.split(/\s+/u).filter(Boolean).length,
      page.words.length,
      `${name}, page ${page.page}: the n-th word is the n-th run of the text`,
    )
    for (const { box } of page.words)
      assert(box[0] < box[2] && box[1] < box[3], `${name}, page ${page.page}: a box has a size`)
  }
  if (kind === 'mail') {
    const mail = await mails.readMail(path, { mediaType, keep: (bytes) => memoryBlobs().put(bytes) })
    assert.equal(
      mail.kind === 'mail' ? 'done' : mail.code,
      outcome.end,
      `${name}: as a mail and as pages it ends alike`,
    )
  }
  return { name, kind, ...outcome }
}

/** Two at a time, as the worker does. */
async function readAll(files: Specimen[]) {
  const queue = files.values()
  const results: Awaited<ReturnType<typeof readOne>>[] = []
  const worker = async () => {
    for (const { path } of queue) results.push(await readOne(path))
  }
  await Promise.all([worker(), worker()])
  return results
}

describe('real files', { skip: noCorpus }, () => {
  test('every file that one police department released is read, or kept with a reason', async () => {
    const released = specimens().filter(({ path }) => path.includes('eugene-flock'))
    const results = await readAll(released)
    assert.equal(results.length, 24)
    for (const { name, kind, end, pages, warnings } of results) {
      assert.equal(end, 'done', name)
      if (kind !== 'pdf') continue
      assert.equal(
        warnings.filter((code) => code === 'no_text').length,
        pages.filter((page) => page.words.length === 0).length,
        name,
      )
    }
    const readable = results.filter(({ pages }) => pages.some((page) => page.words.length > 0))
    assert(readable.length >= 12, `${readable.length} of the PDFs have text`)
  })

  test('files gathered from other projects’ tests each end in a named state', async (t) => {
    const others = inTurn(
      specimens().filter(({ path }) => !path.includes('eugene-flock')),
      sample,
    )
    const results = await readAll(others)
    const count = (end: string) => results.filter((result) => result.end === end).length
    t.diagnostic(
      `${results.length} files: ${['done', ...failureCodes].map((end) => `${end} ${count(end)}`).join(', ')}`,
    )
    assert(count('done') > results.length / 2)
  })
})
