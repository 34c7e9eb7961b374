'use client'

/**
 * Pictures of pages, asked for in the order in which they are needed: the page that is read, the one that comes next
 * in the direction of reading, the one before, and small pages when nothing else waits. The server draws one page of a
 * file at a time, so more than two asked at once would only stand in the way of what is wanted next. A picture is shown
 * when the browser has it ready to paint; those seen last are kept.
 */
export type Asked = { documentId: string; page: number; width: number; small?: boolean }
type Picture = HTMLImageElement
type Want = Asked & { src: string; got: (picture: Picture | null) => void; tries: number; notBefore: number }

const large = 2
const mostPixels = 40e6

const wants = new Set<Want>()
const asked = new Map<string, Want>()
const kept = new Map<string, Picture>()
let reading = { documentId: '', page: 1, ahead: 1 as 1 | -1 }
let next: Want[] = []

const srcOf = ({ documentId, page, width }: Asked) =>
  `/api/v1/documents/${documentId}/pages/${page}/image?width=${width}`

const files = new Map<string, string>()

/** Says which file a document is; the pictures of another file it was before are forgotten. */
export function openPictures(documentId: string, sha256: string) {
  const before = files.get(documentId)
  files.set(documentId, sha256)
  if (before === undefined || before === sha256) return
  for (const src of kept.keys()) if (src.includes(`/${documentId}/`)) kept.delete(src)
}

/** Asks for a picture until it is there or `stop` is called; null: it could not be drawn. @returns `stop`. */
export function wantPicture(what: Asked, got: Want['got']): () => void {
  const want: Want = { ...what, src: srcOf(what), got, tries: 0, notBefore: 0 }
  const known = kept.get(want.src)
  if (known) {
    kept.delete(want.src)
    kept.set(want.src, known) // seen last
    got(known)
    return () => {}
  }
  wants.add(want)
  queueMicrotask(pump)
  return () => {
    wants.delete(want)
    queueMicrotask(pump)
  }
}

/** Where somebody reads and which way they go; pictures that come next are asked for when nothing in view is missing. */
export function readAt(documentId: string, page: number, ahead: 1 | -1, upcoming: readonly Asked[]) {
  reading = { documentId, page, ahead }
  next = upcoming
    .filter((one) => !kept.has(srcOf(one)))
    .map((one) => ({ ...one, src: srcOf(one), got: () => {}, tries: 0, notBefore: 0 }))
  queueMicrotask(pump)
}

/** How soon it is needed; less is sooner. */
function rankOf({ documentId, page, small }: Want): number {
  const steps = (page - reading.page) * reading.ahead
  const away = documentId === reading.documentId ? (steps >= 0 ? steps : 0.5 - steps) : 0
  return away + (small ? 10_000 : 0)
}

function pump() {
  const now = performance.now()
  const open = [...wants].filter((want) => !asked.has(want.src) && want.notBefore <= now)
  const first = open.filter((want) => !want.small).sort((a, b) => rankOf(a) - rankOf(b))
  const room = large - [...asked.values()].filter((want) => !want.small).length
  const coming = first.length > 0 ? [] : next.filter((want) => !asked.has(want.src) && !kept.has(want.src))
  for (const want of [...first, ...coming].slice(0, Math.max(0, room))) ask(want)
  if (asked.size > 0 || first.length > 0) return
  const small = open.filter((want) => want.small).sort((a, b) => rankOf(a) - rankOf(b))[0]
  if (small) ask(small)
}

function ask(want: Want) {
  const picture = new Image()
  picture.alt = ''
  picture.draggable = false
  picture.decoding = 'async'
  asked.set(want.src, want)
  picture.src = want.src
  picture
    .decode()
    .then(
      () => there(want, picture),
      () => failed(want),
    )
    .finally(pump)
}

function there(want: Want, picture: Picture) {
  asked.delete(want.src)
  kept.set(want.src, picture)
  let pixels = 0
  for (const [src, one] of [...kept].reverse()) {
    pixels += one.naturalWidth * one.naturalHeight
    if (pixels > mostPixels && !one.isConnected && one !== picture) kept.delete(src)
  }
  for (const other of [...wants]) {
    if (other.src !== want.src) continue
    wants.delete(other)
    other.got(picture)
  }
}

/** Asked again a few times, later each time: the server may be busy, or the page still be coming. */
function failed(want: Want) {
  asked.delete(want.src)
  next = next.filter((one) => one.src !== want.src)
  for (const other of [...wants]) {
    if (other.src !== want.src) continue
    other.tries++
    other.notBefore = performance.now() + 800 * 2 ** other.tries
    if (other.tries > 3) {
      wants.delete(other)
      other.got(null)
    } else setTimeout(pump, 800 * 2 ** other.tries + 10)
  }
}
