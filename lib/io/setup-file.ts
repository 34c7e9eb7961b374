import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'
import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

export const setupMinutes = 60

export type SetupFile = {
  /** Writes a new one-time link, readable by this account of the machine only. @returns where it is. */
  offer: (now: Date) => string
  /** What a token is worth now. */
  check: (token: string, now: Date) => 'right' | 'expired' | 'wrong'
  /** Closes set-up for good, also for a record that is wiped or restored beside this data folder. */
  close: () => void
  closed: () => boolean
}

/** The link to the set-up page, kept in a file that only whoever runs the machine can read. */
export function setupFile(dataDir: string, appUrl: string): SetupFile {
  const path = join(dataDir, 'setup-link')
  const marker = join(dataDir, 'setup-done')
  return {
    offer(now) {
      const token = randomBytes(32).toString('base64url')
      const until = new Date(now.getTime() + setupMinutes * 60_000).toISOString()
      const text = `${appUrl}/setup#${token}\n\nOpen this address once, until ${until}. A restart makes a new one.\n`
      const fresh = `${path}.new`
      rmSync(fresh, { force: true }) // `mode` counts only where the file is made
      writeFileSync(fresh, text, { mode: 0o600, flag: 'wx' })
      renameSync(fresh, path)
      return path
    },
    check(token, now) {
      const [, kept, until] =
        /#(\S+)[\s\S]*until (\S+Z)\./.exec(existsSync(path) ? readFileSync(path, 'utf8') : '') ?? []
      if (!kept || !until || !same(kept, token)) return 'wrong'
      return Date.parse(until) > now.getTime() ? 'right' : 'expired'
    },
    close() {
      writeFileSync(marker, 'The first administrator was made. This file keeps the set-up page closed.\n', {
        mode: 0o600,
      })
      rmSync(path, { force: true })
    },
    closed: () => existsSync(marker),
  }
}

const same = (a: string, b: string) => timingSafeEqual(sha(a), sha(b))
const sha = (text: string) => createHash('sha256').update(text).digest()
