import type { ChildProcess } from 'node:child_process'
import { Socket } from 'node:net'
import { Readable } from 'node:stream'
import { z } from 'zod'
import { type Frame, FrameError, readFrames } from '#lib/io/frames'
import { failureSaid, ParseFailure } from '#lib/io/parse-failure'

/** What a child may say, and for how long. */
export type Rules<T> = {
  /** What each message must look like; anything else ends the child as `crashed`. */
  says: z.ZodType<T>
  /** Longest silence between two messages, and longest waiting for all of them, in ms; for each question. */
  silenceMs: number
  totalMs: number
  /** Most bytes the child may say to one question. */
  mostBytes: number
}

export type Said<T> = { message: T; bytes?: undefined } | { message?: undefined; bytes: Buffer }

export type Conversation<T> = {
  /**
   * One question, and what the child says to it until it says `end`; one question at a time. Throws ParseFailure: the
   * child's own, `timeout`, or `crashed` when it dies, speaks nonsense or says too much. After an error, after leaving
   * the loop early and after the `last` question the child is gone.
   */
  ask(args: Record<string, unknown>, last?: 'last'): AsyncGenerator<Said<T>>
  /** False once the child is going or gone, whether it was told to or not: also one that spoke unasked. */
  open(): boolean
  /** Kills the child, which has nothing to lose between two questions; resolves when it is gone. */
  close(): Promise<void>
}

/** How long a child has between being asked to stop and being killed, and until we stop waiting for it at all, in ms. */
const termMs = 5_000
const giveUpMs = 20_000

const alive = new Set<ChildProcess>()
process.on('exit', () => {
  for (const child of alive) signal(child, 'SIGKILL')
})

/** Talks with a child just started: questions as lines on its standard input, answers as frames on descriptor 4. */
export function converse<T>(child: ChildProcess, rules: Rules<T>): Conversation<T> {
  alive.add(child)
  const ended = new Promise<string>((resolve) => {
    child.on('error', (error) => resolve(`did not start: ${error.message}`))
    child.on('exit', (code, by) => resolve(by ?? `exit ${code}`))
  })
  const pipe = child.stdio[4]
  if (!(pipe instanceof Readable)) throw new Error('the answer pipe is a stream')
  child.stdin?.on('error', () => {}) // a child that died early is reported below
  child.stderr?.on('error', () => {}).resume() // parsers are chatty, and their words are the sender's
  const frames = readFrames(pipe.iterator({ destroyOnReturn: false }))
  let ahead: Promise<IteratorResult<Frame>> | undefined
  let going: Promise<void> | undefined
  const leave = (first?: NodeJS.Signals) => {
    going ??= (async () => {
      if (first) signal(child, first)
      await stop(child, ended)
      pipe.destroy()
      alive.delete(child)
    })()
    return going
  }

  /** Between questions: whatever is heard now nobody asked for, be it the end of the child. */
  const listenAhead = () => {
    const heard = frames.next()
    ahead = heard
    const unasked = () => {
      if (ahead === heard) void leave('SIGKILL')
    }
    heard.then(unasked, unasked)
    hold(child, false)
  }

  async function* ask(args: Record<string, unknown>, last?: 'last'): AsyncGenerator<Said<T>> {
    if (going) throw new ParseFailure('crashed')
    let first = ahead
    ahead = undefined
    hold(child, true)
    let said = 0
    let left = rules.totalMs
    let clean = false
    child.stdin?.write(`${JSON.stringify(args)}\n`)
    if (last) child.stdin?.end()
    try {
      for (;;) {
        const asked = performance.now()
        const next = await within(Math.min(rules.silenceMs, left), first ?? frames.next())
        first = undefined
        left -= performance.now() - asked
        if (next === late || left <= 0) throw new ParseFailure('timeout')
        if (next.done) throw new ParseFailure(byLimit(await within(termMs, ended)) ? 'timeout' : 'crashed')
        const { kind, payload } = next.value
        said += payload.length
        if (said > rules.mostBytes) throw new ParseFailure('too_big')
        if (kind === 'end') {
          clean = true
          return
        }
        if (kind === 'fail') throw failureOf(payload)
        yield kind === 'bytes'
          ? { bytes: payload }
          : { message: rules.says.parse(JSON.parse(payload.toString('utf8'))) }
      }
    } catch (error) {
      if (error instanceof ParseFailure) throw error
      if (error instanceof FrameError || error instanceof SyntaxError || error instanceof z.ZodError)
        throw new ParseFailure('crashed')
      throw error
    } finally {
      if (!clean) await leave('SIGTERM')
      else if (last) await leave()
      else listenAhead()
    }
  }
  return { ask, open: () => !going, close: () => leave('SIGKILL') }
}

/** Whether the child keeps our process running: one that waits for a question does not. */
export function hold(child: ChildProcess, on: boolean): void {
  if (on) child.ref()
  else child.unref()
  for (const stream of child.stdio)
    if (stream instanceof Socket) {
      if (on) stream.ref()
      else stream.unref()
    }
}

const late = Symbol('late')
async function within<T>(ms: number, what: Promise<T>): Promise<T | typeof late> {
  let timer: NodeJS.Timeout | undefined
  const alarm = new Promise<typeof late>((resolve) => {
    timer = setTimeout(resolve, Math.max(0, ms), late)
  })
  try {
    return await Promise.race([what, alarm])
  } finally {
    clearTimeout(timer)
  }
}

const byLimit = (how: string | typeof late) => how === 'SIGXCPU' || how === 'exit 152'

function failureOf(payload: Buffer): ParseFailure {
  const { code, detail } = failureSaid.parse(JSON.parse(payload.toString('utf8')))
  return new ParseFailure(code, detail)
}

/** Waits for a child that should be going; asks, then kills its whole group, then lets it be. */
async function stop(child: ChildProcess, ended: Promise<string>): Promise<void> {
  if ((await within(termMs, ended)) !== late) return signal(child, 'SIGKILL') // whatever it left behind in its group
  signal(child, 'SIGKILL')
  await within(giveUpMs - termMs, ended)
}

export function signal(child: ChildProcess, name: NodeJS.Signals): void {
  if (child.pid === undefined) return
  try {
    process.kill(-child.pid, name)
  } catch {
    // the group is gone already
  }
}
