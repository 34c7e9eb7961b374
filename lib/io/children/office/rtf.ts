import iconv from 'iconv-lite'
import { GiveUp } from '#lib/io/children/give-up'
import { appendix, escaped, type Flow, pageBreak, type Remark, tableOf, xhtmlOf } from '#lib/io/children/office/flow'
import { charsets, kept, passed, signs } from '#lib/io/children/office/rtf-words'

type State = {
  skip: boolean
  into: 'body' | 'footnote' | 'remark' | 'author' | 'edge' | 'info' | 'font'
  key: string
  bold: boolean
  italic: boolean
  strike: boolean
  hidden: boolean
  change: '' | 'ins' | 'del'
  skipAfter: number
  font: number
  star: boolean
}

const info: Record<string, string> = {
  author: 'author',
  operator: 'lastModifiedBy',
  title: 'title',
  company: 'company',
}
const mostDepth = 2_000

/** Rich text: its words with bold, italic and struck letters, tables, notes and remarks, whatever code page they are in. */
export function readRtf(bytes: Buffer): Flow {
  const source = bytes.toString('latin1')
  const at = source.indexOf('{\\rtf')
  if (at < 0) throw new GiveUp('damaged')
  const fonts = new Map<number, string>()
  let page = 'cp1252'
  let state: State = {
    skip: false,
    into: 'body',
    key: '',
    bold: false,
    italic: false,
    strike: false,
    hidden: false,
    change: '',
    skipAfter: 1,
    font: 0,
    star: false,
  }
  const stack: State[] = []
  const facts: Record<string, string> = {}
  const remarks: Remark[] = []
  const changes: Remark[] = []
  const notes: string[] = []
  const edges: string[] = []
  let [body, line, open] = ['', '', '']
  let rows: string[][] = []
  let cells: string[] = []
  let author = ''
  let [pictures, hidden, ignore] = [0, 0, 0]
  let raw: number[] = []

  const flush = () => {
    if (raw.length === 0) return
    const encoding = fonts.get(state.font) ?? page
    const text = iconv.decode(Buffer.from(raw), iconv.encodingExists(encoding) ? encoding : 'cp1252')
    raw = []
    put(text)
  }
  const put = (text: string) => {
    if (state.skip || text === '') return
    if (state.into === 'info') facts[state.key] = ((facts[state.key] ?? '') + text).slice(0, 500)
    else if (state.into === 'author') author += text
    else if (state.into === 'remark') open += text
    else if (state.into === 'font') return
    else {
      if (state.hidden) hidden += text.length
      const tags = [state.bold && 'b', state.italic && 'i', state.strike && 's', state.change].filter(Boolean)
      const html = escaped(text).replaceAll('\n', '<br/>')
      const shown = state.hidden ? `<span class="hidden">${html}</span>` : html
      const wrapped = tags.reduce<string>((inner, tag) => `<${tag}>${inner}</${tag}>`, shown)
      if (state.change) {
        const label = state.change === 'del' ? 'deleted' : 'inserted'
        const before = changes.at(-1)
        if (before?.label === label && before.text.length < 400 && line.endsWith(`</${state.change}>`))
          before.text += text
        else changes.push({ label, by: '', at: '', text })
      }
      if (state.into === 'footnote') notes[notes.length - 1] += wrapped
      else if (state.into === 'edge') edges[edges.length - 1] += wrapped
      else line += wrapped
    }
  }
  const endTable = () => {
    if (rows.length > 0) body += tableOf(rows.map((row) => row.map((html) => ({ html: () => html }))))
    rows = []
  }
  const endLine = () => {
    if (state.into === 'footnote') notes[notes.length - 1] += '<br/>'
    else if (state.into === 'edge') edges[edges.length - 1] += '<br/>'
    else if (state.into === 'remark') open += '\n'
    else if (cells.length > 0 || inTable) line += line ? '<br/>' : ''
    else {
      endTable()
      body += `<p>${line || '&#160;'}</p>`
      line = ''
    }
  }
  let inTable = false

  const word = (name: string, n: number | undefined) => {
    if (state.star && !kept.has(name)) state.skip = true
    state.star = false
    if (passed.has(name) && stack.length > 1) {
      if (name === 'pict') pictures++
      if (name === 'fonttbl') state.into = 'font'
      else state.skip = true
    }
    if (name === 'ansicpg' && n) page = n === 65001 ? 'utf8' : `cp${n}`
    else if (name === 'mac') page = 'macroman'
    else if (name === 'pca' || name === 'pc') page = name === 'pc' ? 'cp437' : 'cp850'
    else if (name === 'uc' && n !== undefined) state.skipAfter = Math.max(0, Math.min(20, n))
    else if (name === 'u' && n !== undefined) {
      put(String.fromCharCode(n < 0 ? n + 65_536 : n))
      ignore = state.skipAfter
    } else if (name === 'f' && n !== undefined) state.font = n
    else if (name === 'fcharset' && n !== undefined && charsets[n])
      fonts.set(state.font, n === 0 ? page : (charsets[n] ?? page))
    else if (name === 'b') state.bold = n !== 0
    else if (name === 'i') state.italic = n !== 0
    else if (name === 'strike' || name === 'striked') state.strike = n !== 0
    else if (name === 'v') state.hidden = n !== 0
    else if (name === 'revised') state.change = n === 0 ? '' : 'ins'
    else if (name === 'deleted') state.change = n === 0 ? '' : 'del'
    else if (name === 'plain')
      Object.assign(state, { bold: false, italic: false, strike: false, hidden: false, change: '' })
    else if (name === 'pard') inTable = false
    else if (name === 'intbl') inTable = true
    else if (name === 'par' || name === 'sect') endLine()
    else if (name === 'page') {
      if (line) endLine()
      body += pageBreak
    } else if (name === 'cell' || name === 'nestcell') {
      cells.push(line)
      line = ''
    } else if (name === 'row' || name === 'nestrow') {
      if (line) cells.push(line)
      rows.push(cells)
      cells = []
      line = ''
    } else if (name === 'info') Object.assign(state, { into: 'info', key: '', skip: true })
    else if (info[name] && state.into === 'info') Object.assign(state, { key: info[name], skip: false })
    else if (state.into === 'info' && name !== 'info') return
    else if (/^(header|footer)[lrf]?$/.test(name)) {
      state.into = 'edge'
      edges.push('')
    } else if (name === 'footnote') {
      notes.push('')
      put(` [${notes.length}]`)
      state.into = 'footnote'
    } else if (name === 'annotation') {
      put(` [C${remarks.length + 1}]`)
      state.into = 'remark'
      open = ''
    } else if (name === 'atnauthor') state.into = 'author'
    else if (signs[name]) put(signs[name])
  }

  const token = /\\([a-z]{1,32})(-?\d{1,10})? ?|\\'([0-9a-f]{2})|\\([^a-z])|([{}])|[\r\n]+|([^\\{}\r\n]+)/giy
  token.lastIndex = at
  for (let found = token.exec(source); found; found = token.exec(source)) {
    const [, name, n, hex, sign, brace, text] = found
    if (hex !== undefined) {
      if (ignore > 0) ignore--
      else if (!state.skip) raw.push(Number.parseInt(hex, 16))
      continue
    }
    if (text !== undefined && ignore > 0) {
      const left = text.slice(ignore)
      ignore = Math.max(0, ignore - text.length)
      flush()
      put(left)
      continue
    }
    flush()
    if (text !== undefined) put(text)
    else if (brace === '{') {
      if (stack.length > mostDepth) throw new GiveUp('damaged')
      stack.push({ ...state })
      state.star = false
    } else if (brace === '}') {
      const inner = state
      state = stack.pop() ?? state
      ignore = 0
      if (inner.into === 'remark' && state.into !== 'remark') {
        remarks.push({ label: `[C${remarks.length + 1}]`, by: author, at: '', text: open.trim() })
        author = ''
      }
      if (stack.length === 0) break
    } else if (name !== undefined) {
      if (name === 'bin') token.lastIndex += Math.max(0, Number(n ?? 0))
      else word(name.toLowerCase(), n === undefined ? undefined : Number(n))
    } else if (sign !== undefined) {
      if (sign === '*') state.star = true
      else if (sign === '~') put('\u00a0')
      else if (sign === '_') put('-')
      else if ('\\{}'.includes(sign)) put(sign)
      else if (sign === '\n' || sign === '\r') endLine()
    }
  }
  flush()
  if (line || cells.length > 0) {
    if (cells.length > 0) rows.push([...cells, line])
    else {
      endTable()
      body += `<p>${line}</p>`
    }
  }
  endTable()
  const foot =
    notes.length > 0
      ? `<hr/>${notes.map((html, i) => `<p><span class="mark">[${i + 1}]</span> ${html}</p>`).join('')}`
      : ''
  const edge = edges
    .filter((html) => html.replace(/<[^>]*>|\s/g, ''))
    .map((html) => `<div class="edge"><p>${html}</p></div>`)
  const extra: [string, string][] = [
    ['Hidden text (letters)', String(hidden)],
    ['Pictures (not shown)', String(pictures)],
  ]
  return {
    xhtml: xhtmlOf(body + foot + edge.join('') + appendix('Comments', remarks) + appendix('Tracked changes', changes)),
    facts: {
      ...Object.fromEntries(
        Object.entries(facts)
          .map(([key, text]) => [key, text.trim()])
          .filter(([key, text]) => key && text),
      ),
      ...(changes.length > 0 ? { trackedChanges: changes.length } : {}),
      ...(remarks.length > 0 ? { comments: remarks.length } : {}),
      extra: extra.filter(([, value]) => value !== '0'),
    },
  }
}
