import { Readable } from 'node:stream'
import { Refusal } from '#lib/domain/refusal'
import type { Original } from '#lib/services/documents/download-original'
import type { ImageOfPage } from '#lib/services/documents/view-page-image'
import { fileHeaders } from './headers.ts'

/**
 * A kept file → a download that no browser shows, runs or guesses at; one range of it where one is asked for. What
 * somebody sent us is bytes and nothing more; what we built says what it is.
 */
export async function originalFile(
  original: Original,
  request: Request,
  mediaType: 'application/octet-stream' | 'application/pdf' | 'application/zip' = 'application/octet-stream',
): Promise<Response> {
  const { name, bytes } = original
  const headers = { ...fileHeaders({ name, mediaType, bytes }), 'accept-ranges': 'bytes' }
  const range = rangeOf(request.headers.get('range'), bytes)
  if (range === 'none') return new Response(null, { status: 416, headers: { 'content-range': `bytes */${bytes}` } })
  if (request.method === 'HEAD') return new Response(null, { headers })
  const body = Readable.toWeb(Readable.from(await original.open(range ?? undefined))) as ReadableStream<Uint8Array> // Node's and the DOM's are one
  if (!range) return new Response(body, { headers })
  const { start, end } = range
  const part = { 'content-range': `bytes ${start}-${end}/${bytes}`, 'content-length': String(end - start + 1) }
  return new Response(body, { status: 206, headers: { ...headers, ...part } })
}

/** A page that our own code drew: the one kind of file that a browser shows. */
export function imageFile({ bytes, mediaType }: ImageOfPage): Response {
  const headers = fileHeaders({ name: 'page', mediaType, bytes: bytes.byteLength, inline: true })
  return new Response(new Uint8Array(bytes), { headers })
}

/** `bytes=0-99`, `bytes=100-`, `bytes=-100` → both ends included; null: all of it; 'none': past the end. */
function rangeOf(header: string | null, size: number): { start: number; end: number } | 'none' | null {
  const match = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(header?.trim() ?? '')
  if (!match || (match[1] === '' && match[2] === '')) return null
  const [, from = '', to = ''] = match
  const start = from === '' ? Math.max(0, size - Number(to)) : Number(from)
  const end = from === '' || to === '' ? size - 1 : Math.min(Number(to), size - 1)
  return start > end || start >= size ? 'none' : { start, end }
}

/** The declared length of a raw body; null where none was declared. Refuses invalid. */
export function declaredLength(request: Request): number | null {
  const declared = request.headers.get('content-length')
  if (declared === null) return null
  if (!/^\d{1,15}$/.test(declared)) throw new Refusal('invalid', 'Content-Length is no number.')
  return Number(declared)
}
