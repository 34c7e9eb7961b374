import { z } from 'zod'
import { Unreadable } from '#lib/domain/document'
import type { Box } from '#lib/domain/page'
import type { Conversation } from '#lib/io/conversation'
import { ParseFailure } from '#lib/io/parse-failure'
import type { Prepare } from '#lib/io/prepare'
import type { Sandbox } from '#lib/io/sandbox'

/** A page of an exhibit as it was filled: `pageWidth` and `pageHeight` in points, the image in dots. */
export type FilledPage = {
  page: number
  image: { kind: 'png' | 'jpeg'; data: Buffer; width: number; height: number; bits: number }
  pageWidth: number
  pageHeight: number
  /** Which of the words that were asked about cannot be seen on the page: their place is all one colour. */
  unseen: number[]
}
/** `words`: boxes of letters, asked for when the page's turn comes. */
export type FillWanted = {
  page: number
  fills: readonly Box[]
  words?: () => Promise<readonly Box[]>
}
export type FillPages = (
  path: string,
  options: { mediaType: string; password?: string; pages: readonly FillWanted[] },
) => AsyncGenerator<FilledPage>

/** Dots per inch of an exhibit. */
export const exhibitDpi = 200
/** Dots of a page, at most: what is larger is drawn less finely. */
export const mostPixels = 16e6
const caps = { imageBytes: 32e6, side: 16_000 }
const times = { silenceMs: 60_000, totalMs: 30 * 60_000 }
const atOnce = 2

const count = z.int().min(1)
const points = z.number().positive().max(1e6)
const filledSaid = z.strictObject({
  kind: z.literal('filled'),
  page: count,
  image: z.enum(['png', 'jpeg']),
  bits: z.union([z.literal(1), z.literal(4), z.literal(8)]),
  width: count.max(caps.side),
  height: count.max(caps.side),
  pageWidth: points,
  pageHeight: points,
  bytes: count.max(caps.imageBytes),
  unseen: z.array(z.int().min(0)).max(60_000),
})
type Talk = Conversation<z.infer<typeof filledSaid>>

/**
 * Pages of a document drawn and filled, in the order they are asked for, by two children that take turns.
 * Throws Unreadable.
 */
export function createFillPages({ sandbox, prepare }: { sandbox: Sandbox; prepare: Prepare }): FillPages {
  return async function* fillPages(path, { mediaType, password, pages }) {
    const talks: Talk[] = []
    try {
      await using input = await prepare(path, mediaType, password)
      const rules = { says: filledSaid, ...times, mostBytes: caps.imageBytes + 1e6 }
      for (let i = 0; i < Math.min(atOnce, pages.length); i++)
        talks.push(await sandbox.open({ program: 'pdf', path: input.path, long: true, ...rules }))
      const ahead: Promise<FilledPage>[] = []
      const ask = (i: number) => {
        const [wanted, talk] = [pages[i], talks[i % atOnce]]
        if (!wanted || !talk) return
        const before = ahead[i - atOnce] ?? Promise.resolve()
        ahead[i] = before.then(() => filled(talk, { ...wanted, mediaType: input.mediaType, password }))
        ahead[i]?.catch(() => {}) // told where it is waited for
      }
      pages.slice(0, atOnce).forEach((_, i) => {
        ask(i)
      })
      for (let i = 0; i < pages.length; i++) {
        const page = await ahead[i]
        ask(i + atOnce)
        if (page) yield page
      }
      sandbox.prepare('verify-exhibit') // which comes next
    } catch (error) {
      throw error instanceof ParseFailure ? new Unreadable(error.code, error.detail) : error
    } finally {
      await Promise.all(talks.map((talk) => talk.close()))
    }
  }
}

async function filled(
  talk: Talk,
  { words, ...wanted }: FillWanted & { mediaType: string; password: string | undefined },
): Promise<FilledPage> {
  const parts: Buffer[] = []
  let said: z.infer<typeof filledSaid> | undefined
  for await (const { message, bytes } of talk.ask({
    do: 'fill',
    ...wanted,
    words: (await words?.()) ?? [],
    dpi: exhibitDpi,
    mostPixels,
  })) {
    if (message && (said || message.page !== wanted.page)) throw new ParseFailure('crashed')
    if (message) said = message
    else parts.push(bytes)
  }
  const data = Buffer.concat(parts)
  if (!said || data.length !== said.bytes) throw new ParseFailure('crashed')
  const { page, image: kind, bits, width, height, pageWidth, pageHeight, unseen } = said
  return { page, image: { kind, data, width, height, bits }, pageWidth, pageHeight, unseen }
}
