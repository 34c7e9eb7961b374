import { fstatSync, readSync } from 'node:fs'
import { GiveUp } from '#lib/io/children/give-up'
import { mupdf } from '#lib/io/children/mupdf'
import type { Teller } from '#lib/io/children/tell-entries'
import { inputFd, say } from '#lib/io/frames'

type Pdf = InstanceType<typeof mupdf.PDFDocument>
type Spec = ReturnType<Pdf['getTrailer']>

/** The files inside a PDF: those of its list, of a portfolio, and those pinned to its pages. Throws GiveUp, Stop. */
export async function pdfFiles(tell: Teller, mostEntries: number, password: string | undefined): Promise<void> {
  const doc = opened(password)
  const found = new Map<string, { path: string; spec: Spec }>()
  for (const { name, spec } of listed(doc, mostEntries)) add(found, name, spec)
  for (const { page, spec } of pinned(doc, mostEntries)) add(found, `p. ${page}`, spec)
  say({ kind: 'opened', entries: Math.min(found.size, mostEntries) })
  for (const { path, spec } of found.values()) await tell.entry({ path, bytes: contentOf(doc, spec) })
}

function opened(password: string | undefined): Pdf {
  const { size } = fstatSync(inputFd)
  const stream = new mupdf.Stream({
    fileSize: () => size,
    read: (memory: Uint8Array, offset: number, length: number, position: number) =>
      readSync(inputFd, memory, offset, length, position),
    close: () => {},
  })
  const doc = mupdf.Document.openDocument(stream, 'application/pdf')
  if (doc.needsPassword() && (password === undefined || doc.authenticatePassword(password) === 0))
    throw new GiveUp('encrypted')
  const pdf = doc.asPDF()
  if (!pdf) throw new GiveUp('damaged')
  return pdf
}

/** The same file may stand in the list and on a page; it is told once. */
function add(found: Map<string, { path: string; spec: Spec }>, name: string, spec: Spec): void {
  const content = spec.get('EF')
  const stream = content.isDictionary()
    ? [content.get('UF'), content.get('F')].find((each) => !each.isNull())
    : undefined
  if (!stream) return
  const key = stream.isIndirect() ? String(stream.asIndirect()) : `${found.size} ${name}`
  const path = nameOf(spec) ?? name
  if (!found.has(key)) found.set(key, { path, spec })
}

function nameOf(spec: Spec): string | undefined {
  for (const key of ['UF', 'F', 'Desc']) {
    const value = spec.get(key)
    if (value.isString() && value.asString() !== '') return value.asString()
  }
  return undefined
}

/** Walked by hand: names may be given twice, and a tree may run in circles. */
function* listed(doc: Pdf, most: number): Generator<{ name: string; spec: Spec }> {
  const waiting = [doc.getTrailer().get('Root', 'Names', 'EmbeddedFiles')]
  let steps = 0
  for (let node = waiting.pop(); node && steps < 4 * most; node = waiting.pop()) {
    steps++
    if (!node.isDictionary()) continue
    const names = node.get('Names')
    for (let i = 0; names.isArray() && i + 1 < names.length && steps < 4 * most; i += 2, steps++) {
      const spec = names.get(i + 1)
      if (spec.isDictionary()) yield { name: names.get(i).asString(), spec }
    }
    const kids = node.get('Kids')
    for (let i = 0; kids.isArray() && i < kids.length && waiting.length < most; i++) waiting.push(kids.get(i))
  }
}

/** Paper clips on pages: annotations that hold a file. */
function* pinned(doc: Pdf, most: number): Generator<{ page: number; spec: Spec }> {
  const pages = Math.min(doc.countPages(), 10_000)
  let steps = 0
  for (let n = 0; n < pages && steps < 4 * most; n++) {
    const annotations = quietly(() => doc.findPage(n).get('Annots'))
    for (let i = 0; annotations?.isArray() && i < annotations.length && steps < 4 * most; i++, steps++) {
      const spec = quietly(() => {
        const annotation = annotations.get(i)
        const kind = annotation.isDictionary() ? annotation.get('Subtype') : undefined
        return kind?.isName() && kind.asName() === 'FileAttachment' ? annotation.get('FS') : undefined
      })
      if (spec?.isDictionary()) yield { page: n + 1, spec }
    }
  }
}

function quietly<T>(ask: () => T): T | undefined {
  try {
    return ask()
  } catch {
    return undefined
  }
}

function* contentOf(doc: Pdf, spec: Spec): Generator<Uint8Array> {
  const content = doc.getEmbeddedFileContents(spec)
  if (!content) throw new Error('no content')
  const length = content.getLength()
  for (let at = 0; at < length; at += 1024 ** 2)
    yield content
      .slice(at, Math.min(length, at + 1024 ** 2))
      .asUint8Array()
      .slice()
  content.destroy()
}
