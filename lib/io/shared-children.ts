import type { ChildProcess } from 'node:child_process'
import { statSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { type Conversation, converse, type Rules } from '#lib/io/conversation'
import { feed } from '#lib/io/standby'

/** A child that reads one file of a batch after another; between them it holds none. */
export type Lent<T> = {
  talk: Conversation<T>
  /** How many files it was given before this one. */
  before: number
  /** Of the file it is given now: belongs into the question. */
  bytes: number
  /** When the answer is over, well or not. */
  giveBack(): Promise<void>
}

/** What one child may be given before it goes, whatever it was; how long it waits for a next file, in ms. */
export const mostShared = { files: 64, bytes: 128 * 1024 ** 2, ageMs: 60_000, idleMs: 5_000 }

type Shared = { talk: Conversation<unknown>; child: ChildProcess; batch: string; says: unknown } & {
  since: number
  files: number
  bytes: number
  idle?: NodeJS.Timeout | undefined
}

/**
 * Children that are shared by the files of one batch: never by two batches, never after a failure, and not for long.
 * @param start a child whose input is a pipe @param ending called when one of them will soon be used up
 */
export function createSharedChildren({ start, ending }: { start: () => Promise<ChildProcess>; ending: () => void }) {
  const idle = new Set<Shared>()
  const close = (one: Shared) => {
    idle.delete(one)
    clearTimeout(one.idle)
    void one.talk.close()
  }
  const find = (batch: string, says: unknown, bytes: number) => {
    for (const one of idle) {
      const spent = performance.now() - one.since > mostShared.ageMs || one.bytes + bytes > mostShared.bytes
      if (!one.talk.open() || spent) close(one)
      else if (one.batch === batch && one.says === says) {
        idle.delete(one)
        clearTimeout(one.idle)
        return one
      }
    }
    return null
  }
  return {
    /** @param fresh only a child that has read nothing yet */
    async lend<T>(batch: string, path: string, rules: Rules<T>, fresh: boolean): Promise<Lent<T>> {
      const bytes = statSync(path).size
      let one = fresh ? null : find(batch, rules.says, bytes)
      if (!one) {
        const child = await start()
        one = {
          talk: converse(child, rules),
          child,
          batch,
          says: rules.says,
          since: performance.now(),
          files: 0,
          bytes: 0,
        }
      }
      const shared = one
      const before = shared.files++
      shared.bytes += bytes
      if (shared.files === mostShared.files - 4) ending()
      const fed = feed(shared.child, path, bytes)
      return {
        talk: shared.talk as Conversation<T>, // made with these rules, or with the very same schema
        before,
        bytes,
        async giveBack() {
          if (!shared.talk.open()) return
          // an answer before all of the file was taken is none to go on from
          const whole = await Promise.race([fed, sleep(1000, false, { ref: false })])
          if (!whole || shared.files >= mostShared.files) return close(shared)
          shared.idle = setTimeout(() => {
            close(shared)
            ending() // the next batch finds some that wait
          }, mostShared.idleMs).unref()
          idle.add(shared)
        },
      }
    },
  }
}
