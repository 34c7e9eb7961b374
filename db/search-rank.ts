import type { Clock, Matches } from '#db/search-match'
import type { Facts } from '#db/search-read'

/** One entry that was found. `kind`: its place in searchKinds. */
export type Hit = { score: number; thing: number; page: number; kind: number }

/** BM25 (Robertson and Zaragoza, 2009) with the usual constants. */
const k1 = 1.2
const b = 0.75

/**
 * Every hit with its score, to `visit`. How rare a word is and how long an entry usually is are counted over the
 * entries that the reader may see, so that the order tells nothing of others. Only `things`, where given.
 */
export async function rank(
  matches: Matches,
  facts: ReadonlyMap<number, Facts>,
  scored: readonly number[],
  things: ReadonlySet<number> | null,
  clock: Clock,
  visit: (hit: Hit) => void,
) {
  const { entries, length, df } = matches
  const usual = entries === 0 ? 1 : Math.max(1, length / entries)
  const rarity = df.map((n) => Math.log(1 + (entries - n + 0.5) / (n + 0.5)))
  const hit: Hit = { score: 0, thing: 0, page: 0, kind: 0 }
  for (const { segment, found, hits } of matches.parts) {
    const own = facts.get(segment.id)
    if (!own) continue
    const scores = new Float64Array(segment.entries)
    for (const t of scored) {
      const { ordinals, weights } = hits[t] ?? { ordinals: nothing, weights: nothing }
      const much = (rarity[t] ?? 0) * (k1 + 1)
      for (let i = 0; i < ordinals.length; i++) {
        const at = ordinals[i] ?? 0
        if (found[at] === 0) continue
        const weight = weights[i] ?? 0
        scores[at] =
          (scores[at] ?? 0) + (much * weight) / (weight + k1 * (1 - b + (b * (own.lengths[at] ?? 0)) / usual))
      }
    }
    for (let i = 0; i < found.length; i++) {
      if (found[i] === 0) continue
      hit.thing = own.things[i] ?? 0
      if (things && !things.has(hit.thing)) continue
      const page = own.pages[i] ?? 0
      hit.page = page >>> 2
      hit.kind = page & 3
      hit.score = scores[i] ?? 0
      visit(hit)
    }
    await clock.tick()
  }
}
const nothing = new Uint32Array(0)

/** Whether one stands before the other: by score, then in the order in which things came to be, then by page. */
const before = (a: Hit, z: Hit) =>
  a.score !== z.score ? a.score > z.score : a.thing !== z.thing ? a.thing < z.thing : a.page < z.page

/** Keeps the best of many: a heap with the worst of them on top. */
export class Best {
  private readonly heap: Hit[] = []
  private readonly most: number

  constructor(most: number) {
    this.most = most
  }

  offer(hit: Hit) {
    const { heap, most } = this
    if (most === 0) return
    if (heap.length < most) {
      heap.push({ ...hit })
      for (let at = heap.length - 1; at > 0; ) {
        const up = (at - 1) >> 1
        if (!this.swapIfWorse(at, up)) break
        at = up
      }
      return
    }
    const [worst] = heap
    if (!worst || !before(hit, worst)) return
    heap[0] = { ...hit }
    for (let at = 0; ; ) {
      const left = at * 2 + 1
      if (left >= heap.length) break
      const [a, z] = [heap[left], heap[left + 1]]
      const down = a && z && before(a, z) ? left + 1 : left
      if (!this.swapIfWorse(down, at)) break
      at = down
    }
  }

  /** Best first. */
  list(): Hit[] {
    return [...this.heap].sort((a, z) => (before(a, z) ? -1 : 1))
  }

  /** The worse of two stands nearer to the top. */
  private swapIfWorse(below: number, above: number): boolean {
    const { heap } = this
    const [low, high] = [heap[below], heap[above]]
    if (!low || !high || !before(high, low)) return false
    heap[below] = high
    heap[above] = low
    return true
  }
}

/** Things by their best entry, with how many of their entries were found. */
export class Groups {
  private readonly groups = new Map<number, { top: Hit; total: number; pages: number }>()

  offer(hit: Hit) {
    const group = this.groups.get(hit.thing)
    if (!group) this.groups.set(hit.thing, { top: { ...hit }, total: 1, pages: hit.page > 0 ? 1 : 0 })
    else {
      group.total++
      if (hit.page > 0) group.pages++
      if (before(hit, group.top)) group.top = { ...hit }
    }
  }

  get count() {
    return this.groups.size
  }

  list(from: number, to: number) {
    const best = new Best(to)
    for (const { top } of this.groups.values()) best.offer(top)
    return best
      .list()
      .slice(from)
      .map(({ thing }) => ({
        thing,
        total: this.groups.get(thing)?.total ?? 0,
        pages: this.groups.get(thing)?.pages ?? 0,
      }))
  }
}
