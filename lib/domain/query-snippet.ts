import { lights, type Query } from '#lib/domain/query'

export type SnippetPart = { text: string; hit: boolean }

/** About `around` words of a text about its densest hits, in parts: never HTML, so that nothing can be smuggled in. */
export function snippetOf(text: string, query: Query, around = 28): SnippetPart[] {
  const words = text
    .split(/\s+/)
    .filter((word) => word !== '')
    .flatMap(inPieces)
  const lit = lights(
    words.map((word) => word.text),
    query,
  )
  const from = densest(lit, around)
  const parts: SnippetPart[] = []
  const put = (text: string, hit: boolean) => {
    const last = parts.at(-1)
    if (text === '') return
    if (last?.hit === hit) last.text += text
    else parts.push({ text, hit })
  }
  if (from > 0) put('… ', false)
  let [i, room] = [from, around * usualChars]
  for (; i < words.length && i < from + around && room > 0; i++) {
    const { text = '', space = true } = words[i] ?? {}
    const both = lit[i] && lit[i + 1] && i + 1 < from + around // words that follow each other are lit as one
    const [, before = '', core = '', behind = ''] = lit[i] ? (edges.exec(text) ?? ['', text]) : ['', text]
    put(before, false)
    put(core, lit[i] ?? false)
    put(behind, false)
    put(space && i + 1 < words.length ? ' ' : '', behind === '' && both === true)
    room -= text.length + 1
  }
  if (i < words.length) put('…', false)
  return parts
}
/** A little more than an English word and its space, so that plain text is cut by words and a list of links by length. */
const usualChars = 12

/** A word as it is; a long link in pieces, so that only what was found in it is lit, and the rest of it can be left out. */
function inPieces(word: string): { text: string; space: boolean }[] {
  if (word.length <= 48) return [{ text: word, space: true }]
  const pieces = word.match(piece) ?? [word]
  return pieces.map((text, i) => ({ text, space: i + 1 === pieces.length }))
}
const piece = /[\p{L}\p{N}]{1,40}[^\p{L}\p{N}]{0,40}|[^\p{L}\p{N}]{1,40}/gu
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
