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

/** `twoTone`: its picture in the exhibit is black and white. */
type Wanted = { page: number; twoTone: boolean }
export type DrawnSource = AsyncDisposable & {
  /** @returns a page by its place among these; each is asked for once, about in order. Throws ParseFailure. */
  draw(pages: readonly (Wanted | null)[]): (place: number) => Promise<SourcePage>
}

/** Pages of a source drawn as fine as an exhibit's, by a child of its own that never saw the exhibit. Throws ParseFailure. */
export async function drawSource(
  { sandbox, prepare }: { sandbox: Sandbox; prepare: Prepare },
  { path, mediaType, password }: Source,
): Promise<DrawnSource> {
  const input = await prepare(path, mediaType, password)
  const rules = { says: cellsSaid, ...times, mostBytes: mostCells + 1e5 }
  const talk = await sandbox.open({ program: 'pdf', path: input.path, long: true, ...rules })
  let last: Promise<unknown> = Promise.resolve()

  async function one(wanted: Wanted): Promise<SourcePage> {
    const how = { mediaType: input.mediaType, password, dpi: exhibitDpi, mostPixels }
    let said: z.infer<typeof cellsSaid> | undefined
    const parts: Buffer[] = []
    for await (const { message, bytes } of talk.ask({ do: 'cells', ...how, ...wanted }))
      if (bytes) parts.push(bytes)
      else if (said || message.page !== wanted.page) throw new ParseFailure('crashed')
      else said = message
    const cells = Buffer.concat(parts)
    if (!said || said.bytes !== cells.length) throw new ParseFailure('crashed')
    return { width: said.width, height: said.height, cells }
  }
  return {
    draw(pages) {
      const drawn = new Map<number, Promise<SourcePage>>()
      let next = 0
      return async (place) => {
        for (; next <= place + ahead && next < pages.length; next++) {
          const wanted = pages[next]
          if (!wanted) continue
          const begun = last.then(() => one(wanted))
          begun.catch(() => {}) // told where it is waited for
          drawn.set(next, begun)
          last = begun
        }
        const page = drawn.get(place)
        drawn.delete(place)
        if (!page) throw new Error('a page is asked for once')
        return page
      }
    },
    async [Symbol.asyncDispose]() {
      await talk.close()
      await input[Symbol.asyncDispose]()
    },
  }
}
