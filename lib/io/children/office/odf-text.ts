import { GiveUp } from '#lib/io/children/give-up'
import {
  appendix,
  createPictures,
  escaped,
  type Flow,
  type FlowCell,
  pageBreak,
  type Remark,
  roomIn,
  tableOf,
  xhtmlOf,
} from '#lib/io/children/office/flow'
import { odfMeta } from '#lib/io/children/office/odf-meta'
import { elements, first, type Node, textIn, tree, within } from '#lib/io/children/office/xml'
import type { Parts } from '#lib/io/children/office/zip-parts'

type Look = { bold: boolean; italic: boolean; strike: boolean; hidden: boolean; breakBefore: boolean }

/** OpenDocument texts and presentations: headings, lists, tables, notes; deletions and remarks are shown as such. */
export async function readOdf(parts: Parts): Promise<Flow> {
  const content = await tree(await parts.bytes('content.xml'), 'document-content')
  if (!content) throw new GiveUp('damaged')
  const body = elements(first(content, 'body'))[0]
  const looks = new Map<string, Look>()
  for (const name of ['styles.xml', 'content.xml']) {
    const root = name === 'content.xml' ? content : await tree(await parts.bytes(name), 'document-styles')
    if (root) for (const style of within(root, 'style')) looks.set(style.attrs.name ?? '', lookOf(style))
  }
  const pictures = createPictures((name) => parts.bytes(name))
  const notes: string[] = []
  const remarks: Remark[] = []
  const changes: Remark[] = []
  const deleted = new Map<string, string>()
  let hidden = 0
  let slides = 0
  let hiddenSlides = 0
  let inserting = 0

  async function blocks(node: Node | undefined, most: number, depth = 0): Promise<string> {
    let html = ''
    for (const child of elements(node)) html += await block(child, most, depth)
    return html
  }

  async function block(node: Node, most: number, depth: number): Promise<string> {
    const { name, attrs } = node
    const look = looks.get(attrs['style-name'] ?? '')
    if (name === 'tracked-changes') {
      await readChanges(node, most)
      return ''
    }
    if (name === 'h' || name === 'p') {
      const text = await inline(node, most)
      const tag = name === 'h' ? `h${Math.max(1, Math.min(6, Number(attrs['outline-level'] ?? 1)))}` : 'p'
      const inner = look?.hidden ? `<span class="hidden">${text}</span>` : text
      if (look?.hidden) hidden += textIn(node).length
      return `${look?.breakBefore ? pageBreak : ''}<${tag}>${look?.bold ? `<b>${inner}</b>` : inner || '&#160;'}</${tag}>`
    }
    if (name === 'list') {
      let items = ''
      for (const item of elements(node)) items += `<li>${await blocks(item, most, depth + 1)}</li>`
      return depth > 20 ? items.replace(/<\/?li>/g, '') : `<ul>${items}</ul>`
    }
    if (name === 'table') return table(node, depth)
    if (name === 'page') return slide(node, most)
    if (name === 'change-start' || name === 'change-end' || name === 'change') return inlineOf(node, most)
    if (name === 'frame' || name === 'image' || name === 'custom-shape' || name === 'text-box' || name === 'g')
      return frame(node, most, depth)
    if (name === 'sequence-decls' || name === 'forms' || name === 'variable-decls' || name === 'user-field-decls')
      return ''
    return blocks(node, most, depth)
  }

  async function inline(node: Node, most: number): Promise<string> {
    let html = ''
    for (const child of node.children) {
      const part = typeof child === 'string' ? escaped(child, most) : await inlineOf(child, most)
      html += inserting > 0 && part && !part.startsWith('<ins>') ? `<ins>${part}</ins>` : part
    }
    return html
  }

  async function inlineOf(node: Node, most: number): Promise<string> {
    const { name, attrs } = node
    if (name === 's') return '&#160;'.repeat(Math.min(40, Math.max(1, Number(attrs.c ?? 1) || 1)))
    if (name === 'tab') return ' &#160; '
    if (name === 'line-break') return '<br/>'
    if (name === 'span') {
      const look = looks.get(attrs['style-name'] ?? '')
      let html = await inline(node, most)
      if (look?.bold) html = `<b>${html}</b>`
      if (look?.italic) html = `<i>${html}</i>`
      if (look?.strike) html = `<s>${html}</s>`
      if (look?.hidden) {
        hidden += textIn(node).length
        html = `<span class="hidden">${html}</span>`
      }
      return html
    }
    if (name === 'note') {
      const label = textIn(first(node, 'note-citation')) || String(notes.length + 1)
      notes.push(
        `<div><span class="mark">[${escaped(label)}]</span>${await blocks(first(node, 'note-body'), most)}</div>`,
      )
      return `<span class="mark">&#160;[${escaped(label)}]</span>`
    }
    if (name === 'annotation') {
      const text = elements(node)
        .filter((one) => one.name === 'p' || one.name === 'list')
        .map(textIn)
        .join('\n')
      remarks.push({
        label: `[C${remarks.length + 1}]`,
        by: textIn(first(node, 'creator')),
        at: textIn(first(node, 'date')),
        text,
      })
      return `<span class="mark">&#160;[C${remarks.length}]</span>`
    }
    if (name === 'annotation-end' || name === 'soft-page-break' || name === 'bookmark') return ''
    if (name === 'change') return deleted.get(attrs['change-id'] ?? '') ?? ''
    if (name === 'change-start') inserting++
    if (name === 'change-end') inserting = Math.max(0, inserting - 1)
    if (name === 'hidden-text' || name === 'hidden-paragraph') {
      const text = attrs['string-value'] ?? textIn(node)
      hidden += text.length
      return `<span class="hidden">${escaped(text, most)}</span>`
    }
    if (name === 'frame' || name === 'image' || name === 'custom-shape' || name === 'text-box' || name === 'g')
      return (await frame(node, most, 1)).replace(/<(\/?)(p|h\d)\b[^>]*>/g, (_, end) => (end ? '<br/>' : ''))
    return inline(node, most)
  }

  async function frame(node: Node, most: number, depth: number): Promise<string> {
    const image = node.name === 'image' ? node : first(node, 'image')
    const href = image?.attrs.href ?? ''
    const about = textIn(first(node, 'desc')) || textIn(first(node, 'title'))
    const wide = pointsOf(node.attrs.width)
    const picture =
      href && !/^[a-z]+:/i.test(href) && !first(node, 'text-box')
        ? `<p>${await pictures.show(href.replace(/^\.\//, ''), about, wide)}</p>`
        : ''
    return (
      picture +
      (await blocks(
        { ...node, children: elements(node).filter(({ name }) => !/^(image|desc|title)$/.test(name)) },
        most,
        depth,
      ))
    )
  }

  async function table(node: Node, depth: number): Promise<string> {
    const rows: FlowCell[][] = []
    const list = [...rowsIn(node)]
    const columns = Math.max(1, ...list.map((row) => elements(row).length))
    const narrow = roomIn(columns)
    for (const row of list) {
      const cells: FlowCell[] = []
      for (const cell of elements(row)) {
        if (cell.name !== 'table-cell') continue
        const html = await blocks(cell, narrow, depth + 1)
        const [across, down] = [
          Number(cell.attrs['number-columns-spanned'] ?? 1),
          Number(cell.attrs['number-rows-spanned'] ?? 1),
        ]
        cells.push({ html: () => html, across, down })
      }
      rows.push(cells)
    }
    return tableOf(rows)
  }

  async function slide(node: Node, most: number): Promise<string> {
    const isHidden = looks.get(node.attrs['style-name'] ?? '')?.hidden ?? false
    if (isHidden) hiddenSlides++
    const label = `${escaped(node.attrs.name || 'Slide')}${isHidden ? ', hidden' : ''}`
    const [own, said] = [elements(node).filter(({ name }) => name !== 'notes'), first(node, 'notes')]
    const html = await blocks({ ...node, name: 'slide', children: own }, most)
    const words = said ? await blocks(said, most) : ''
    const spoken = words.replace(/<[^>]*>|&#160;|\s/g, '') ? `<hr/><p class="say">Speaker notes</p>${words}` : ''
    return `${slides++ > 0 ? pageBreak : ''}<p class="say">${label}</p>${html}${spoken}`
  }

  async function readChanges(node: Node, most: number): Promise<void> {
    for (const region of elements(node)) {
      for (const change of elements(region)) {
        const about = first(change, 'change-info')
        const text = elements(change).filter(({ name }) => name !== 'change-info')
        const [by, at] = [textIn(first(about, 'creator')), textIn(first(about, 'date'))]
        const label = change.name === 'deletion' ? 'deleted' : change.name === 'insertion' ? 'inserted' : 'changed'
        changes.push({ label, by, at, text: text.map(textIn).join(' ').slice(0, 500) })
        if (change.name !== 'deletion') continue
        const inner = (await Promise.all(text.map((one) => inline(one, most)))).join('<br/>')
        for (const id of [region.attrs.id, region.attrs['change-id']]) if (id) deleted.set(id, `<del>${inner}</del>`)
      }
    }
  }

  const main = await blocks(body, Number.POSITIVE_INFINITY)
  const styles = await tree(await parts.bytes('styles.xml'), 'master-styles')
  let edges = ''
  for (const master of elements(styles))
    for (const edge of elements(master))
      if (/^(header|footer)/.test(edge.name) && textIn(edge).trim())
        edges += `<div class="edge">${await blocks(edge, Number.POSITIVE_INFINITY)}</div>`
  const foot = notes.length > 0 ? `<hr/>${notes.join('')}` : ''
  const extra: [string, string][] = [
    ['Hidden text (letters)', String(hidden)],
    ['Hidden slides', String(hiddenSlides)],
    ['Pictures that cannot be shown', String(pictures.left())],
  ]
  return {
    xhtml: xhtmlOf(main + foot + edges + appendix('Comments', remarks) + appendix('Tracked changes', changes)),
    facts: {
      ...(await odfMeta(parts)),
      ...(changes.length > 0 ? { trackedChanges: changes.length } : {}),
      ...(remarks.length > 0 ? { comments: remarks.length } : {}),
      extra: extra.filter(([, value]) => value !== '0'),
    },
  }
}

function* rowsIn(node: Node): Generator<Node> {
  for (const child of elements(node)) {
    if (child.name === 'table-row') yield child
    else if (/^table-(header-)?rows?(-group)?$/.test(child.name)) yield* rowsIn(child)
  }
}

function lookOf(style: Node): Look {
  const text = first(style, 'text-properties')?.attrs ?? {}
  const paragraph = first(style, 'paragraph-properties')?.attrs ?? {}
  const page = first(style, 'drawing-page-properties')?.attrs ?? {}
  return {
    bold: /bold|[6-9]00/.test(text['font-weight'] ?? ''),
    italic: text['font-style'] === 'italic',
    strike: Boolean(text['text-line-through-style'] && text['text-line-through-style'] !== 'none'),
    hidden: text.display === 'none' || page.visibility === 'hidden',
    breakBefore: paragraph['break-before'] === 'page',
  }
}

function pointsOf(length: string | undefined): number | undefined {
  const [, n, unit] = /^([\d.]+)(cm|mm|in|pt|px)$/.exec(length ?? '') ?? []
  const size = { cm: 28.35, mm: 2.835, in: 72, pt: 1, px: 0.75 }[unit ?? '']
  return n && size ? Number(n) * size : undefined
}
