import { type ChildProcess, spawn } from 'node:child_process'
import { closeSync, existsSync, openSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { Readable } from 'node:stream'
import { z } from 'zod'
import { FrameError, readFrames } from '#lib/io/frames'
import { failureSaid, ParseFailure } from '#lib/io/parse-failure'
import { bare, commandFor, detect, type SandboxLevel } from '#lib/io/sandbox-ladder'

export type ChildTask<T> = {
  program: 'pdf' | 'mail'
  /** The file to read; the child gets it as an open, read-only descriptor and never learns its name. */
  path: string
  /** Goes in on standard input, so that a password is in no list of processes. */
  args: Record<string, unknown>
  /** What each message must look like; anything else ends the child as `crashed`. */
  says: z.ZodType<T>
  /** Longest silence between two messages, and longest waiting for all of them, in ms. */
  silenceMs: number
  totalMs: number
  /** Most bytes the child may say in all. */
  mostBytes: number
}

export type Said<T> = { message: T; bytes?: undefined } | { message?: undefined; bytes: Buffer }

export type Sandbox = {
  /** Found out on first use, the same for the life of the process. */
  level(): Promise<SandboxLevel>
  /**
   * Runs one child over one file and yields what it says. Leaving the loop early ends the child. Throws ParseFailure:
   * the child's own, `timeout`, or `crashed` when it dies, speaks nonsense or says too much.
   */
  run<T>(task: ChildTask<T>): AsyncGenerator<Said<T>>
}

/** How long a child has between being asked to stop and being killed, and until we stop waiting for it at all, in ms. */
const termMs = 5_000
const giveUpMs = 20_000

const alive = new Set<ChildProcess>()
process.on('exit', () => {
  for (const child of alive) signal(child, 'SIGKILL')
})

/**
 * @param root the folder of the project: holds node_modules and lib/io/children, all that a child may read
 * @param force a rung of the ladder instead of the best that works here
 */
export function createSandbox({
  root = projectFolder(),
  force,
}: {
  root?: string
  force?: SandboxLevel
} = {}): Sandbox {
  let found: Promise<SandboxLevel> | undefined
  const level = () => (found ??= force ? Promise.resolve(force) : detect(root))
  return {
    level,
    async *run<T>(task: ChildTask<T>): AsyncGenerator<Said<T>> {
      const [command, ...args] = commandFor(await level(), root, [join('lib/io/children', `${task.program}.ts`)])
      if (!command) throw new Error('a command has a first word')
      const input = openSync(task.path, 'r')
      let child: ChildProcess
      try {
        child = spawn(command, args, {
          detached: true,
          cwd: root,
          env: bare,
          stdio: ['pipe', 'ignore', 'pipe', input, 'pipe'],
        })
      } finally {
        closeSync(input)
      }
      yield* listen(child, task)
    },
  }
}

/** Where this file lies in the project; a bundle of it lies elsewhere and is started in the project's folder. */
function projectFolder(): string {
  const folder = resolve(import.meta.dirname ?? '.', '../..')
  return existsSync(join(folder, 'lib/io/children')) ? folder : process.cwd()
}

async function* listen<T>(child: ChildProcess, task: ChildTask<T>): AsyncGenerator<Said<T>> {
  alive.add(child)
  const ended = new Promise<string>((resolve) => {
    child.on('error', (error) => resolve(`did not start: ${error.message}`))
    child.on('exit', (code, by) => resolve(by ?? `exit ${code}`))
  })
  const pipe = child.stdio[4]
  if (!(pipe instanceof Readable)) throw new Error('the answer pipe is a stream')
  child.stdin?.on('error', () => {}).end(JSON.stringify(task.args)) // a child that died early is reported below
  child.stderr?.on('error', () => {}).resume() // parsers are chatty, and their words are the sender's
  const frames = readFrames(pipe.iterator({ destroyOnReturn: false }))
  let left = task.totalMs
  let said = 0
  let clean = false
  try {
    for (;;) {
      const asked = performance.now()
      const next = await within(Math.min(task.silenceMs, left), frames.next())
      left -= performance.now() - asked
      if (next === late || left <= 0) throw new ParseFailure('timeout')
      if (next.done) throw new ParseFailure(byLimit(await within(termMs, ended)) ? 'timeout' : 'crashed')
      const { kind, payload } = next.value
      said += payload.length
      if (said > task.mostBytes) throw new ParseFailure('too_big')
      if (kind === 'end') {
        clean = true
        return
      }
      if (kind === 'fail') throw failureOf(payload)
      yield kind === 'bytes' ? { bytes: payload } : { message: task.says.parse(JSON.parse(payload.toString('utf8'))) }
    }
  } catch (error) {
    if (error instanceof ParseFailure) throw error
    if (error instanceof FrameError || error instanceof SyntaxError || error instanceof z.ZodError)
      throw new ParseFailure('crashed')
    throw error
  } finally {
    if (!clean) signal(child, 'SIGTERM')
    await stop(child, ended)
    pipe.destroy()
    alive.delete(child)
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

function signal(child: ChildProcess, name: NodeJS.Signals): void {
  if (child.pid === undefined) return
  try {
    process.kill(-child.pid, name)
  } catch {
    // the group is gone already
  }
}
