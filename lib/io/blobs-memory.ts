import { createHash, randomUUID } from 'node:crypto'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { type Blobs, checked, notKept, tooLarge } from '#lib/io/blobs'
import { guarded } from '#lib/io/blobs-tap'

/** The files in memory: for tests, gone with the process. */
export function memoryBlobs(): Blobs {
  const kept = new Map<string, { bytes: Buffer; keptAt: Date }>()
  const find = (sha256: string) => {
    const found = kept.get(checked(sha256))
    if (!found) throw notKept()
    return found.bytes
  }
  return {
    async put(source, { maxBytes = Number.POSITIVE_INFINITY } = {}) {
      const parts: Uint8Array[] = []
      let length = 0
      for await (const piece of source) {
        length += piece.length
        if (length > maxBytes) throw tooLarge(maxBytes)
        parts.push(piece)
      }
      const bytes = Buffer.concat(parts)
      const sha256 = createHash('sha256').update(bytes).digest('hex')
      if (!kept.has(sha256)) kept.set(sha256, { bytes, keptAt: new Date() })
      return { sha256, bytes: bytes.length }
    },
    async open(sha256, range) {
      const bytes = find(sha256)
      const part = Readable.from([bytes.subarray(range?.start, range && range.end + 1)], { objectMode: false })
      return range ? part : guarded(part, sha256)
    },
    has: async (sha256) => kept.has(checked(sha256)),
    size: async (sha256) => find(sha256).length,
    async remove(sha256) {
      kept.delete(checked(sha256))
    },
    async local(sha256) {
      const bytes = find(sha256)
      const folder = await mkdtemp(join(tmpdir(), 'unsealed-'))
      const path = join(folder, randomUUID())
      await writeFile(path, bytes, { mode: 0o440 })
      return { path, release: () => rm(folder, { recursive: true, force: true }) }
    },
    async *list() {
      for (const [sha256, { bytes, keptAt }] of kept) yield { sha256, bytes: bytes.length, keptAt }
    },
    dropUnfinished: async () => 0,
  }
}
