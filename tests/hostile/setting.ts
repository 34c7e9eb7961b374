import { randomUUID } from 'node:crypto'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { after } from 'node:test'
import type { ParsedPage } from '#lib/domain/page'
import { createMailReader } from '#lib/io/eml'
import { createReader, type ReadEvent } from '#lib/io/pdf'
import { createPrepare } from '#lib/io/prepare'
import { createSandbox } from '#lib/io/sandbox'
import { kindOf } from '#lib/io/sniff'

const folder = mkdtempSync(join(tmpdir(), 'unsealed-hostile-'))
after(() => rmSync(folder, { recursive: true, force: true }))

export const sandbox = createSandbox()
export const mails = createMailReader({ sandbox })
export const reader = createReader({ sandbox, prepare: createPrepare({ mails, sandbox, temp: join(folder, 'temp') }) })

/** The bytes as a file on disk. */
export async function filed(bytes: Uint8Array | string): Promise<string> {
  const path = join(folder, randomUUID())
  await writeFile(path, bytes)
  return path
}

export type Outcome = { pages: ParsedPage[]; warnings: string[]; end: string; detail: string }

/** Reads a file as it would be after an upload under that name, to its end. */
export async function readWhole(bytes: Uint8Array, name = 'file.pdf', password?: string): Promise<Outcome> {
  const path = await filed(bytes)
  return outcomeOf(
    reader.readDocument(path, { mediaType: kindOf(Buffer.from(bytes).subarray(0, 4096), name).mediaType, password }),
  )
}

export async function outcomeOf(events: AsyncIterable<ReadEvent>): Promise<Outcome> {
  const outcome: Outcome = { pages: [], warnings: [], end: 'silence', detail: '' }
  for await (const event of events) {
    if (event.kind === 'page') outcome.pages.push(event.page)
    if (event.kind === 'warning') outcome.warnings.push(event.code)
    if (event.kind === 'done') outcome.end = 'done'
    if (event.kind === 'failed') [outcome.end, outcome.detail] = [event.code, event.detail]
  }
  return outcome
}

/** The collection of real files, where this machine has it. */
export const corpus = resolve(process.env.UNSEALED_CORPUS ?? '../shared/corpus')
export const noCorpus = existsSync(corpus) ? false : `the corpus is not at ${corpus} (set UNSEALED_CORPUS)`
