import { z } from 'zod'
import type { Conversation } from '#lib/io/conversation'
import { ParseFailure } from '#lib/io/parse-failure'
import type { Sandbox } from '#lib/io/sandbox'

export type PageImage = { bytes: Buffer; mediaType: 'image/png' | 'image/jpeg'; width: number; height: number }

/** Makes the file ready for as long as `use` runs. Throws ParseFailure. */
export type WithInput = <R>(use: (input: { path: string; mediaType: string }) => Promise<R>) => Promise<R>

export type Wanted = {
  /** Which file: what is wanted under one name is drawn by one child, what is wanted under two never is. */
  file: string
  page: number
  width: number
  password?: string | undefined
  /** Called only where a child has to be started for the file. */
  withInput: WithInput
}

/** Draws pages, at most two children at once. Throws ParseFailure. */
export type Drawing = { draw(wanted: Wanted): Promise<PageImage> }

const caps = { side: 10_000, pixels: 100e6, imageBytes: 64e6 }
const times = { silenceMs: 60_000, totalMs: 30 * 60_000 }
const atOnce = 2
/** Up to this width it is a thumbnail, and waits while a page is wanted that somebody reads. */
const thumbnail = 700
/** How long a child may keep its place while another file waits, in ms. */
const turnMs = 2_000
/** What a child draws before it is replaced, in pages and ms: what mupdf once took it never gives back. */
const worn = { pages: 200, ms: 60_000 }

const count = z.int().min(1)
const imageSaid = z.strictObject({
  kind: z.literal('image'),
  page: count,
  mediaType: z.enum(['image/png', 'image/jpeg']),
  width: count.max(caps.side),
  height: count.max(caps.side),
  bytes: count.max(caps.imageBytes),
})
type ImageSaid = z.infer<typeof imageSaid>

type Waiting = Wanted & { resolve(image: PageImage): void; reject(error: unknown): void; again?: true }
type Child = { talk: Conversation<ImageSaid>; mediaType: string; pages: number; ms: number }
/** One place for a child; without `child` while that starts or is replaced. */
type Place = {
  file: string
  child?: Child
  busy: boolean
  since: number
  idle?: NodeJS.Timeout
}

/**
 * A child that has opened a file draws further pages of that file, until it has had nothing to do for `idleMs`, has
 * made any error, or its place is needed. Opening costs ten times what a page costs.
 */
export function createDrawing({ sandbox, idleMs = 5_000 }: { sandbox: Sandbox; idleMs?: number }): Drawing {
  const places: Place[] = []
  const waiting: Waiting[] = []

  /** A page before thumbnails; among equals an open file in its turn, then files that wait for a place, then the rest. */
  const rankOf = ({ file, width }: Waiting) => {
    const place = places.find((one) => one.file === file)
    const turn = !place ? 1 : performance.now() - place.since < turnMs ? 0 : 2
    return (width > thumbnail ? 0 : 3) + turn
  }
  const placeFor = (file: string): Place | undefined => {
    const own = places.find((place) => place.file === file)
    if (own) return own.busy ? undefined : own
    if (places.length < atOnce) {
      const place = { file, busy: false, since: performance.now() }
      places.push(place)
      return place
    }
    return places.find((place) => !place.busy)
  }
  const pump = () => {
    const ranked = waiting.map((wanted) => ({ wanted, rank: rankOf(wanted) })).sort((a, b) => a.rank - b.rank)
    for (const { wanted } of ranked) {
      const place = placeFor(wanted.file)
      if (!place) continue
      waiting.splice(waiting.indexOf(wanted), 1)
      void serve(wanted, place)
    }
  }

  async function serve(wanted: Waiting, place: Place): Promise<void> {
    clearTimeout(place.idle)
    place.busy = true
    let used = false
    try {
      let { child } = place
      const fits = place.file === wanted.file && !wanted.again && child?.talk.open() && !isWorn(child)
      if (place.file !== wanted.file) place.since = performance.now()
      place.file = wanted.file
      if (!child || !fits) {
        delete place.child
        await child?.talk.close()
        child = await start(sandbox, wanted)
        place.child = child
      }
      used = child.pages > 0
      wanted.resolve(await drawn(child, wanted))
    } catch (error) {
      await place.child?.talk.close()
      delete place.child
      // what earlier pages left behind must not cost this one: it is tried once more in a child of its own
      const spent = error instanceof ParseFailure && (error.code === 'crashed' || error.code === 'too_big')
      if (used && spent) waiting.unshift({ ...wanted, again: true })
      else wanted.reject(error)
    }
    place.busy = false
    places.splice(places.indexOf(place), 1)
    if (place.child) {
      places.push(place) // at the end: the place that goes to another file is the one idle for longest
      place.idle = setTimeout(() => void leave(place), idleMs).unref()
    }
    pump()
  }

  async function leave(place: Place): Promise<void> {
    place.busy = true
    await place.child?.talk.close()
    places.splice(places.indexOf(place), 1)
    pump()
  }

  return {
    draw: (wanted) =>
      new Promise((resolve, reject) => {
        waiting.push({ ...wanted, resolve, reject })
        pump()
      }),
  }
}

const isWorn = ({ pages, ms }: Child) => pages >= worn.pages || ms >= worn.ms

const start = (sandbox: Sandbox, { withInput }: Wanted): Promise<Child> =>
  withInput(async ({ path, mediaType }) => {
    const talk = await sandbox.open({ program: 'pdf', path, says: imageSaid, ...times, mostBytes: caps.imageBytes })
    return { talk, mediaType, pages: 0, ms: 0 }
  })

/** One question and its answer, of which nothing is believed. */
async function drawn(child: Child, { page, width, password }: Wanted): Promise<PageImage> {
  const { talk, mediaType } = child
  const began = performance.now()
  const asked = { do: 'render', mediaType, password, page, width, mostSide: caps.side, mostPixels: caps.pixels }
  let image: ImageSaid | undefined
  const parts: Buffer[] = []
  for await (const { message, bytes } of talk.ask(asked)) {
    if (message && (image || message.page !== page || message.width > width)) throw new ParseFailure('crashed')
    if (message) image = message
    else parts.push(bytes)
  }
  child.pages++
  child.ms += performance.now() - began
  const bytes = Buffer.concat(parts)
  if (!image || bytes.length !== image.bytes) throw new ParseFailure('crashed')
  return { bytes, mediaType: image.mediaType, width: image.width, height: image.height }
}
