import { GiveUp } from '#lib/io/children/give-up'
import { docProps } from '#lib/io/children/office/doc-props'
import { numberingOf, stylesOf } from '#lib/io/children/office/docx-styles'
import { symbol } from '#lib/io/children/office/docx-symbol'
import { docxTable } from '#lib/io/children/office/docx-table'
import {
  appendix,
  createPictures,
  escaped,
  type Flow,
  pageBreak,
  type Remark,
  xhtmlOf,
} from '#lib/io/children/office/flow'
import { relationsOf } from '#lib/io/children/office/relations'
import { elements, first, type Node, textIn, trees, within } from '#lib/io/children/office/xml'
import type { Parts, Relations } from '#lib/io/children/office/zip-parts'

/** What a part of the document is written with: what it points at, how it breaks long runs. */
type Place = { relations: Relations; most: number }

/** A Word document: its text with headings, lists, tables and pictures; what was deleted, hidden or remarked is shown as such. */
export async function readDocx(parts: Parts): Promise<Flow> {
  const main = parts.names.find((name) => /(^|\/)word\/document\d*\.xml$/i.test(name))
  if (!main) throw new GiveUp('damaged')
  const relations = await relationsOf(parts, main)
  const partOf = (kind: string) => [...relations.values()].find((one) => one.kind === kind)?.target ?? ''
  const [styles, numbering] = [await stylesOf(parts, partOf('styles')), await numberingOf(parts, partOf('numbering'))]
  const pictures = createPictures((name) => parts.bytes(name))
  const changes: Remark[] = []
  let hidden = 0
  const notes: { label: string; kind: 'footnotes' | 'endnotes'; id: string }[] = []

  async function blocks(nodes: readonly (Node | string)[], place: Place): Promise<string> {
    let html = ''
    for (const node of nodes) if (typeof node !== 'string') html += await block(node, place)
    return html
  }

  async function block(node: Node, place: Place): Promise<string> {
    if (node.name === 'p') return paragraph(node, place)
    if (node.name === 'tbl') return docxTable(node, place.most, (nodes, most) => blocks(nodes, { ...place, most }))
    if (node.name === 'sdtPr' || node.name === 'sectPr') return ''
    return blocks(node.children, place)
  }

  async function paragraph(node: Node, place: Place): Promise<string> {
    const its = first(node, 'pPr')
    const style = styles.of(first(its, 'pStyle')?.attrs.val)
    const number = numbering.next(first(its, 'numPr') ?? style.numPr)
    const inner = await runs(elements(node), place)
    const blocksInside = inner.blocks.join('')
    const indent = number
      ? 18 * (number.level + 1)
      : Math.max(0, Math.min(200, Number(first(its, 'ind')?.attrs.left ?? 0) / 20))
    const align = first(its, 'jc')?.attrs.val
    const css = [
      indent > 0 ? `margin-left: ${Math.round(indent)}pt` : '',
      align === 'center' || align === 'right' ? `text-align: ${align}` : '',
    ].filter(Boolean)
    const tag = style.heading > 0 ? `h${Math.min(6, style.heading)}` : 'p'
    const label = number ? `${escaped(number.label)}&#160; ` : ''
    const text = `${label}${inner.html}`
    const own =
      text.trim() || !blocksInside
        ? `<${tag}${css.length > 0 ? ` style="${css.join('; ')}"` : ''}>${text || '&#160;'}</${tag}>`
        : ''
    const section = first(first(its, 'sectPr'), 'type')?.attrs.val
    const breaks = first(its, 'sectPr') && section !== 'continuous' ? pageBreak : ''
    const before = isOn(first(its, 'pageBreakBefore')) ? pageBreak : ''
    return before + own + blocksInside + breaks
  }

  async function runs(nodes: Node[], place: Place): Promise<{ html: string; blocks: string[] }> {
    let html = ''
    const blocks: string[] = []
    for (const node of nodes) {
      if (node.name === 'r') {
        const run = await runOf(node, place)
        html += run.html
        blocks.push(...run.blocks)
        continue
      }
      if (node.name === 'pPr' || node.name === 'rPr' || node.name === 'sdtPr' || node.name === 'instrText') continue
      const inner = await runs(elements(node), place)
      blocks.push(...inner.blocks)
      if (node.name === 'oMath' || node.name === 'oMathPara')
        html += escaped([...within(node, 't')].map(textIn).join(' '))
      else if (node.name === 'ins' || node.name === 'moveTo') html += changed(node, 'ins', inner.html)
      else if (node.name === 'del' || node.name === 'moveFrom') html += changed(node, 'del', inner.html)
      else html += inner.html
    }
    return { html, blocks }
  }

  function changed(node: Node, tag: 'ins' | 'del', html: string): string {
    const text = [...within(node, 't'), ...within(node, 'delText')].map(textIn).join('')
    const label =
      { ins: 'inserted', del: 'deleted', moveTo: 'moved here', moveFrom: 'moved away' }[node.name] ?? node.name
    if (text) changes.push({ label, by: node.attrs.author ?? '', at: node.attrs.date ?? '', text: text.slice(0, 500) })
    return html ? `<${tag}>${html}</${tag}>` : ''
  }

  async function runOf(node: Node, place: Place): Promise<{ html: string; blocks: string[] }> {
    const its = first(node, 'rPr')
    let html = ''
    const blocks: string[] = []
    for (const child of elements(node)) {
      const { name, attrs } = child
      if (name === 't' || name === 'delText') html += escaped(textIn(child), place.most)
      else if (name === 'tab' || name === 'ptab') html += ' &#160; '
      else if (name === 'br') html += attrs.type === 'page' ? '' : '<br/>'
      else if (name === 'cr') html += '<br/>'
      else if (name === 'noBreakHyphen') html += '-'
      else if (name === 'sym') html += escaped(symbol(attrs))
      else if (name === 'footnoteReference' || name === 'endnoteReference') {
        notes.push({
          label: String(notes.length + 1),
          kind: name === 'footnoteReference' ? 'footnotes' : 'endnotes',
          id: attrs.id ?? '',
        })
        html += `<span class="mark">&#160;[${notes.length}]</span>`
      } else if (name === 'commentReference') html += `<span class="mark">&#160;[C${Number(attrs.id) + 1}]</span>`
      else if (name === 'drawing' || name === 'pict' || name === 'object' || name === 'AlternateContent') {
        const drawn = await drawing(child, place)
        html += drawn.html
        blocks.push(...drawn.blocks)
      }
      if (name === 'br' && attrs.type === 'page') blocks.push(pageBreak)
    }
    if (!html) return { html, blocks }
    const wrap = (tag: string) => {
      html = `<${tag}>${html}</${tag}>`
    }
    if (isOn(first(its, 'b'))) wrap('b')
    if (isOn(first(its, 'i'))) wrap('i')
    const under = first(its, 'u')
    if (under && under.attrs.val !== 'none') wrap('u')
    if (isOn(first(its, 'strike')) || isOn(first(its, 'dstrike'))) wrap('s')
    const raised = first(its, 'vertAlign')?.attrs.val
    if (raised === 'superscript') wrap('sup')
    if (raised === 'subscript') wrap('sub')
    if (isOn(first(its, 'vanish')) || isOn(first(its, 'webHidden'))) {
      hidden += textIn(node).length
      html = `<span class="hidden">${html}</span>`
    }
    return { html, blocks }
  }

  /** Pictures, and the text of boxes that float beside the text. */
  async function drawing(node: Node, place: Place): Promise<{ html: string; blocks: string[] }> {
    if (node.name === 'AlternateContent') {
      const choice = first(node, 'Choice') ?? first(node, 'Fallback')
      return choice ? drawingOf(elements(choice), place) : { html: '', blocks: [] }
    }
    return drawingOf([node], place)
  }

  async function drawingOf(nodes: Node[], place: Place): Promise<{ html: string; blocks: string[] }> {
    let html = ''
    const inside: string[] = []
    for (const node of nodes) {
      for (const box of outermost(node, 'txbxContent')) inside.push(await blocks(box.children, place))
      const [extent] = within(node, 'extent')
      const [about] = within(node, 'docPr')
      const alt = about?.attrs.descr ?? ''
      for (const blip of [...within(node, 'blip'), ...within(node, 'imagedata')]) {
        const target = place.relations.get(blip.attrs['r:embed'] ?? blip.attrs['r:id'] ?? '')
        if (target && !target.outside)
          html += await pictures.show(target.target, alt, Number(extent?.attrs.cx ?? 0) / 12_700)
      }
    }
    return { html, blocks: inside }
  }

  async function wholePart(part: string): Promise<string> {
    if (!part) return ''
    const place = { relations: await relationsOf(parts, part), most: Number.POSITIVE_INFINITY }
    let html = ''
    for await (const node of trees(parts.stream(part), ['p', 'tbl', 'sdt'])) html += await block(node, place)
    return html
  }

  async function edges(kind: 'header' | 'footer'): Promise<string> {
    const seen = new Set<string>()
    for (const { kind: its, target } of relations.values())
      if (its === kind) {
        const html = await wholePart(target)
        if (html.replace(/<[^>]*>|&#160;|\s/g, '') || html.includes('<img')) seen.add(html)
      }
    return [...seen].map((html) => `<div class="edge">${html}</div>`).join('')
  }

  async function notesOf(): Promise<string> {
    let html = ''
    for (const kind of ['footnotes', 'endnotes'] as const) {
      const part = partOf(kind)
      if (!part) continue
      const place = { relations: await relationsOf(parts, part), most: Number.POSITIVE_INFINITY }
      for await (const node of trees(parts.stream(part), ['footnote', 'endnote'])) {
        const at = notes.find((one) => one.kind === kind && one.id === node.attrs.id)
        const type = node.attrs.type
        if (type === 'separator' || type === 'continuationSeparator' || type === 'continuationNotice') continue
        html += `<div><span class="mark">[${at?.label ?? '?'}]</span>${await blocks(node.children, place)}</div>`
      }
    }
    return html ? `<hr/>${html}` : ''
  }

  async function comments(): Promise<Remark[]> {
    const found: Remark[] = []
    for await (const node of trees(parts.stream(partOf('comments')), ['comment'])) {
      const text = elements(node)
        .map((p) => [...within(p, 't')].map(textIn).join(''))
        .join('\n')
      found.push({
        label: `[C${Number(node.attrs.id) + 1}]`,
        by: node.attrs.author ?? '',
        at: node.attrs.date ?? '',
        text,
      })
    }
    return found
  }

  const heads = await edges('header')
  let body = ''
  const place = { relations, most: Number.POSITIVE_INFINITY }
  for await (const node of trees(parts.stream(main), ['p', 'tbl', 'sdt'])) body += await block(node, place)
  const feet = await edges('footer')
  const remarks = await comments()
  const tail = (await notesOf()) + feet + appendix('Comments', remarks) + appendix('Tracked changes', changes)
  const like = (pattern: RegExp) => parts.names.filter((name) => pattern.test(name)).length
  const extra: [string, string][] = [
    ['Hidden text (letters)', String(hidden)],
    ['Embedded files', String(like(/word\/embeddings\//i))],
    ['Charts (not shown)', String(like(/charts\/chart\d*\.xml$/i))],
    ['Pictures that cannot be shown', String(pictures.left())],
    ['Macros', String(like(/vbaProject\.bin$/i))],
  ]
  return {
    xhtml: xhtmlOf(heads + body + tail),
    facts: {
      ...(await docProps(parts)),
      ...(changes.length > 0 ? { trackedChanges: changes.length } : {}),
      ...(remarks.length > 0 ? { comments: remarks.length } : {}),
      extra: extra.filter(([, value]) => value !== '0'),
    },
  }
}

const isOn = (node: Node | undefined) => node !== undefined && !/^(0|false|off|none)$/.test(node.attrs.val ?? '')

function* outermost(node: Node, name: string): Generator<Node> {
  for (const child of elements(node)) {
    if (child.name === name) yield child
    else if (child.name === 'AlternateContent') yield* outermost(first(child, 'Choice') ?? child, name)
    else yield* outermost(child, name)
  }
}
