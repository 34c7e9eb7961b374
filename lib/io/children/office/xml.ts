import { SaxesParser } from 'saxes'
import { GiveUp } from '#lib/io/children/give-up'

/** A node of a small tree; names without their prefix, text as plain strings among the children. */
export type Node = { name: string; attrs: Record<string, string>; children: (Node | string)[] }

type Handlers<T> = {
  open?: (name: string, attrs: Record<string, string>, out: (item: T) => void) => void
  text?: (text: string) => void
  close?: (name: string, out: (item: T) => void) => void
}

/** Items out of one piece of a file: more is no table but one row said to stand for a million. */
const mostAtOnce = 300_000

/** Bytes between two tags, which are held until the second comes. */
const mostUntold = 40e6

const bare = (name: string) => name.slice(name.indexOf(':') + 1)

/**
 * Reads XML as it comes, and yields what the handlers put out, a handful at a time. Broken places are passed over, as
 * office programs do; nothing outside the file is ever looked up.
 */
export async function* readXml<T>(stream: AsyncIterable<Buffer>, handlers: Handlers<T>): AsyncGenerator<T[]> {
  let found: T[] = []
  const out = (item: T) => {
    if (found.push(item) > mostAtOnce) throw new GiveUp('too_big')
  }
  const parser = new SaxesParser({ xmlns: false, position: false })
  parser.on('error', () => {})
  parser.on('opentag', (tag) => {
    untold = 0
    handlers.open?.(bare(tag.name), tag.attributes as Record<string, string>, out) // without xmlns, plain text
  })
  parser.on('closetag', (tag) => {
    untold = 0
    handlers.close?.(bare(tag.name), out)
  })
  if (handlers.text) {
    parser.on('text', handlers.text)
    parser.on('cdata', handlers.text)
  }
  let decoder: TextDecoder | undefined
  let untold = 0
  for await (const piece of stream) {
    decoder ??= new TextDecoder(encodingOf(piece))
    untold += piece.length
    if (untold > mostUntold) throw new GiveUp('too_big')
    parser.write(decoder.decode(piece, { stream: true }))
    if (found.length > 0) {
      yield found
      found = []
    }
  }
  parser.close()
  if (found.length > 0) yield found
}

const encodingOf = (first: Buffer) =>
  first[0] === 0xff && first[1] === 0xfe ? 'utf-16le' : first[0] === 0xfe && first[1] === 0xff ? 'utf-16be' : 'utf-8'

/** Deeper than any office program writes; what lies deeper is told as if it lay here. */
const mostDepth = 150

/** The elements of these names as trees, each as soon as it is closed; those within one stay part of it. */
export async function* trees(stream: AsyncIterable<Buffer>, names: readonly string[]): AsyncGenerator<Node> {
  const wanted = new Set(names)
  const path: Node[] = []
  let beyond = 0
  const batches = readXml<Node>(stream, {
    open(name, attrs) {
      if (path.length === 0 && !wanted.has(name)) return
      if (path.length >= mostDepth) return void beyond++
      const node: Node = { name, attrs: bareAttrs(attrs), children: [] }
      path.at(-1)?.children.push(node)
      path.push(node)
    },
    text: (text) => void path.at(-1)?.children.push(text),
    close(_name, out) {
      if (path.length === 0) return
      if (beyond > 0) return void beyond--
      const node = path.pop()
      if (node && path.length === 0) out(node)
    },
  })
  for await (const batch of batches) yield* batch
}

function bareAttrs(attrs: Record<string, string>): Record<string, string> {
  const named: Record<string, string> = {}
  for (const key in attrs) named[key.startsWith('r:') ? key : bare(key)] = attrs[key] ?? '' // r:id stands beside id
  return named
}

/** A small part as one tree, null where it has no such element. */
export async function tree(bytes: Buffer, name: string): Promise<Node | null> {
  const whole = async function* () {
    if (bytes.length > 0) yield bytes
  }
  for await (const node of trees(whole(), [name])) return node
  return null
}

export const elements = (node: Node | null | undefined): Node[] =>
  node ? node.children.filter((child): child is Node => typeof child !== 'string') : []
export const first = (node: Node | null | undefined, name: string): Node | undefined =>
  elements(node).find((child) => child.name === name)

/** All elements of a name below a node, in their order. */
export function* within(node: Node, name: string): Generator<Node> {
  for (const child of elements(node)) {
    if (child.name === name) yield child
    yield* within(child, name)
  }
}

/** All text below a node. */
export const textIn = (node: Node | string | null | undefined): string =>
  node === null || node === undefined ? '' : typeof node === 'string' ? node : node.children.map(textIn).join('')
