import { createHash, randomUUID } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { mkdir, readdir, readFile, rename, rm, stat, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

/**
 * Laid-out forms of files on this machine's disk, so that turning the pages of a long table does not read it anew each
 * time. Each is a folder with the form itself, under a name by its file's hash, its kind and our version of the layout.
 */
export type LaidOut = {
  /** The folder of a file's form, `make` called to fill a new one only where it is not there yet. */
  get(path: string, kind: string, make: (folder: string) => Promise<void>): Promise<string>
  /** Forgets all forms of the file with this hash, of any version. */
  drop(sha256: string): Promise<void>
}

/** Where they lie in the folder for what is passing. */
export const laidOutIn = (temp: string) => join(temp, 'laid-out')

/** Goes up with every change of how files are laid out, so that no page shows what an earlier version made of it. */
const version = 3
/** How long a form is certainly kept, and how long at most after it was last used, in ms. */
const stays = 10 * 60_000
const longest = 24 * 3600_000

export function createLaidOut({ folder, mostBytes = 1e9 }: { folder: string; mostBytes?: number }): LaidOut {
  const making = new Map<string, Promise<string>>()
  return {
    async get(path, kind, make) {
      const name = `${await hashOf(path)}-${version}-${short(kind)}`
      const place = join(folder, name)
      const touched = await touch(place)
      if (touched) return place
      const begun = making.get(name)
      if (begun) return begun
      const made = (async () => {
        const fresh = join(folder, `new-${randomUUID()}`)
        try {
          await mkdir(fresh, { recursive: true, mode: 0o700 })
          await make(fresh)
          await writeFile(join(fresh, 'used'), '')
          await rename(fresh, place).catch(async (error) => {
            if (!(await touch(place))) throw error // another process was faster
          })
        } finally {
          await rm(fresh, { recursive: true, force: true })
        }
        await sweep(folder, mostBytes).catch(() => {}) // room is made with the next one
        return place
      })().finally(() => making.delete(name))
      making.set(name, made)
      return made
    },
    async drop(sha256) {
      const names = await readdir(folder).catch(() => [])
      for (const name of names)
        if (name.startsWith(`${sha256}-`)) await rm(join(folder, name), { recursive: true, force: true })
    },
  }
}

const short = (text: string) => createHash('sha256').update(text).digest('hex').slice(0, 16)

async function hashOf(path: string): Promise<string> {
  const hash = createHash('sha256')
  for await (const piece of createReadStream(path, { highWaterMark: 1024 ** 2 })) hash.update(piece)
  return hash.digest('hex')
}

/** Notes that a form is used, and says whether it is there. */
const touch = (place: string) =>
  utimes(join(place, 'used'), new Date(), new Date()).then(
    () => true,
    () => false,
  )

/** The forms that nobody has used for longest go first, until those that stay are few enough. */
async function sweep(folder: string, mostBytes: number): Promise<void> {
  const now = Date.now()
  const places = await Promise.all((await readdir(folder)).map((name) => measured(join(folder, name))))
  let bytes = 0
  for (const { place, used, size } of places.sort((a, b) => b.used - a.used)) {
    bytes += size
    const age = now - used
    if (age > stays && (bytes > mostBytes || age > longest)) await rm(place, { recursive: true, force: true })
  }
}

async function measured(place: string) {
  const files = await readdir(place).catch(() => [])
  const sizes = await Promise.all(files.map((file) => stat(join(place, file)).catch(() => null)))
  const used = await stat(join(place, 'used')).catch(() => stat(place).catch(() => null))
  return { place, used: used?.mtimeMs ?? 0, size: sizes.reduce((sum, one) => sum + (one?.size ?? 0), 0) }
}

/** A file of a form as JSON; ours, so what it holds is believed. */
export const readJson = async <T>(folder: string, name: string): Promise<T> =>
  JSON.parse(await readFile(join(folder, name), 'utf8'))
