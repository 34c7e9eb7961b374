import { createHash } from 'node:crypto'
import { createReadStream, createWriteStream } from 'node:fs'
import { mkdir, opendir, rename, rm, stat } from 'node:fs/promises'
import { dirname, join, posix } from 'node:path'
import { Readable } from 'node:stream'
import { finished, pipeline } from 'node:stream/promises'
import { ZipFile } from 'yazl'
import {
  type BagFile,
  type BagSays,
  bagDeclaration,
  bagInfo,
  type FoundBag,
  manifestLine,
  manifestName,
  tagManifestName,
} from '#lib/domain/bag'
import { invalid } from '#lib/domain/refusal'
import type { Packs } from '#lib/io/pack'

export type Bags = {
  /** A bag (RFC 8493) as a ZIP, written while its files are read: one at a time, none is held. */
  write(files: AsyncIterable<BagFile>, says: BagSays): AsyncGenerator<Uint8Array>
  /** What lies in a folder or a ZIP, hashed. Refuses invalid where there is neither. */
  read(path: string): Promise<FoundBag>
  /** The bag of a ZIP of our own into a folder, which must not exist or be empty. Refuses invalid. */
  unpack(zip: string, folder: string): Promise<void>
}

export function createBags({ packs }: { packs: Packs }): Bags {
  return { write, read: (path) => read(packs, path), unpack: (zip, folder) => unpack(packs, zip, folder) }
}

/** Files of a bag whose words are looked at; larger ones are only hashed. */
const mostText = 64 * 1024 ** 2
const limits = { entries: 1_000_000, bytes: 2 ** 50 }

async function* write(files: AsyncIterable<BagFile>, says: BagSays): AsyncGenerator<Uint8Array> {
  const zip = new ZipFile()
  const out = zip.outputStream as Readable // a PassThrough, typed as the least of it
  const stop = new AbortController()
  zip.on('error', (error: Error) => out.destroy(error))
  const feeding = feed(zip, files, says, stop.signal).catch((error: Error) => void out.destroy(error))
  try {
    yield* out
    await feeding
  } finally {
    stop.abort()
    out.destroy()
  }
}

async function feed(zip: ZipFile, files: AsyncIterable<BagFile>, says: BagSays, signal: AbortSignal): Promise<void> {
  const put = async (path: string, bytes: AsyncIterable<Uint8Array | string>, pressed = true) => {
    const hash = createHash('sha256')
    let size = 0
    const stream = Readable.from(
      (async function* () {
        for await (const piece of bytes) {
          const chunk = Buffer.from(piece)
          hash.update(chunk)
          size += chunk.length
          if (chunk.length > 0) yield chunk
        }
      })(),
      { objectMode: false },
    )
    const options = { mtime: says.at, mode: 0o100644, compress: pressed }
    zip.addReadStreamLazy(`${says.folder}/${path}`, options, (done) => done(null, stream))
    await finished(stream, { signal, writable: false })
    return { sha256: hash.digest('hex'), size }
  }
  let manifest = ''
  let total = { files: 0, bytes: 0 }
  for await (const file of files) {
    const path = `data/${file.path}`
    const { sha256, size } = await put(path, await file.open(), file.pressed ?? false)
    manifest += manifestLine(sha256, path)
    total = { files: total.files + 1, bytes: total.bytes + size }
  }
  const info = bagInfo([...says.info, ['Payload-Oxum', `${total.bytes}.${total.files}`]])
  let tags = ''
  for (const [path, text] of [
    ['bagit.txt', bagDeclaration],
    ['bag-info.txt', info],
    ['README.txt', says.readme],
    [manifestName, manifest],
  ] as const)
    tags += manifestLine((await put(path, once(text))).sha256, path)
  await put(tagManifestName, once(tags))
  zip.end()
}

async function* once(text: string) {
  yield text
}

async function read(packs: Packs, path: string): Promise<FoundBag> {
  const there = await stat(path).catch(() => null)
  if (there?.isDirectory()) return readFolder(path)
  if (there?.isFile()) return readZip(packs, path)
  throw invalid('path', 'There is no such folder or ZIP file, or it may not be read.')
}

type Found = { files: Map<string, { sha256: string; bytes: number }>; texts: Map<string, string>; odd: string[] }
const isTag = (path: string) => path.endsWith('.txt') && !path.startsWith('data/')

async function readFolder(folder: string): Promise<Found> {
  const found: Found = { files: new Map(), texts: new Map(), odd: [] }
  const walk = async (under: string) => {
    for await (const entry of await opendir(join(folder, under))) {
      const path = posix.join(under, entry.name)
      if (entry.isDirectory()) await walk(path)
      else if (!entry.isFile()) found.odd.push(`${path} is a link or no plain file.`)
      else {
        const { text, ...kept } = await hashed(createReadStream(join(folder, path)), isTag(path))
        found.files.set(path, kept)
        if (text !== null) found.texts.set(path, text)
      }
    }
  }
  await walk('')
  return found
}

/** In a ZIP a bag lies in one folder, which is taken off; the program that reads it runs in the sandbox. */
async function readZip(packs: Packs, path: string): Promise<Found> {
  const found: Found = { files: new Map(), texts: new Map(), odd: [] }
  let text: string | null = null
  const keep = async (pieces: AsyncIterable<Uint8Array>) => {
    const { text: words, ...kept } = await hashed(pieces, true)
    text = words
    return kept
  }
  for await (const event of packs.unpack(path, { mediaType: 'application/zip', limits, keep })) {
    if (event.kind === 'failed') throw invalid('path', `This is no ZIP that can be read. ${event.detail}`)
    if (event.kind === 'stopped') found.odd.push('The ZIP is damaged: it could not be read to its end.')
    if (event.kind === 'left') found.odd.push(`${event.path} could not be taken out of the ZIP (${event.why}).`)
    if (event.kind !== 'entry') continue
    const { path: entry, sha256, bytes, flawed } = event.entry
    if (found.files.has(entry)) found.odd.push(`${entry} is twice in the ZIP.`)
    if (flawed) found.odd.push(`${entry} is damaged in the ZIP.`)
    found.files.set(entry, { sha256, bytes })
    if (text !== null && entry.split('/').length <= 2 && entry.endsWith('.txt')) found.texts.set(entry, text)
  }
  return withoutFolder(found)
}

function withoutFolder({ files, texts, odd }: Found): Found {
  if (files.has('bagit.txt')) return { files, texts, odd }
  const declared = [...files.keys()].find((path) => /^[^/]+\/bagit\.txt$/.test(path))
  const top = declared?.slice(0, -'bagit.txt'.length) ?? ''
  const outside = [...files.keys()].filter((path) => !path.startsWith(top))
  const inner = <T>(map: Map<string, T>) =>
    new Map([...map].flatMap(([path, value]) => (path.startsWith(top) ? [[path.slice(top.length), value]] : [])))
  const beside = outside.map((path) => `${path} lies beside the bag.`)
  return { files: inner(files), texts: inner(texts), odd: [...odd, ...beside] }
}

async function hashed(pieces: AsyncIterable<Uint8Array>, wanted: boolean) {
  const hash = createHash('sha256')
  let bytes = 0
  let kept: Uint8Array[] | null = wanted ? [] : null
  for await (const piece of pieces) {
    hash.update(piece)
    bytes += piece.length
    if (bytes > mostText) kept = null
    else kept?.push(Uint8Array.from(piece))
  }
  return { sha256: hash.digest('hex'), bytes, text: kept ? Buffer.concat(kept).toString('utf8') : null }
}

async function unpack(packs: Packs, zip: string, folder: string): Promise<void> {
  await mkdir(folder, { recursive: true })
  for await (const _ of await opendir(folder)) throw invalid('to', 'That folder is not empty. Choose a new one.')
  const part = join(folder, '.part')
  const keep = async (pieces: AsyncIterable<Uint8Array>) => {
    const hash = createHash('sha256')
    let bytes = 0
    const counted = async function* () {
      for await (const piece of pieces) {
        hash.update(piece)
        bytes += piece.length
        yield piece
      }
    }
    await pipeline(counted, createWriteStream(part))
    return { sha256: hash.digest('hex'), bytes }
  }
  try {
    for await (const event of packs.unpack(zip, { mediaType: 'application/zip', limits, keep })) {
      if (event.kind === 'failed' || event.kind === 'stopped' || event.kind === 'left')
        throw invalid('to', 'The pack could not be taken apart whole. Write it as a ZIP instead.')
      if (event.kind !== 'entry') continue
      const inner = event.entry.path.split('/').slice(1)
      if (inner.length === 0 || inner.some((name) => !/^[A-Za-z0-9][A-Za-z0-9._-]*$/.test(name)))
        throw invalid('to', 'The pack holds a name that is none of ours.')
      const target = join(folder, ...inner)
      await mkdir(dirname(target), { recursive: true })
      await rename(part, target)
    }
  } finally {
    await rm(part, { force: true })
  }
}
