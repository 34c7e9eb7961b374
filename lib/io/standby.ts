import type { ChildProcess } from 'node:child_process'
import { open } from 'node:fs/promises'
import { Writable } from 'node:stream'
import { hold, signal } from '#lib/io/conversation'

/** Children that are started before there is a file for them: what is read first does not wait for a start. */
export type Standby = {
  /** A child that is ready, once; null where there is none. */
  take(): ChildProcess | null
  /** Sees to it that some are ready soon. */
  prepare(): void
}

/** After this long without a file they go: each holds some 90 MB. */
const idleMs = 60_000

const waiting = new Set<ChildProcess>()
process.on('exit', () => {
  for (const child of waiting) signal(child, 'SIGKILL')
})

/** @param most how many wait at a time */
export function createStandby({ start, most }: { start: () => Promise<ChildProcess>; most: number }): Standby {
  const ready = new Set<ChildProcess>()
  let starting = 0
  let idle: NodeJS.Timeout | undefined
  const leave = () => {
    for (const child of ready) {
      ready.delete(child)
      signal(child, 'SIGKILL')
    }
  }
  async function add() {
    starting++
    const child = await start().finally(() => starting--)
    waiting.add(child)
    const gone = () => {
      ready.delete(child)
      waiting.delete(child)
    }
    child.on('error', gone)
    child.on('exit', gone)
    child.stdio[3]?.on('error', () => {}) // one that died is found out by what it says
    hold(child, false)
    ready.add(child)
  }
  return {
    take() {
      for (const child of ready) {
        ready.delete(child)
        if (child.exitCode === null && child.signalCode === null && child.pid !== undefined) return child
      }
      return null
    },
    prepare() {
      clearTimeout(idle)
      idle = setTimeout(leave, idleMs).unref()
      for (let missing = most - ready.size - starting; missing > 0; missing--) void add().catch(() => {})
    },
  }
}

/**
 * Gives a waiting child a file through the pipe it was born with: all of it and nothing after, or, of one that is read
 * among others, `bytes` of it. @returns whether the child took all of it
 */
export async function feed(child: ChildProcess, path: string, bytes?: number): Promise<boolean> {
  const pipe = child.stdio[3]
  if (!(pipe instanceof Writable)) throw new Error('the input of a waiting child is a pipe')
  const file = await open(path).catch(() => null)
  try {
    if (!file) throw new Error('the file is gone')
    for (let taken = 0; taken !== bytes; ) {
      const { buffer, bytesRead } = await file.read(Buffer.allocUnsafe(Math.min(bytes ?? piece, piece)), 0)
      const fresh = buffer.subarray(0, Math.min(bytesRead, (bytes ?? Infinity) - taken))
      if (fresh.length === 0) {
        if (bytes !== undefined) throw new Error('the file is shorter than it was')
        pipe.end()
        return true
      }
      await written(pipe, fresh)
      taken += fresh.length
    }
    return true
  } catch {
    pipe.destroy()
    return false
  } finally {
    void file?.close().catch(() => {})
  }
}

const piece = 1024 ** 2
const written = (pipe: Writable, bytes: Buffer) =>
  new Promise<void>((resolve, reject) => {
    pipe.write(bytes, (error) => (error ? reject(error) : resolve()))
  })
