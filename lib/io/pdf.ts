import { z } from 'zod'
import { type ArchiveFacts, archiveFactsSchema } from '#lib/domain/archive-facts'
import type { FailureCode } from '#lib/domain/document'
import { hiddenKinds, type ParsedPage, textOf } from '#lib/domain/page'
import { holdBack } from '#lib/domain/quarantine'
import { notFound, Refusal } from '#lib/domain/refusal'
import type { LocalFile } from '#lib/io/blobs'
import { createDrawing, type PageImage, type WithInput } from '#lib/io/draw-pages'
import type { ParsedMail } from '#lib/io/eml'
import type { FormWarning } from '#lib/io/office'
import { ParseFailure } from '#lib/io/parse-failure'
import type { Input, Prepare } from '#lib/io/prepare'
import { points, saidBoxes, saidPlaces, saidText, wordsPlaced } from '#lib/io/said-page'
import type { Sandbox } from '#lib/io/sandbox'

/**
 * What is learned of a file while it is read, in this order: `opened`, then for each page `page` and its warnings, then
 * `facts` and warnings of the whole, then `done`. `failed` may come at any point and is then the last; pages before it are good.
 * Warnings: `no_text` (nothing to read on this page, a scan perhaps), `page_broken`, `text_cut`, `attached_files`; of office
 * files `parts_damaged`, `hidden_cells`, `tracked_changes`.
 */
export type ReadEvent =
  | { kind: 'opened'; pages: number }
  | { kind: 'page'; page: ParsedPage }
  | {
      kind: 'warning'
      code: 'no_text' | 'page_broken' | 'text_cut' | 'attached_files' | FormWarning['code']
      page?: number
      count?: number
    }
  | { kind: 'facts'; facts: ArchiveFacts }
  | { kind: 'failed'; code: FailureCode; detail: string }
  | { kind: 'done' }

export type Reader = {
  /**
   * Any kind of file → its pages and their words. Never throws for what is wrong with the file: that is `failed`.
   * `times`: shorter limits than a minute for a page and half an hour for the whole. `mail`: what it is as a mail, where
   * that is known already. `batch`: files of the same batch (one person's, into one investigation) may be read one after
   * another by the same program; without it each has its own.
   */
  readDocument(
    path: string,
    options: { mediaType: string; password?: string; times?: Times; mail?: ParsedMail; batch?: string },
  ): AsyncGenerator<ReadEvent>
  /**
   * One page as seen, `width` pixels wide (narrower where the page is extremely tall). Pages count from 1. Pages of
   * one file asked for within seconds share the child that opened it, widths above a thumbnail's first.
   * Refuses not_found (no such page), invalid (the file cannot be shown; the sentence says why).
   */
  renderPage(
    file: string | NamedFile,
    options: { mediaType: string; page: number; width: number; password?: string },
  ): Promise<PageImage>
}

/** A file under a name that no other content ever has, such as its hash; `local` fetches it where it is needed. */
export type NamedFile = { name: string; local: () => Promise<LocalFile> }

const caps = { pages: 10_000, saidBytes: 8e9 }
/** Longest wait for one page and for all of them, in ms. */
type Times = { silenceMs: number; totalMs: number }
const usual: Times = { silenceMs: 60_000, totalMs: 30 * 60_000 }

const count = z.int().min(1)
const readSaid = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('opened'), pages: count.max(caps.pages) }),
  z.strictObject({
    kind: z.literal('page'),
    page: count.max(caps.pages),
    width: points,
    height: points,
    text: saidText,
    boxes: saidPlaces,
    cut: z.literal(true).optional(),
    broken: z.literal(true).optional(),
    pictures: saidBoxes.optional(),
    hidden: z
      .array(z.tuple([z.int().min(0), z.enum(hiddenKinds)]))
      .max(50_000)
      .optional(),
    beyond: z.string().max(50_000).optional(),
  }),
  z.strictObject({ kind: z.literal('facts'), facts: archiveFactsSchema.strict() }),
])

export function createReader({ sandbox, prepare }: { sandbox: Sandbox; prepare: Prepare }): Reader {
  const drawing = createDrawing({ sandbox })
  return {
    async *readDocument(path, { mediaType, password, times = usual, mail, batch }) {
      try {
        await using input = await prepare(path, mediaType, password, mail)
        if (input.tables) {
          yield { kind: 'opened', pages: input.tables.pages }
          for await (const page of input.tables.read()) yield { kind: 'page', page }
        } else yield* readPages(sandbox, input, { password, times, batch })
        if (input.facts) yield { kind: 'facts', facts: input.facts }
        for (const warning of input.warnings ?? []) yield { kind: 'warning', ...warning }
        yield { kind: 'done' }
      } catch (error) {
        if (!(error instanceof ParseFailure)) throw error
        yield { kind: 'failed', code: error.code, detail: error.detail }
      }
    },
    async renderPage(file, { mediaType, page, width, password }) {
      const { name, local } = typeof file === 'string' ? here(file) : file
      const withInput: WithInput = async (use) => {
        const { path, release } = await local()
        try {
          await using input = await prepare(path, mediaType, password)
          return await use(input)
        } finally {
          await release()
        }
      }
      try {
        const key = JSON.stringify([name, mediaType, password])
        return await drawing.draw({ file: key, page, width, password, withInput })
      } catch (error) {
        if (!(error instanceof ParseFailure)) throw error
        throw error.detail === noSuchPage ? notFound('page') : new Refusal('invalid', error.detail)
      }
    },
  }
}
const here = (path: string): NamedFile => ({ name: path, local: async () => ({ path, release: async () => {} }) })
/** What only the engine in WebAssembly reads, whose memory is put back before each file. */
const shareable = ['application/pdf', 'text/plain', 'application/xhtml+xml']
const noSuchPage = 'This file has no such page.'

/** What is seen of a page, and what is not. */
function apart(...said: Parameters<typeof holdBack>) {
  const { words, held } = holdBack(...said)
  return { words, text: textOf(words), held }
}

async function* readPages(
  sandbox: Sandbox,
  input: Input,
  { password, times, batch }: { password?: string | undefined; times: Times; batch?: string | undefined },
): AsyncGenerator<ReadEvent> {
  const args = { do: 'read', mediaType: input.mediaType, password, mostPages: caps.pages }
  let expected = 0
  let last = 0
  for await (const { message } of sandbox.run({
    program: 'pdf',
    path: input.path,
    args,
    says: readSaid,
    ...times,
    mostBytes: caps.saidBytes,
    // a password stays with its file, and native code (pictures) in its own process
    ...(batch !== undefined && password === undefined && shareable.includes(input.mediaType) ? { batch } : {}),
  })) {
    if (!message || (message.kind === 'opened') !== (expected === 0)) throw new ParseFailure('crashed')
    if (message.kind === 'opened') {
      expected = message.pages
      yield message
    } else if (message.kind === 'facts') {
      if (input.facts) continue // those of a laid-out form are ours
      yield message
      const { attachments } = message.facts
      if (attachments) yield { kind: 'warning', code: 'attached_files', count: attachments }
    } else {
      const { page, width, height, text, boxes, pictures, hidden = [], beyond } = message
      const words = wordsPlaced(text, boxes)
      if (!words || page !== ++last || last > expected) throw new ParseFailure('crashed')
      const past = beyond?.split(' ').filter((word) => word !== '') ?? []
      const seen = { words, text, ...(hidden.length + past.length > 0 ? apart(words, hidden, past) : {}) }
      const read = { page, width, height, ...seen, source: input.source, ...(pictures ? { pictures } : {}) }
      yield { kind: 'page', page: read }
      if (message.broken) yield { kind: 'warning', code: 'page_broken', page: message.page }
      else if (seen.words.length === 0) yield { kind: 'warning', code: 'no_text', page: message.page }
      if (message.cut) yield { kind: 'warning', code: 'text_cut', page: message.page }
    }
  }
  if (last !== expected || expected === 0) throw new ParseFailure('crashed')
}
