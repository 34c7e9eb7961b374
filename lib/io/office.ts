import { type FileHandle, open, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { z } from 'zod'
import { type ArchiveFacts, archiveFactsSchema } from '#lib/domain/archive-facts'
import type { ParsedPage } from '#lib/domain/page'
import { sheetPartSchema } from '#lib/domain/sheet'
import { readJson } from '#lib/io/laid-out'
import { ParseFailure } from '#lib/io/parse-failure'
import { mostPages, pageNumber, pageOf, points, saidWords } from '#lib/io/said-page'
import type { Sandbox } from '#lib/io/sandbox'

/**
 * What an office file, a table or a web page was laid out as: a PDF or XHTML for the child that draws pages; for tables
 * also their pages with words and cells, which come from the very layout that is drawn. `as_it_is`: the file itself.
 */
export type Form = { path: string; mediaType: string; facts: ArchiveFacts; warnings: FormWarning[]; tables?: Tables }
/** `parts_damaged`: something is missing; `hidden_cells`, `tracked_changes`: what the file does not show by itself. */
export type FormWarning = { code: 'parts_damaged' | 'hidden_cells' | 'tracked_changes'; count?: number }
export type Tables = { pages: number; read(): AsyncGenerator<ParsedPage> }

const cell = z.string().max(1_000_000)
const sheet = sheetPartSchema.extend({
  name: z.string().max(100),
  columns: z
    .array(
      z.strictObject({ name: z.string().regex(/^[A-Z]{1,4}$/), hidden: z.literal(true).optional(), width: points }),
    )
    .max(20_000),
  rows: z
    .array(z.strictObject({ n: z.int().min(1), hidden: z.literal(true).optional(), cells: z.array(cell).max(20_000) }))
    .max(500),
})
const says = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('page'), page: pageNumber, width: points, height: points, words: saidWords, sheet }),
  z.strictObject({
    kind: z.literal('form'),
    mediaType: z.enum(['application/pdf', 'application/xhtml+xml', 'image/png', 'as_it_is']),
    bytes: z.int().min(0).max(1e9),
    facts: archiveFactsSchema.strict(),
    cut: z.literal(true).optional(),
  }),
])
const times = { silenceMs: 300_000, totalMs: 15 * 60_000, mostBytes: 8e9 }
export type About = { mediaType: string; facts: ArchiveFacts; pages: number; cut?: boolean }
export type Task = {
  program: 'office' | 'picture'
  path: string
  args: { mediaType: string; password?: string | undefined }
}

/** Has a child lay out a file, and keeps what it says in a folder of ours. Throws ParseFailure. */
export async function layOut(sandbox: Sandbox, task: Task, folder: string): Promise<void> {
  await using form = await open(join(folder, 'form'), 'w', 0o600)
  await using pages = await open(join(folder, 'pages'), 'w', 0o600)
  let last = 0
  let waiting = ''
  let about: About | undefined
  let left = 0
  for await (const { message, bytes } of sandbox.run({ ...task, says, ...times })) {
    if (bytes) {
      left -= bytes.length
      if (left < 0) throw new ParseFailure('crashed')
      await form.write(bytes)
    } else if (about) throw new ParseFailure('crashed')
    else if (message.kind === 'form') {
      const { mediaType, facts, cut = false } = message
      about = { mediaType, facts, pages: last, cut }
      left = message.bytes
    } else {
      if (message.page !== ++last) throw new ParseFailure('crashed')
      waiting += `${JSON.stringify({ ...pageOf(message, 'text'), sheet: message.sheet })}\n`
      if (waiting.length > 1_000_000) waiting = await written(pages, waiting)
    }
  }
  if (!about || left !== 0 || last > mostPages) throw new ParseFailure('crashed')
  await written(pages, waiting)
  await keepForm(folder, about)
}

/** Says what the form in a folder is. */
export const keepForm = (folder: string, about: About): Promise<void> =>
  writeFile(join(folder, 'about'), JSON.stringify(about), { flag: 'w', mode: 0o600 })

async function written(file: FileHandle, text: string): Promise<''> {
  await file.write(text)
  return ''
}

/** What `layOut` kept in a folder. */
export async function openForm(folder: string): Promise<Form> {
  const { mediaType, facts, pages, cut = false } = await readJson<About>(folder, 'about')
  const form = { path: join(folder, 'form'), mediaType, facts, warnings: warningsOf(facts, cut) }
  if (pages === 0) return form
  async function* read(): AsyncGenerator<ParsedPage> {
    await using file = await open(join(folder, 'pages'))
    for await (const line of createInterface({ input: file.createReadStream({ autoClose: false }) }))
      yield JSON.parse(line) as ParsedPage // written above, after every number was checked
  }
  return { ...form, tables: { pages, read } }
}

function warningsOf(facts: ArchiveFacts, cut: boolean): FormWarning[] {
  const { hiddenSheets = 0, hiddenRows = 0, hiddenColumns = 0, trackedChanges = 0 } = facts
  const hidden = hiddenSheets + hiddenRows + hiddenColumns
  return [
    ...(cut ? [{ code: 'parts_damaged' as const }] : []),
    ...(hidden > 0 ? [{ code: 'hidden_cells' as const, count: hidden }] : []),
    ...(trackedChanges > 0 ? [{ code: 'tracked_changes' as const, count: trackedChanges }] : []),
  ]
}
