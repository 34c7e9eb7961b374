import { hash, verify } from '@node-rs/argon2'
import { Refusal } from '#lib/domain/refusal'

export type Passwords = {
  /** argon2id → the text that is kept. */
  hash: (password: string) => Promise<string>
  /** Takes the same time for `null` (nobody there) as for a wrong password. */
  verify: (kept: string | null, password: string) => Promise<boolean>
}

/** argon2id with 64 MiB and 4 passes (the OWASP floor is 19 MiB and 2): about a tenth of a second. */
const cost = { memoryCost: 64 * 1024, timeCost: 4, parallelism: 1 }
const atOnce = 2 // the hashes share four threads with all file access
const waiting = 20

/** Hashes and checks passwords, two at a time; refuses too_many where more than 20 wait. */
export function passwords(): Passwords {
  const queue: (() => void)[] = []
  let running = 0
  async function inTurn<T>(work: () => Promise<T>): Promise<T> {
    if (running >= atOnce) {
      if (queue.length >= waiting)
        throw new Refusal('too_many', 'Many people are signing in right now. Please try again in a few seconds.', {
          retryAfterSeconds: 5,
        })
      await new Promise<void>((resolve) => queue.push(resolve)) // who is woken takes over the place
    } else running++
    try {
      return await work()
    } finally {
      const next = queue.shift()
      if (next) next()
      else running--
    }
  }
  let nobody: Promise<string> | undefined
  return {
    hash: (password) => inTurn(() => hash(password, cost)),
    async verify(kept, password) {
      nobody ??= hash('nobody has this password', cost)
      const against = kept ?? (await nobody)
      return (await inTurn(() => verify(against, password))) && kept !== null
    },
  }
}
