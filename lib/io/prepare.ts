import { randomUUID } from 'node:crypto'
import { mkdir, open, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { ArchiveFacts } from '#lib/domain/archive-facts'
import { mailTypes } from '#lib/domain/file-kinds'
import type { PageSource } from '#lib/domain/page'
import type { MailReader, ParsedMail } from '#lib/io/eml'
import { createLaidOut, laidOutIn } from '#lib/io/laid-out'
import { mailAsPages } from '#lib/io/mail-pages'
import { createNative } from '#lib/io/native'
import { type FormWarning, layOut, openForm, type Tables, type Task } from '#lib/io/office'
import { ParseFailure } from '#lib/io/parse-failure'
import type { Sandbox } from '#lib/io/sandbox'
import { layOutNatively } from '#lib/io/soffice'

/**
 * What the child that has pages to read or draw is to open: the file itself, or a laid-out form of it. `facts`: what
 * the file says of itself, where its form does not tell; `tables`: its pages, where they are known already.
 */
export type Input = AsyncDisposable & {
  path: string
  mediaType: string
  source: PageSource
  facts?: ArchiveFacts
  warnings?: FormWarning[]
  tables?: Tables
}

/** Any kind of file → what is opened for it; `mail` where it was read before. Throws ParseFailure, which says why nothing can be. */
export type Prepare = (path: string, mediaType: string, password?: string, mail?: ParsedMail) => Promise<Input>

/** In bytes of the file, as these are read whole. */
const caps = { text: 40e6, image: 500e6, office: 500e6, table: 1.5e9 }
const pictures = ['image/png', 'image/jpeg', 'image/tiff', 'image/gif', 'image/bmp', 'image/webp', 'image/jp2']
/** What has to be turned into another kind first. */
const packedPictures = ['image/heic', 'image/avif']
const texts = ['text/plain', 'text/markdown', 'application/json', 'application/xml', 'image/svg+xml']
const tables = ['text/csv', 'text/tab-separated-values']
/** What the office child reads; the old kinds and the new. */
const offices =
  /^(text\/html|application\/(rtf|msword|vnd\.ms-(excel|powerpoint)|vnd\.wordperfect|x-ole-storage|vnd\.(openxmlformats-officedocument|oasis\.opendocument)\..+))$/

/** @param temp a folder of ours for laid-out forms */
export function createPrepare({
  mails,
  sandbox,
  temp,
}: {
  mails: MailReader
  sandbox: Sandbox
  temp: string
}): Prepare {
  const native = createNative({ sandbox })
  const laidOut = createLaidOut({ folder: laidOutIn(temp) })
  /** What our own reader does not know, a program of the machine may. */
  const natively = (task: Task, folder: string) => (error: unknown) => {
    const unknown = task.program === 'office' && error instanceof ParseFailure && error.code === 'unsupported'
    if (!unknown) throw error
    return layOutNatively(native, task.path, task.args.mediaType, folder)
  }
  const inForm = async (program: 'office' | 'picture', path: string, mediaType: string, password?: string) => {
    const task: Task = { program, path, args: { mediaType, password } }
    const kind = JSON.stringify([mediaType, password])
    const form = await openForm(
      await laidOut.get(path, kind, (folder) => layOut(sandbox, task, folder).catch(natively(task, folder))),
    )
    return { ...form, source: 'text' as const, [Symbol.asyncDispose]: async () => {} }
  }
  return async (path, mediaType, password, mail) => {
    const { size } = await stat(path)
    const fits = (most: number) => {
      if (size > most) throw new ParseFailure('too_big')
    }
    if (size === 0) throw new ParseFailure('damaged', 'This file is empty: it has no bytes at all.')
    const asItIs = { path, mediaType, source: 'text' as const, [Symbol.asyncDispose]: async () => {} }
    if (mediaType === 'application/pdf') return asItIs
    if (pictures.includes(mediaType)) {
      fits(caps.image)
      const { facts } = await inForm('picture', path, mediaType).catch(withoutFacts)
      return { ...asItIs, ...(facts ? { facts } : {}) }
    }
    if (packedPictures.includes(mediaType)) {
      fits(caps.image)
      return inForm('picture', path, mediaType)
    }
    if (texts.includes(mediaType)) {
      fits(caps.text)
      return { ...asItIs, mediaType: 'text/plain' }
    }
    if (offices.test(mediaType) || tables.includes(mediaType)) {
      fits(tables.includes(mediaType) ? caps.table : caps.office)
      return inForm('office', path, mediaType, password)
    }
    if (!mailTypes.includes(mediaType)) throw new ParseFailure('unsupported')
    const read = mail ? { kind: 'mail' as const, mail } : await mails.readMail(path, { mediaType })
    if (read.kind === 'failed') throw new ParseFailure(read.code, read.detail)
    const pages = await inTemp(temp, 'xhtml', mailAsPages(read.mail))
    return { ...pages, mediaType: 'application/xhtml+xml', source: 'mail' }
  }
}

/** A picture that says nothing of itself is shown all the same. */
function withoutFacts(error: unknown): { facts?: ArchiveFacts } {
  if (error instanceof ParseFailure) return {}
  throw error
}

/** A file of ours that lasts as long as it is used. */
async function inTemp(temp: string, ending: string, content: string) {
  await mkdir(temp, { recursive: true })
  const path = join(temp, `${randomUUID()}.${ending}`)
  await using handle = await open(path, 'wx', 0o600)
  await handle.writeFile(content)
  return { path, [Symbol.asyncDispose]: () => rm(path, { force: true }) }
}
