import { createReadStream } from 'node:fs'
import { mkdir, readdir, rm, stat, statfs } from 'node:fs/promises'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import { FileStore } from '@tus/file-store'
import { Server, type Upload } from '@tus/server'
import { maxBytes, maxChunkBytes } from '#lib/domain/document'
import { invalid, notFound, Refusal } from '#lib/domain/refusal'
import { noRoom, reserveBytes, tooLarge } from '#lib/io/blobs'

/** A complete file that waits to become a document. `open` may be called again: taking it does not use it up. */
export type ParkedUpload = {
  id: string
  /** What was said when it was begun, unchecked but for the owner, who is not in it: `investigationId`, `name` … */
  facts: Record<string, string>
  bytes: number
  open(): Readable
}

/** Whose request it is, and the question asked before the first byte of a new upload is kept (it throws to refuse). */
export type Uploader = { owner: string; mayPark(facts: Record<string, string>): Promise<void> }

/**
 * The parking place for uploads that come in pieces (tus 1.0, creation and termination). Bytes wait here and mean
 * nothing; a document comes to be when somebody takes a parked upload by its id, and may be taken twice, so that the
 * step can be repeated after a crash.
 */
export type Uploads = {
  /**
   * Answers one tus request. POST needs Upload-Length and, in Upload-Metadata, `investigationId` and `name`.
   * Refuses not_found (somebody else's upload), invalid (no length, no metadata; 413: over 2 GiB or a piece over
   * 8 MiB), unavailable (507: no room), and whatever `mayPark` refuses.
   */
  handle(request: Request, by: Uploader): Promise<Response>
  /** Refuses not_found (no such upload, or another's), conflict (still incomplete). */
  take(id: string, owner: string): Promise<ParkedUpload>
  /** What this sender has begun and not finished, or not yet taken; at most 2000. */
  begun(owner: string): Promise<{ id: string; facts: Record<string, string> }[]>
  /** Forgets it; no error where it is gone already. */
  drop(id: string): Promise<void>
  /** Drops what was begun before that instant, finished or not; how many. */
  sweep(before: Date): Promise<number>
}

/** @param path where the uploads are reached, without the id: `/api/uploads` */
export function createUploads({
  folder,
  path = '/api/uploads',
  reserve = reserveBytes,
}: {
  folder: string
  path?: string
  reserve?: number
}): Uploads {
  const store = new FileStore({ directory: folder })
  const owners = new WeakMap<Request, string>()
  const server = new Server({
    path,
    datastore: store,
    maxSize: maxBytes,
    relativeLocation: true,
    allowedOrigins: [], // only our own pages
    async onUploadCreate(request, upload) {
      const owner = owners.get(request)
      if (!owner) throw new Error('an upload has an owner')
      return { metadata: { ...upload.metadata, owner } } // ours wins over one that was sent along
    },
  })
  return {
    async handle(request, by) {
      await mkdir(folder, { recursive: true, mode: 0o750 })
      const length = Number(request.headers.get('content-length') ?? 0)
      if (length > maxChunkBytes) throw tooLarge(maxChunkBytes)
      // the server gives every call but GET a body, be it empty: only these two bring one
      const brings = request.method === 'POST' || request.method === 'PATCH'
      if (brings && request.body && !request.headers.has('content-length'))
        throw invalid('content-length', 'A piece of an upload has to say how long it is.')
      if (request.method === 'POST') await mayBegin(request, by, folder, reserve)
      else if (request.method !== 'OPTIONS')
        await ofOwner(store, new URL(request.url).pathname.split('/').at(-1) ?? '', by.owner)
      owners.set(request, by.owner)
      return server.handleWeb(request)
    },
    async take(id, owner) {
      const { size, offset, metadata } = await ofOwner(store, id, owner)
      if (size === undefined || offset !== size) throw new Refusal('conflict', 'This upload is not complete yet.')
      return {
        id,
        facts: withoutOwner(metadata ?? {}),
        bytes: size,
        open: () => createReadStream(join(folder, id)),
      }
    },
    async begun(owner) {
      const names = await readdir(folder).catch(() => [])
      const ids = names.filter(isId).slice(0, mostListed)
      const uploads = await Promise.all(ids.map((id) => ofOwner(store, id, owner).catch(() => null)))
      return uploads.flatMap((one) => (one ? [{ id: one.id, facts: withoutOwner(one.metadata ?? {}) }] : []))
    },
    async drop(id) {
      if (isId(id)) await forget(folder, id)
    },
    async sweep(before) {
      const names = await readdir(folder).catch(() => [])
      let dropped = 0
      for (const id of names.filter(isId)) {
        const facts = await stat(join(folder, id)).catch(() => null)
        if (!facts || facts.mtime >= before) continue
        await forget(folder, id)
        dropped++
      }
      return dropped
    },
  }
}

const mostListed = 2000
const isId = (id: string) => /^[0-9a-f]{32}$/.test(id)

async function forget(folder: string, id: string): Promise<void> {
  await rm(join(folder, id), { force: true })
  await rm(join(folder, `${id}.json`), { force: true })
}

/** A hidden upload and an absent one answer alike. */
async function ofOwner(store: FileStore, id: string, owner: string): Promise<Upload> {
  const upload = isId(id) ? await store.getUpload(id).catch(() => null) : null
  if (!upload || upload.metadata?.owner !== owner) throw notFound('upload')
  return upload
}

async function mayBegin(request: Request, by: Uploader, folder: string, reserve: number): Promise<void> {
  const length = request.headers.get('upload-length')
  if (length === null || !/^\d{1,15}$/.test(length))
    throw invalid('upload-length', 'An upload has to say how many bytes it will bring.')
  if (Number(length) > maxBytes) throw tooLarge(maxBytes)
  const metadata = metadataOf(request.headers.get('upload-metadata') ?? '')
  if (!metadata.investigationId) throw invalid('investigationId', 'An upload has to say for which investigation it is.')
  if (!metadata.name) throw invalid('name', 'A file needs a name.')
  await by.mayPark(metadata)
  const { bavail, bsize } = await statfs(folder)
  if (bavail * bsize < Number(length) + reserve) throw noRoom()
}

/** `key base64,key base64` → what was said. */
function metadataOf(header: string): Record<string, string> {
  const pairs = header.split(',').map((pair) => pair.trim().split(' '))
  const texts = pairs.map(([key = '', value = '']) => [key, Buffer.from(value, 'base64').toString('utf8')])
  return withoutOwner(Object.fromEntries(texts))
}

function withoutOwner({ owner, ...facts }: Record<string, string | null>): Record<string, string> {
  return Object.fromEntries(Object.entries(facts).map(([key, value]) => [key, value ?? '']))
}
