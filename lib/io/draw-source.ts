import { z } from 'zod'
import { exhibitDpi, mostPixels } from '#lib/io/fill-pages'
import { ParseFailure } from '#lib/io/parse-failure'
import type { Prepare } from '#lib/io/prepare'
import type { Sandbox } from '#lib/io/sandbox'

/** The file that an exhibit was made from. */
export type Source = { path: string; mediaType: string; password?: string }
/** How light a page is, as lib/io/children/source-cells.ts counts it. */
export type SourcePage = { width: number; height: number; cells: Buffer }

const times = { silenceMs: 60_000, totalMs: 60 * 60_000 }
const side = z.int().min(1).max(16_000)
const mostCells = 2e6
const cellsSaid = z.strictObject({
  kind: z.literal('cells'),
  page: z.int().min(1),
  width: side,
  height: side,
  bytes: z.int().min(1).max(mostCells),
})
/** Pages that are drawn before they are asked for. */
const ahead = 3

/**
 * Pages of a source drawn as fine as an exhibit's, by a child of its own that never saw the exhibit. They are asked for
 * by their place among `pages` (those that say none are passed over), each once, about in order. Throws ParseFailure.
 */
export async function drawSource(
  { sandbox, prepare }: { sandbox: Sandbox; prepare: Prepare },
  source: Source,
  pages: readonly { page?: number | undefined }[],
): Promise<AsyncDisposable & { page(place: number): Promise<SourcePage> }> {
  const { mediaType, password } = source
  const input = await prepare(source.path, mediaType, password)
  const rules = { says: cellsSaid, ...times, mostBytes: mostCells + 1e5 }
  const talk = await sandbox.open({ program: 'pdf', path: input.path, ...rules })
  const drawn = new Map<number, Promise<SourcePage>>()
  let last: Promise<unknown> = Promise.resolve()
  let next = 0

  async function draw(page: number): Promise<SourcePage> {
    const asked = { do: 'cells', mediaType: input.mediaType, password, page, dpi: exhibitDpi, mostPixels }
    let said: z.infer<typeof cellsSaid> | undefined
    const parts: Buffer[] = []
    for await (const { message, bytes } of talk.ask(asked))
      if (bytes) parts.push(bytes)
      else if (said || message.page !== page) throw new ParseFailure('crashed')
      else said = message
    const cells = Buffer.concat(parts)
    if (!said || said.bytes !== cells.length) throw new ParseFailure('crashed')
    return { width: said.width, height: said.height, cells }
  }
  const drawTo = (place: number) => {
    for (; next <= place && next < pages.length; next++) {
      const page = pages[next]?.page
      if (page === undefined) continue
      const one = last.then(() => draw(page))
      one.catch(() => {}) // told where it is waited for
      drawn.set(next, one)
      last = one
    }
  }
  return {
    async page(place) {
      drawTo(place + ahead)
      const one = drawn.get(place)
      drawn.delete(place)
      if (!one) throw new Error('a page is asked for once')
      return one
    },
    async [Symbol.asyncDispose]() {
      await talk.close()
      await input[Symbol.asyncDispose]()
    },
  }
}
