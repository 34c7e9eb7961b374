import { createRequire } from 'node:module'
import { GiveUp } from '#lib/io/children/give-up'
import type { Compound } from '#lib/io/children/office/compound'
import { summaryOf } from '#lib/io/children/office/compound'
import { escaped, type Flow, pageBreak, xhtmlOf } from '#lib/io/children/office/flow'

type Extracted = Record<'getBody' | 'getFootnotes' | 'getEndnotes' | 'getAnnotations', () => string> & {
  getHeaders(options: { includeFooters: boolean }): string
  getFooters(): string
  getTextboxes(options: { includeHeadersAndFooters: boolean }): string
}
const WordExtractor = createRequire(import.meta.url)('word-extractor') as new () => {
  extract(bytes: Buffer): Promise<Extracted>
} // it has no types

/** An old Word document: its text, with notes, remarks, headers and boxes behind it. Its form is lost. */
export async function readDoc(bytes: Buffer, file: Compound): Promise<Flow> {
  const head = file.read('WordDocument')
  if (!head || head.length < 32) throw new GiveUp('damaged')
  if ((head.readUInt16LE(10) & 0x0100) !== 0) throw new GiveUp('encrypted', locked)
  let doc: Extracted
  try {
    doc = await new WordExtractor().extract(bytes)
  } catch {
    throw new GiveUp('damaged')
  }
  const lines = (text: string) =>
    text
      .replace(/\r\n?/g, '\n')
      .replace(/\n{3,}/g, '\n\n')
      .trim()
      .split('\n')
      .map((line) => `<p>${escaped(line) || '&#160;'}</p>`)
      .join('')
  const part = (title: string, text: string) => (text.trim() ? `<hr/><p class="say">${title}</p>${lines(text)}` : '')
  const remarks = doc.getAnnotations()
  const body =
    part2(lines(doc.getHeaders({ includeFooters: false })), 'edge', doc.getHeaders({ includeFooters: false })) +
    lines(doc.getBody()) +
    part('Text boxes', doc.getTextboxes({ includeHeadersAndFooters: false })) +
    part('Footnotes', doc.getFootnotes()) +
    part('Endnotes', doc.getEndnotes()) +
    part2(lines(doc.getFooters()), 'edge', doc.getFooters()) +
    (remarks.trim() ? `${pageBreak}<h2>Comments</h2>${lines(remarks)}` : '')
  const comments = remarks.split('\n').filter((line) => line.trim()).length
  const extra: [string, string][] = [
    ['Form', 'An old Word file: its text is shown without its form, tables and pictures'],
  ]
  return { xhtml: xhtmlOf(body), facts: { ...summaryOf(file), ...(comments > 0 ? { comments } : {}), extra } }
}
const part2 = (html: string, look: string, text: string) => (text.trim() ? `<div class="${look}">${html}</div>` : '')
const locked =
  'This file is locked with a password of an old kind. Open it with the program that made it and save it without a password.'
