import { randomUUID } from 'node:crypto'
import { mkdir, open, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { mailTypes } from '#lib/domain/file-kinds'
import type { PageSource } from '#lib/domain/page'
import type { MailReader } from '#lib/io/eml'
import { mailAsPages } from '#lib/io/mail-pages'
import { ParseFailure } from '#lib/io/parse-failure'

/** What the child that has pages to read or draw is to open: the file itself, or a laid-out form of it. */
export type Input = AsyncDisposable & { path: string; mediaType: string; source: PageSource }

/** Any kind of file → what is opened for it. Throws ParseFailure, which says why nothing can be. */
export type Prepare = (path: string, mediaType: string) => Promise<Input>

/** In bytes of the file, as these are read whole. */
const caps = { text: 40e6, image: 500e6 }
const pictures = ['image/png', 'image/jpeg', 'image/tiff', 'image/gif', 'image/bmp', 'image/webp', 'image/jp2']
const texts = ['text/plain', 'text/csv', 'text/markdown', 'text/tab-separated-values']

/** @param temp a folder of ours for laid-out forms while they are read */
export function createPrepare({ mails, temp }: { mails: MailReader; temp: string }): Prepare {
  return async (path, mediaType) => {
    const { size } = await stat(path)
    if (size === 0) throw new ParseFailure('damaged', 'This file is empty: it has no bytes at all.')
    const asItIs = { path, mediaType, source: 'text' as const, [Symbol.asyncDispose]: async () => {} }
    if (mediaType === 'application/pdf') return asItIs
    if (pictures.includes(mediaType) && size <= caps.image) return asItIs
    if (texts.includes(mediaType) && size <= caps.text) return { ...asItIs, mediaType: 'text/plain' }
    if (pictures.includes(mediaType) || texts.includes(mediaType)) throw new ParseFailure('too_big')
    if (!mailTypes.includes(mediaType)) throw new ParseFailure('unsupported')
    const read = await mails.readMail(path, { mediaType })
    if (read.kind === 'failed') throw new ParseFailure(read.code, read.detail)
    const laidOut = await inTemp(temp, 'xhtml', mailAsPages(read.mail))
    return { ...laidOut, mediaType: 'application/xhtml+xml', source: 'mail' }
  }
}

/** A file of ours that lasts as long as it is used. */
async function inTemp(temp: string, ending: string, content: string) {
  await mkdir(temp, { recursive: true })
  const path = join(temp, `${randomUUID()}.${ending}`)
  await using handle = await open(path, 'wx', 0o600)
  await handle.writeFile(content)
  return { path, [Symbol.asyncDispose]: () => rm(path, { force: true }) }
}
