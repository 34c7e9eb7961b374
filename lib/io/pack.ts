import { stat } from 'node:fs/promises'
import { z } from 'zod'
import type { FailureCode } from '#lib/domain/document'
import type { Said } from '#lib/io/conversation'
import type { Keep } from '#lib/io/eml'
import { ParseFailure } from '#lib/io/parse-failure'
import type { Sandbox } from '#lib/io/sandbox'

/** Why an entry of a pack was not taken out. */
const leftWhys = [
  'locked',
  'wrong_password',
  'link',
  'special',
  'system',
  'damaged',
  'method',
  'ratio',
  'too_big',
] as const
export type LeftWhy = (typeof leftWhys)[number]
const stopWhys = ['entries', 'bytes', 'ratio', 'damaged'] as const
export type StopWhy = (typeof stopWhys)[number]

const path = z.string().min(1).max(1000)
const packSaid = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('opened'), entries: z.int().min(0).max(1e6) }),
  z.strictObject({
    kind: z.literal('entry'),
    path,
    name: z.string().min(1).max(200),
    modifiedAt: z.iso.datetime().nullable(),
  }),
  z.strictObject({ kind: z.literal('closed'), bytes: z.int().min(0), flawed: z.boolean() }),
  z.strictObject({ kind: z.literal('lost'), why: z.enum(leftWhys) }),
  z.strictObject({ kind: z.literal('left'), path, why: z.enum(leftWhys) }),
  z.strictObject({ kind: z.literal('stopped'), why: z.enum(stopWhys) }),
])
type PackSaid = z.infer<typeof packSaid>

/** `path` and `name` as written in the pack, shortened: to be shown, never used as a path. `flawed`: not what the pack says it was. */
export type PackEntry = {
  path: string
  name: string
  modifiedAt: string | null
  sha256: string
  bytes: number
  flawed: boolean
}

/**
 * What comes out of a pack, in its own order: `opened` with the number of entries to come, as far as it is known, then
 * each entry, kept or `left` where it is. `stopped`: a limit was reached, or the rest is damaged. `failed` may come at
 * any point and is then the last; entries before it are good.
 */
export type PackEvent =
  | { kind: 'opened'; entries: number }
  | { kind: 'entry'; entry: PackEntry }
  | { kind: 'left'; path: string; why: LeftWhy }
  | { kind: 'stopped'; why: StopWhy }
  | { kind: 'failed'; code: FailureCode; detail: string }
  | { kind: 'done' }

export type Packs = {
  /**
   * Takes out what a ZIP, a mailbox (mbox, pst) or a PDF holds; each entry is stored through `keep` while it is read.
   * `limits`: most entries and most bytes, counted on what really comes out. Never throws for what is wrong with the
   * file: that is `failed`.
   */
  unpack(
    path: string,
    options: { mediaType: string; password?: string; limits: { entries: number; bytes: number }; keep: Keep },
  ): AsyncGenerator<PackEvent>
}

export function createPacks({ sandbox }: { sandbox: Sandbox }): Packs {
  return {
    async *unpack(path, options) {
      try {
        const { size } = await stat(path)
        if (size === 0) throw new ParseFailure('damaged', 'This file is empty: it has no bytes at all.')
        yield* listen(sandbox, path, options)
        yield { kind: 'done' }
      } catch (error) {
        if (!(error instanceof ParseFailure)) throw error
        yield { kind: 'failed', code: error.code, detail: error.detail }
      }
    },
  }
}

async function* listen(
  sandbox: Sandbox,
  path: string,
  { mediaType, password, limits, keep }: Parameters<Packs['unpack']>[1],
): AsyncGenerator<PackEvent> {
  const said = sandbox.run({
    program: 'pack',
    path,
    args: { mediaType, password, limits },
    says: packSaid,
    silenceMs: 120_000,
    totalMs: 60 * 60_000,
    mostBytes: limits.bytes + 256 * 1024 ** 2,
  })
  let told = 0
  try {
    for (let next = await said.next(); !next.done; next = await said.next()) {
      const { message } = next.value
      if (!message || message.kind === 'closed' || message.kind === 'lost') throw new ParseFailure('crashed')
      if ((message.kind === 'entry' || message.kind === 'left') && ++told > limits.entries)
        throw new ParseFailure('crashed')
      if (message.kind === 'entry') yield await keepEntry(said, message, keep)
      else yield message
    }
  } finally {
    await said.return(undefined)
  }
}

/** The bytes of one entry go through to the store; only at its end the child says whether they are good. */
async function keepEntry(
  said: AsyncGenerator<Said<PackSaid>>,
  { path, name, modifiedAt }: Extract<PackSaid, { kind: 'entry' }>,
  keep: Keep,
): Promise<PackEvent> {
  let end: Extract<PackSaid, { kind: 'closed' | 'lost' }> | undefined
  async function* pieces() {
    for (;;) {
      const next = await said.next()
      if (next.done) throw new ParseFailure('crashed')
      const { message, bytes } = next.value
      if (bytes) yield bytes
      else if (message?.kind === 'closed' || message?.kind === 'lost') {
        end = message
        if (message.kind === 'lost') throw new ParseFailure('damaged') // what came of it is not kept
        return
      } else throw new ParseFailure('crashed')
    }
  }
  const kept = await keep(pieces()).catch((error: unknown) => {
    if (end?.kind !== 'lost') throw error
    return null
  })
  if (!end) throw new ParseFailure('crashed')
  if (end.kind === 'lost' || !kept) return { kind: 'left', path, why: end.kind === 'lost' ? end.why : 'damaged' }
  if (kept.bytes !== end.bytes) throw new ParseFailure('crashed')
  return { kind: 'entry', entry: { path, name, modifiedAt, flawed: end.flawed, ...kept } }
}
