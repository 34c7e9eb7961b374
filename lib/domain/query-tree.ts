import type { Asked, Note, Query, Saying, Term } from '#lib/domain/query'
import type { Piece } from '#lib/domain/query-scan'

export type Node =
  | { is: 'term'; any: Term[] }
  | { is: 'field'; asked: Asked }
  | { is: 'not'; of: Node }
  | { is: 'and' | 'or'; of: Node[] }

/** Pieces → a tree; OR binds closer than standing side by side. */
export function treeOf(pieces: readonly Piece[], nodeOf: (piece: Saying) => Node[]): Node {
  const top: Node & { of: Node[] } = { is: 'and', of: [] }
  const open: { of: Node[]; or: boolean; not: boolean }[] = [{ of: top.of, or: false, not: false }]
  const put = (node: Node, minus: boolean) => {
    const here = open.at(-1)
    if (!here) return
    const made: Node = minus !== here.not ? { is: 'not', of: node } : node
    const before = here.or ? here.of.pop() : undefined
    if (before?.is === 'or') here.of.push({ is: 'or', of: [...before.of, made] })
    else here.of.push(before ? { is: 'or', of: [before, made] } : made)
    here.or = false
    here.not = false
  }
  const closed: { minus: boolean }[] = []
  const close = () => {
    const of = open.pop()?.of ?? []
    const minus = closed.pop()?.minus ?? false
    const [only] = of
    if (only) put(of.length === 1 ? only : { is: 'and', of }, minus)
  }
  for (const piece of pieces) {
    const here = open.at(-1)
    if (piece.is === 'or') {
      if (here && here.of.length > 0) here.or = true
    } else if (piece.is === 'not') {
      if (here) here.not = !here.not
    } else if (piece.is === 'open') {
      closed.push({ minus: piece.minus })
      open.push({ of: [], or: false, not: false })
    } else if (piece.is === 'close') {
      if (open.length > 1) close()
    } else {
      for (const node of nodeOf(piece)) put(node, piece.minus)
    }
  }
  while (open.length > 1) close()
  return top
}

const mostChoices = 36 // what brackets may be multiplied out to

/** A tree → what must hold and what must not. -(a b) leaves out what holds either. */
export function place(query: Query, node: Node, not: boolean, note: Note) {
  if (node.is === 'term') {
    if (not) query.none.push(...node.any)
    else query.every.push(node.any)
  } else if (node.is === 'field') query.fields.push({ ...node.asked, not })
  else if (node.is === 'not') place(query, node.of, !not, note)
  else if (node.is === 'and' || not) for (const one of node.of) place(query, one, not, note)
  else placeChoice(query, node.of, note)
}

function placeChoice(query: Query, of: readonly Node[], note: Note) {
  const asked = of.flatMap((one) => (one.is === 'field' ? [one.asked] : []))
  const [first] = asked
  if (first && asked.length === of.length && asked.every(({ field }) => field === first.field)) {
    query.fields.push({ ...first, values: [...new Set(asked.flatMap(({ values }) => values))], not: false })
    return
  }
  const words = of.flatMap((one) => {
    const clauses = wordsIn(one)
    return clauses ? [clauses] : []
  })
  if (words.length < of.length) {
    note(
      first
        ? 'OR stands between words, or between values of one field (agency:Lakeland,Maywood). Here both were asked for.'
        : 'OR does not go with a minus: what was left out there was left out altogether.',
    )
    for (const one of of) if (!wordsIn(one)) place(query, one, false, note)
  }
  const clauses = words.length > 0 ? choice(words) : []
  query.every.push(...clauses)
  if (clauses.length === 1 && words.some((one) => one.length > 1))
    note('That many brackets cannot be taken at once: one of their words is enough here.')
}

/** Words, ORs and side by side only → what must all hold; null where something else is inside. */
function wordsIn(node: Node): Term[][] | null {
  if (node.is === 'term') return [node.any]
  if (node.is === 'field' || node.is === 'not') return null
  const inside = node.of.map(wordsIn)
  const all = inside.flatMap((one) => (one ? [one] : []))
  if (all.length < inside.length) return null
  return node.is === 'and' ? all.flat() : choice(all)
}

/** (a b) OR c → (a OR c) (b OR c) */
const choice = (all: readonly Term[][][]): Term[][] =>
  all.reduce<Term[][]>(
    (clauses, one) =>
      clauses.length * one.length > mostChoices
        ? [[...clauses.flat(), ...one.flat()]]
        : clauses.flatMap((clause) => one.map((more) => [...clause, ...more])),
    [[]],
  )
