import type { exhibits } from '#db/schema'
import { collectionHead, pageOf } from '#lib/domain/annotation'
import type { BagFile } from '#lib/domain/bag'
import { Unreadable } from '#lib/domain/document'
import { exhibitPath } from '#lib/services/exports/read-pack'
import type { World } from '#lib/world'

/** What goes into a pack: how many files, and each in its turn. */
export type Pack = { of: number; title: string; files: AsyncGenerator<BagFile>; readme: string }

/** Part: a text of a pack that is written while it is read. */
export const textFile = (path: string, open: () => AsyncIterable<string>): BagFile => ({ path, open, pressed: true })

/** Part: a file of the store. One that is missing, or has changed, ends the pack in words. */
export function keptFile(world: World, path: string, sha256: string): BagFile {
  const broken = () =>
    new Unreadable('damaged', `The kept file for ${path} is missing or has changed. Tell whoever runs this server.`)
  const open = async () => {
    const bytes: AsyncIterable<Uint8Array> = await world.blobs.open(sha256).catch(() => Promise.reject(broken()))
    return (async function* () {
      try {
        yield* bytes
      } catch {
        throw broken()
      }
    })()
  }
  return { path, open }
}

/** Part: an exhibit's PDF, and the verifier's report on it. `title` as it may be said to whoever gets the pack. */
export function* exhibitFiles(
  world: World,
  key: string,
  row: typeof exhibits.$inferSelect,
  title: string | null,
): Generator<BagFile> {
  if (row.sha256 === null) return
  yield keptFile(world, exhibitPath(key, row, 'pdf'), row.sha256)
  const about = { number: `${key}-E${row.number}`, version: row.version, title, sha256: row.sha256 }
  const said = { ...about, pages: row.sourcePages.length, ...row.report }
  yield textFile(exhibitPath(key, row, 'report.json'), async function* () {
    yield `${JSON.stringify(said, null, 2)}\n`
  })
}

/** Part: items → one W3C Annotation Collection, written item by item. */
export async function* collectionOf(key: string, items: AsyncIterable<unknown>): AsyncGenerator<string> {
  const id = `urn:unsealed:findings:${key}`
  const [head, page] = [collectionHead(id), pageOf(id)].map((part) => JSON.stringify(part).slice(0, -1))
  yield `${head},"first":${page},"items":[`
  let n = 0
  for await (const item of items) yield `${n++ === 0 ? '' : ','}\n${JSON.stringify(item)}`
  yield `\n]},"total":${n}}\n`
}
