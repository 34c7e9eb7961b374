import { GiveUp } from '#lib/io/children/give-up'
import { type Compound, summaryOf } from '#lib/io/children/office/compound'
import { escaped, type Flow, pageBreak, xhtmlOf } from '#lib/io/children/office/flow'

/** An old PowerPoint file: the text of its slides in their order, without their form. Source: [MS-PPT]. */
export function readPpt(file: Compound): Flow {
  const bytes = file.read('PowerPoint Document')
  if (!bytes) throw new GiveUp('damaged')
  if (file.names.some((name) => /encryptedsummary/i.test(name))) throw new GiveUp('encrypted', locked)
  /** Texts of each slide as its outline has them, and of the boxes on it. */
  const slides: { texts: string[] }[] = []
  const boxes: string[][] = []
  const notes: string[][] = []
  let records = 0
  const walk = (from: number, to: number, inside: 'list' | 'slide' | 'notes' | '', depth: number) => {
    for (let at = from; at + 8 <= to && records++ < 2_000_000; ) {
      const [version, instance] = [bytes.readUInt16LE(at) & 15, bytes.readUInt16LE(at) >> 4]
      const [kind, length] = [bytes.readUInt16LE(at + 2), bytes.readUInt32LE(at + 4)]
      const [begin, end] = [at + 8, Math.min(to, at + 8 + length)]
      if (kind === 0x0ff0 && instance === 0) walk(begin, end, 'list', depth + 1)
      else if (kind === 0x0ff0) at = end
      else if (kind === 0x03ee || kind === 0x03f0) {
        const into = kind === 0x03ee ? boxes : notes
        into.push([])
        walk(begin, end, kind === 0x03ee ? 'slide' : 'notes', depth + 1)
      } else if (kind === 0x03f8)
        at = end // a master
      else if (version === 15 && depth < 60) walk(begin, end, inside, depth + 1)
      else if (kind === 0x03f3 && inside === 'list' && length >= 4) slides.push({ texts: [] })
      else if (kind === 0x0fa0 || kind === 0x0fa8) {
        const text = bytes.toString(kind === 0x0fa0 ? 'utf16le' : 'latin1', begin, end).trim()
        if (text && inside === 'list') slides.at(-1)?.texts.push(text)
        else if (text && inside === 'slide') boxes.at(-1)?.push(text)
        else if (text && inside === 'notes') notes.at(-1)?.push(text)
      }
      at = end
    }
  }
  walk(0, bytes.length, '', 0)
  const lines = (text: string) =>
    text
      .split(/[\r\n\v]+/)
      .map((line) => `<p>${escaped(line)}</p>`)
      .join('')
  const real = (texts: string[]) => texts.filter((text) => text !== '*') // where a date or a number is put in
  const count = Math.max(slides.length, boxes.length)
  const body = Array.from({ length: count }, (_, i) => {
    const [title = '', ...rest] = [...new Set([...(slides[i]?.texts ?? []), ...real(boxes[i] ?? [])])]
    return `<p class="say">Slide ${i + 1}</p><h2>${escaped(title)}</h2>${rest.map(lines).join('')}`
  })
  const said = notes
    .map(real)
    .filter((texts) => texts.length > 0 && !texts.some((text) => text.startsWith('Click to edit Master')))
  const spoken = said.length > 0 ? `<p class="say">Speaker notes</p>${said.flat().map(lines).join('')}` : ''
  if (count === 0 && !spoken) throw new GiveUp('damaged')
  const extra: [string, string][] = [
    ['Form', 'An old PowerPoint file: the text of its slides is shown without their form and pictures'],
  ]
  return {
    xhtml: xhtmlOf([...body, ...(spoken ? [spoken] : [])].join(pageBreak)),
    facts: { ...summaryOf(file), extra },
  }
}
const locked =
  'This file is locked with a password of an old kind. Open it with the program that made it and save it without a password.'
