import { lights, type Query } from '#lib/domain/query'

export type SnippetPart = { text: string; hit: boolean }

/** About `around` words of a text about its densest hits, in parts: never HTML, so that nothing can be smuggled in. */
export function snippetOf(text: string, query: Query, around = 28): SnippetPart[] {
  const words = text.split(/\s+/).filter((word) => word !== '')
  const lit = lights(words, query)
  const from = densest(lit, around)
  const to = Math.min(words.length, from + around)
  const parts: SnippetPart[] = []
  const put = (text: string, hit: boolean) => {
    const last = parts.at(-1)
    if (text === '') return
    if (last?.hit === hit) last.text += text
    else parts.push({ text, hit })
  }
  if (from > 0) put('… ', false)
  for (let i = from; i < to; i++) {
    const word = words[i] ?? ''
    const both = lit[i] && lit[i + 1] && i + 1 < to // words that follow each other are lit as one
    const [, before = '', core = '', behind = ''] = lit[i] ? (edges.exec(word) ?? ['', word]) : ['', word]
    put(before, false)
    put(core, lit[i] ?? false)
    put(behind, false)
    put(i + 1 < to ? ' ' : '', behind === '' && both === true)
  }
  if (to < words.length) put(' …', false)
  return parts
}
const edges = /^([^\p{L}\p{N}]*)(.*?)([^\p{L}\p{N}]*)$/su

/** Where a window of `size` words holds most hits, with a few words before the first of them. */
function densest(lit: readonly boolean[], size: number): number {
  let best = 0
  let most = 0
  let inside = 0
  for (let end = 0; end < lit.length; end++) {
    if (lit[end]) inside++
    if (end >= size && lit[end - size]) inside--
    if (inside > most) {
      most = inside
      best = end
    }
  }
  const first = lit.findIndex((hit, i) => hit && i > best - size)
  return Math.max(0, Math.min(first - 6, lit.length - size))
}
