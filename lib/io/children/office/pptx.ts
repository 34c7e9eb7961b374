import { GiveUp } from '#lib/io/children/give-up'
import { docProps } from '#lib/io/children/office/doc-props'
import {
  appendix,
  createPictures,
  escaped,
  type Flow,
  pageBreak,
  type Remark,
  tableOf,
  xhtmlOf,
} from '#lib/io/children/office/flow'
import { relationsOf } from '#lib/io/children/office/relations'
import { elements, first, type Node, textIn, tree, within } from '#lib/io/children/office/xml'
import type { Parts, Relations } from '#lib/io/children/office/zip-parts'

/** Slides, each on a page of its own, from the top down, with the speaker's notes; hidden slides are named so. */
export async function readPptx(parts: Parts): Promise<Flow> {
  const root = parts.names.find((name) => /(^|\/)presentation\.xml$/i.test(name))
  if (!root) throw new GiveUp('damaged')
  const relations = await relationsOf(parts, root)
  const presentation = await tree(await parts.bytes(root), 'presentation')
  const slides = elements(first(presentation, 'sldIdLst')).map(
    ({ attrs }) => relations.get(attrs['r:id'] ?? '')?.target ?? '',
  )
  const authors = await authorsOf(parts)
  const pictures = createPictures((name) => parts.bytes(name))
  const remarks: Remark[] = []
  let hidden = 0
  let html = ''
  for (const [i, part] of slides.entries()) {
    const slide = await tree(await parts.bytes(part), 'sld')
    const its = await relationsOf(parts, part)
    const isHidden = slide?.attrs.show === '0'
    if (isHidden) hidden++
    const label = `Slide ${i + 1}${isHidden ? ', hidden' : ''}`
    const body = slide
      ? await shapes(first(first(slide, 'cSld'), 'spTree'), its)
      : '<p class="say">This slide cannot be read.</p>'
    html += `${i > 0 ? pageBreak : ''}<p class="say">${label}</p>${body}${await notesOf(its)}`
    for (const { kind, target } of its.values())
      if (kind === 'comments') remarks.push(...(await remarksOf(target, i + 1)))
  }
  if (slides.length === 0) html = '<p class="say">This presentation has no slides.</p>'

  async function shapes(node: Node | undefined, its: Relations): Promise<string> {
    const placed = elements(node).map((shape, at) => ({ shape, at, ...placeOf(shape) }))
    placed.sort((a, b) => a.y - b.y || a.x - b.x || a.at - b.at)
    let all = ''
    for (const { shape } of placed) all += await shapeOf(shape, its)
    return all
  }

  async function shapeOf(shape: Node, its: Relations): Promise<string> {
    if (shape.name === 'grpSp') return shapes(shape, its)
    if (shape.name === 'AlternateContent') return shapes(first(shape, 'Choice') ?? first(shape, 'Fallback'), its)
    if (shape.name === 'pic') {
      const [blip] = within(shape, 'blip')
      const target = its.get(blip?.attrs['r:embed'] ?? '')
      const about = first(first(shape, 'nvPicPr'), 'cNvPr')?.attrs.descr ?? ''
      const [extent] = within(shape, 'ext')
      return target && !target.outside
        ? `<p>${await pictures.show(target.target, about, Number(extent?.attrs.cx ?? 0) / 12_700)}</p>`
        : ''
    }
    if (shape.name === 'graphicFrame') {
      const [table] = within(shape, 'tbl')
      if (table)
        return tableOf(
          elements(table)
            .filter(({ name }) => name === 'tr')
            .map(rowOf),
        )
      return drawn(shape, its)
    }
    const [body] = within(shape, 'txBody')
    const [placeholder] = within(shape, 'ph')
    const isTitle = /title/i.test(placeholder?.attrs.type ?? '')
    return body ? paragraphs(body, isTitle ? 'h2' : 'p', Number.POSITIVE_INFINITY) : ''
  }

  /** What a chart or a diagram says in words. */
  async function drawn(shape: Node, its: Relations): Promise<string> {
    const ids = [...within(shape, 'chart'), ...within(shape, 'relIds')].flatMap(({ attrs }) => [
      attrs['r:id'],
      attrs['r:dm'],
    ])
    let all = ''
    for (const id of ids) {
      const target = id ? its.get(id) : undefined
      if (!target || target.outside) continue
      const [kind, name] = target.kind === 'chart' ? ['Chart', 'chartSpace'] : ['Diagram', 'dataModel']
      const root = await tree(await parts.bytes(target.target), name)
      const words = root
        ? [...within(root, 't'), ...within(root, 'v')].map(textIn).filter((text) => text.trim() !== '')
        : []
      if (words.length > 0)
        all += `<p><span class="say">[${kind}]</span> ${escaped(words.slice(0, 500).join(' · '))}</p>`
    }
    return all
  }

  async function notesOf(its: Relations): Promise<string> {
    const part = [...its.values()].find(({ kind }) => kind === 'notesSlide')?.target
    const notes = part ? await tree(await parts.bytes(part), 'notes') : null
    if (!notes) return ''
    let text = ''
    for (const shape of within(notes, 'sp')) {
      const [placeholder] = within(shape, 'ph')
      const [body] = within(shape, 'txBody')
      if (placeholder?.attrs.type === 'body' && body) text += paragraphs(body, 'p', Number.POSITIVE_INFINITY)
    }
    return /[^\s]/.test(text.replace(/<[^>]*>|&#160;/g, '')) ? `<hr/><p class="say">Speaker notes</p>${text}` : ''
  }

  async function remarksOf(part: string, slide: number): Promise<Remark[]> {
    const root = (await tree(await parts.bytes(part), 'cmLst')) ?? { name: '', attrs: {}, children: [] }
    return elements(root).map((node) => {
      const text = first(node, 'text') ? textIn(first(node, 'text')) : [...within(node, 't')].map(textIn).join(' ')
      const { authorId = '', dt = '', created = '' } = node.attrs
      return { label: `Slide ${slide}`, by: authors.get(authorId) ?? '', at: dt || created, text }
    })
  }

  const like = (pattern: RegExp) => parts.names.filter((name) => pattern.test(name)).length
  const extra: [string, string][] = [
    ['Hidden slides', String(hidden)],
    ['Embedded files', String(like(/ppt\/embeddings\//i))],
    ['Sound and film (not shown)', String(like(/ppt\/media\/.*\.(mp[34]|wav|wmv|avi|mov|m4[av])$/i))],
    ['Pictures that cannot be shown', String(pictures.left())],
    ['Macros', String(like(/vbaProject\.bin$/i))],
  ]
  return {
    xhtml: xhtmlOf(html + appendix('Comments', remarks)),
    facts: {
      ...(await docProps(parts)),
      ...(remarks.length > 0 ? { comments: remarks.length } : {}),
      extra: extra.filter(([, value]) => value !== '0'),
    },
  }
}

async function authorsOf(parts: Parts): Promise<Map<string, string>> {
  const root =
    (await tree(await parts.bytes('ppt/commentAuthors.xml'), 'cmAuthorLst')) ??
    (await tree(await parts.bytes('ppt/authors.xml'), 'authorLst'))
  return new Map(elements(root).map(({ attrs }) => [attrs.id ?? '', attrs.name ?? '']))
}

/** Where a shape stands, for reading from the top down; what has no place of its own stands where its kind does: titles first. */
function placeOf(shape: Node): { x: number; y: number } {
  const frame = first(first(shape, 'spPr') ?? first(shape, 'grpSpPr'), 'xfrm') ?? first(shape, 'xfrm')
  const at = first(frame, 'off')?.attrs
  if (at) return { x: Number(at.x) || 0, y: Math.round((Number(at.y) || 0) / 300_000) }
  const [placeholder] = within(shape, 'ph')
  return { x: 0, y: /title/i.test(placeholder?.attrs.type ?? '') ? -1 : 5 }
}

function rowOf(row: Node) {
  return elements(row)
    .filter(({ name, attrs }) => name === 'tc' && attrs.hMerge !== '1' && attrs.vMerge !== '1')
    .map((cell) => ({
      html: (most: number) => paragraphs(cell, 'p', most),
      across: Number(cell.attrs.gridSpan ?? 1),
      down: Number(cell.attrs.rowSpan ?? 1),
    }))
}

function paragraphs(node: Node, tag: string, most: number): string {
  return [...within(node, 'p')]
    .map((paragraph) => {
      const level = Number(first(paragraph, 'pPr')?.attrs.lvl ?? 0)
      const text = elements(paragraph)
        .map((run) => (run.name === 'br' ? '<br/>' : runOf(run, most)))
        .join('')
      return text ? `<${tag}${level > 0 ? ` style="margin-left: ${level * 18}pt"` : ''}>${text}</${tag}>` : ''
    })
    .join('')
}

function runOf(run: Node, most: number): string {
  let html = escaped([...within(run, 't')].map(textIn).join(''), most)
  const its = first(run, 'rPr')?.attrs
  if (html && its?.b === '1') html = `<b>${html}</b>`
  if (html && its?.i === '1') html = `<i>${html}</i>`
  if (html && its?.strike && its.strike !== 'noStrike') html = `<s>${html}</s>`
  return html
}
