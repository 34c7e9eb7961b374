import { stat } from 'node:fs/promises'
import { z } from 'zod'
import type { FailureCode } from '#lib/domain/document'
import type { Said } from '#lib/io/conversation'
import { ParseFailure } from '#lib/io/parse-failure'
import type { Sandbox } from '#lib/io/sandbox'

const line = z.string().max(2000)
const address = z.strictObject({ name: line, address: line })

/**
 * A mail as its sender wrote it, nothing believed. `date` is an ISO 8601 instant, null where there is none or none
 * that can be read. `headers`: those on the allow-list, lower case, each with all its values. `html` is sanitised and
 * loads nothing from outside; `text` is made from it where the mail has only HTML. Ids come with their angle brackets.
 * Warnings: no_date, no_from, headers_cut, text_cut, mail_cut, parts_unreadable, attachments_cut, addresses_cut.
 */
const mailSaid = z.strictObject({
  kind: z.literal('mail'),
  headers: z.record(z.string().regex(/^[a-z-]{1,50}$/), z.array(line).max(20)),
  from: address.nullable(),
  to: z.array(address).max(1000),
  cc: z.array(address).max(1000),
  date: z.iso.datetime().nullable(),
  subject: line,
  messageId: line.nullable(),
  inReplyTo: line.nullable(),
  references: z.array(line).max(100),
  text: z.string().max(5e6),
  html: z.string().max(5e6).nullable(),
  warnings: z
    .array(z.strictObject({ code: z.string().regex(/^[a-z_]{1,40}$/), count: z.int().min(1).optional() }))
    .max(20),
  attachments: z.int().min(0).max(500),
})
const attachmentSaid = z.strictObject({
  kind: z.literal('attachment'),
  name: z.string().min(1).max(200),
  mediaType: z.string().regex(/^[\w.+-]{1,100}\/[\w.+-]{1,100}$/),
  inline: z.boolean(),
  contentId: line.nullable(),
  bytes: z
    .int()
    .min(0)
    .max(200 * 1024 ** 2),
})

export type ParsedMail = Omit<z.infer<typeof mailSaid>, 'kind' | 'attachments'>
/** `name` as the sender wrote it, shortened to 200 bytes: to be shown, never used as a path. */
export type MailAttachment = Omit<z.infer<typeof attachmentSaid>, 'kind'> & { sha256: string }
export type ReadMail =
  | { kind: 'mail'; mail: ParsedMail; attachments: MailAttachment[] }
  | { kind: 'failed'; code: FailureCode; detail: string }

/** Where attachments go: the same shape as `put` of the blob store. */
export type Keep = (bytes: AsyncIterable<Uint8Array>) => Promise<{ sha256: string; bytes: number }>

export type MailReader = {
  /**
   * One message: .eml, .emlx, .msg or winmail.dat, by `mediaType` where it is known and else by its first bytes. With
   * `keep`, each attachment is stored through it; without, attachments are left out.
   */
  readMail(path: string, options?: { mediaType?: string; keep?: Keep }): Promise<ReadMail>
}

/** Most bytes of one raw mail. */
const mostBytes = 150 * 1024 ** 2

export function createMailReader({ sandbox }: { sandbox: Sandbox }): MailReader {
  return {
    async readMail(path, { mediaType, keep } = {}) {
      try {
        const { size } = await stat(path)
        if (size === 0) throw new ParseFailure('damaged', 'This file is empty: it has no bytes at all.')
        if (size > mostBytes) throw new ParseFailure('too_big')
        return await listen(sandbox, path, mediaType, keep)
      } catch (error) {
        if (!(error instanceof ParseFailure)) throw error
        return { kind: 'failed', code: error.code, detail: error.detail }
      }
    },
  }
}

const says = z.discriminatedUnion('kind', [mailSaid, attachmentSaid])

async function listen(
  sandbox: Sandbox,
  path: string,
  mediaType: string | undefined,
  keep: Keep | undefined,
): Promise<ReadMail> {
  const args = { mediaType, attachments: keep !== undefined }
  const said = sandbox.run({
    program: 'mail',
    path,
    args,
    says,
    silenceMs: 30_000,
    totalMs: 120_000,
    mostBytes: 2 * mostBytes,
  })
  try {
    const first = (await said.next()).value?.message
    if (first?.kind !== 'mail') throw new ParseFailure('crashed')
    const { kind, attachments: announced, ...mail } = first
    const attachments: MailAttachment[] = []
    for (;;) {
      const next = await said.next()
      if (next.done) break
      const message = next.value.message
      if (!keep || message?.kind !== 'attachment' || attachments.length >= announced) throw new ParseFailure('crashed')
      const { kind: _, ...facts } = message
      const kept = await keep(pieces(said, facts.bytes))
      if (kept.bytes !== facts.bytes) throw new ParseFailure('crashed')
      attachments.push({ ...facts, sha256: kept.sha256 })
    }
    if (keep && attachments.length !== announced) throw new ParseFailure('crashed')
    return { kind, mail, attachments }
  } finally {
    await said.return(undefined)
  }
}

/** The next `bytes` bytes that the child says. */
async function* pieces<T>(said: AsyncGenerator<Said<T>>, bytes: number): AsyncGenerator<Uint8Array> {
  let left = bytes
  while (left > 0) {
    const next = await said.next()
    if (next.done || !next.value.bytes || next.value.bytes.length > left) throw new ParseFailure('crashed')
    left -= next.value.bytes.length
    yield next.value.bytes
  }
}
