import { randomUUID } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { mkdir, opendir, rename, rm, stat, statfs } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { type Blobs, checked, noRoom, notKept, reserveBytes } from '#lib/io/blobs'
import { bytesAt, guarded, rehash, spool, syncFolder } from '#lib/io/blobs-tap'

/**
 * The files in a folder, as ab/cd/<sha256>, mode 0440. A file gets its name only when its bytes are safe: written to
 * .tmp beside it, synced, read back and hashed, renamed, and then the folders synced. A crash at any point leaves a
 * whole file or a leftover in .tmp, never half a file under a hash.
 * @param reserve bytes of the disk that stay free; no put begins below it
 */
export function diskBlobs({ folder, reserve = reserveBytes }: { folder: string; reserve?: number }): Blobs {
  const temp = join(folder, '.tmp')
  const pathOf = (sha256: string) => join(folder, checked(sha256).slice(0, 2), sha256.slice(2, 4), sha256)
  const sizeOf = async (sha256: string) => {
    const bytes = await bytesAt(pathOf(sha256))
    if (bytes === null) throw notKept()
    return bytes
  }
  return {
    async put(source, { maxBytes = Number.POSITIVE_INFINITY } = {}) {
      await mkdir(temp, { recursive: true, mode: 0o750 })
      const { bavail, bsize } = await statfs(temp)
      if (bavail * bsize < reserve) throw noRoom()
      const written = join(temp, randomUUID())
      const kept = await spool(source, written, maxBytes)
      const path = pathOf(kept.sha256)
      if ((await bytesAt(path)) === kept.bytes && (await rehash(path)).sha256 === kept.sha256) {
        await rm(written)
        return kept
      }
      const made = await mkdir(dirname(path), { recursive: true, mode: 0o750 })
      await rename(written, path) // also over a kept file that has gone bad: this mends it
      await syncFolder(dirname(path))
      if (made !== undefined) for (const above of [dirname(dirname(path)), folder]) await syncFolder(above)
      return kept
    },
    async open(sha256, range) {
      await sizeOf(sha256)
      if (range) return createReadStream(pathOf(sha256), range)
      return guarded(createReadStream(pathOf(sha256), { highWaterMark: 256 * 1024 }), sha256)
    },
    has: async (sha256) => (await bytesAt(pathOf(sha256))) !== null,
    size: sizeOf,
    async remove(sha256) {
      await rm(pathOf(sha256), { force: true })
    },
    async local(sha256) {
      await sizeOf(sha256)
      return { path: pathOf(sha256), release: async () => {} }
    },
    async *list() {
      await mkdir(folder, { recursive: true, mode: 0o750 })
      for await (const entry of await opendir(folder, { recursive: true })) {
        if (!entry.isFile() || !/^[0-9a-f]{64}$/.test(entry.name)) continue
        const { size, mtime } = await stat(join(entry.parentPath, entry.name))
        yield { sha256: entry.name, bytes: size, keptAt: mtime }
      }
    },
    async dropUnfinished(before) {
      let dropped = 0
      await mkdir(temp, { recursive: true, mode: 0o750 })
      for await (const entry of await opendir(temp)) {
        const path = join(temp, entry.name)
        if ((await stat(path)).mtime >= before) continue
        await rm(path, { force: true })
        dropped++
      }
      return dropped
    },
  }
}
