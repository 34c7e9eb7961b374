import { randomUUID } from 'node:crypto'
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { PageImage } from '#lib/io/draw-pages'

/** Page images on this machine's disk, by the hash of their document: made once, thrown away at will. */
export type PageImages = {
  /**
   * The image of a page, `make` called only where it is not there yet; whoever asks for the same one meanwhile waits
   * for the same making. An error of `make` goes to all who wait and is not kept.
   */
  get(sha256: string, page: number, width: number, make: () => Promise<PageImage>): Promise<PageImage>
  /** Forgets all images of a document. */
  drop(sha256: string): Promise<void>
}

export function createPageImages({ folder }: { folder: string }): PageImages {
  const making = new Map<string, Promise<PageImage>>()
  const folderOf = (sha256: string) => {
    if (!/^[0-9a-f]{64}$/.test(sha256)) throw new Error('a page image is filed under a hash')
    return join(folder, sha256.slice(0, 2), sha256)
  }
  return {
    async get(sha256, page, width, make) {
      const path = join(folderOf(sha256), `${Math.trunc(page)}-${Math.trunc(width)}`)
      const kept = await readImage(path)
      if (kept) return kept
      const begun = making.get(path)
      if (begun) return begun
      const image = make()
        .then(async (made) => {
          await writeImage(path, made).catch(() => {}) // a full disk costs speed, not the page
          return made
        })
        .finally(() => making.delete(path))
      making.set(path, image)
      return image
    },
    async drop(sha256) {
      await rm(folderOf(sha256), { recursive: true, force: true })
    },
  }
}

const types = ['image/png', 'image/jpeg'] as const
/** Before the bytes: kind (0 PNG, 1 JPEG), width, height and length, so that one file is one image and a cut one is known. */
const headLength = 13

async function readImage(path: string): Promise<PageImage | null> {
  const file = await readFile(path).catch(() => null)
  const mediaType = file && file.length > headLength ? types[file.readUInt8(0)] : undefined
  if (!file || !mediaType || file.readUInt32BE(9) !== file.length - headLength) return null
  return { mediaType, width: file.readUInt32BE(1), height: file.readUInt32BE(5), bytes: file.subarray(headLength) }
}

async function writeImage(path: string, { mediaType, width, height, bytes }: PageImage): Promise<void> {
  const head = Buffer.alloc(headLength)
  head.writeUInt8(types.indexOf(mediaType), 0)
  head.writeUInt32BE(width, 1)
  head.writeUInt32BE(height, 5)
  head.writeUInt32BE(bytes.length, 9)
  await mkdir(dirname(path), { recursive: true, mode: 0o750 })
  const written = `${path}.${randomUUID()}`
  try {
    await writeFile(written, Buffer.concat([head, bytes]), { flag: 'wx', mode: 0o640 })
    await rename(written, path)
  } catch (error) {
    await rm(written, { force: true })
    throw error
  }
}
