import { type Folded, quotesIn, startOfHistory } from '#lib/domain/quoted'

const blocks = /^(p|div|h[1-6]|blockquote|pre|ul|ol|li|dl|dt|dd|table|thead|tbody|tfoot|tr|td|th|caption|hr|br|center)$/
const voids = /^(br|hr|img)$/
const entities: Record<string, string> = { lt: '<', gt: '>', amp: '&', quot: '"', nbsp: ' ', '#39': "'", '#160': ' ' }
const piece = /<(\/?)([a-z][a-z0-9]*)((?:"[^"]*"|'[^']*'|[^>"'])*)>|[^<]+|</gi

/**
 * The same for a body that was made safe (so its tags are well nested): both halves are well nested again, for what is
 * open where the history begins is closed before it and opened anew behind it. Nothing is lost: their words are those of
 * the whole.
 */
export function splitQuotedHtml(html: string): Folded {
  const { lines, starts } = linesOf(html)
  const start = startOfHistory(lines, false)
  const cut = start === null ? undefined : starts[start]
  if (start === null || cut === undefined || lines.slice(0, start).every((line) => line.trim() === ''))
    return { own: html, history: '', quotes: start === null ? [] : quotesIn(lines) }
  const open = openAt(html, cut)
  const closing = open.map(({ name }) => `</${name}>`).reverse()
  return {
    own: `${html.slice(0, cut)}${closing.join('')}`,
    history: `${open.map(({ tag }) => tag).join('')}${html.slice(cut)}`,
    quotes: quotesIn(lines.slice(start)),
  }
}

/** The lines of a body as they are seen, quoted ones with > before them, and where in the markup each begins. */
function linesOf(html: string): { lines: string[]; starts: number[] } {
  const lines: string[] = ['']
  const starts: number[] = [0]
  let depth = 0
  for (const { 0: whole, 1: slash, 2: name, index } of html.matchAll(piece)) {
    if (name === undefined) {
      const text = decoded(whole).replace(/\s+/g, ' ')
      if (text.trim() === '') continue
      const last = lines.length - 1
      if (lines[last] === '') {
        starts[last] = index
        lines[last] = `${'> '.repeat(depth)}${text.trimStart()}`
      } else lines[last] += text
      continue
    }
    if (!blocks.test(name.toLowerCase())) {
      if (lines.at(-1) === '' && !slash) starts[lines.length - 1] = index
      continue
    }
    if (name.toLowerCase() === 'blockquote') depth = Math.max(0, depth + (slash ? -1 : 1))
    if (lines.at(-1) === '') starts[lines.length - 1] = index
    else {
      lines.push('')
      starts.push(index)
    }
  }
  return { lines, starts }
}

const decoded = (text: string) =>
  text.replace(/&(lt|gt|amp|quot|nbsp|#39|#160);/g, (all, name) => entities[name] ?? all)

/** The tags that are open at a place, outermost first. */
function openAt(html: string, at: number): { name: string; tag: string }[] {
  const open: { name: string; tag: string }[] = []
  for (const { 0: tag, 1: slash, 2: name, index } of html.matchAll(piece)) {
    if (index >= at) break
    if (name === undefined || voids.test(name.toLowerCase())) continue
    if (!slash) open.push({ name, tag })
    else {
      const last = open.findLastIndex((one) => one.name.toLowerCase() === name.toLowerCase())
      if (last >= 0) open.length = last
    }
  }
  return open
}
