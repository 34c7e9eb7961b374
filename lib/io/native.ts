import { type ChildProcess, spawn } from 'node:child_process'
import { constants } from 'node:fs'
import { access, mkdtemp, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { ParseFailure } from '#lib/io/parse-failure'
import type { Sandbox } from '#lib/io/sandbox'
import { nativeCommandFor } from '#lib/io/sandbox-ladder'

export type NativeTask = {
  /** As `find` gave it. */
  program: string
  /** An argument that is exactly `/input` means the file; a script finds it as $INPUT. */
  args: string[]
  /** A file from outside, which the program may read and not change. */
  path?: string
  stdin?: Uint8Array
  /** Longest time for all of it, in ms. */
  totalMs: number
  /** Most bytes of its standard output. */
  mostBytes: number
  /** Most bytes that it may write into its working folder, which is empty at first and gone afterwards. */
  tempBytes?: number
  signal?: AbortSignal
}

export type Native = {
  /** Where a program of that name lies on this machine, null where it is not installed. */
  find(name: string): Promise<string | null>
  /**
   * Runs a program of the machine within the ladder of the sandbox, with a bare environment, no network and one thread,
   * and answers its standard output. It starts in its working folder, which is also $HOME and $TMPDIR. With `path` it
   * runs only on the strong rung, as nothing else keeps it from our files. Throws ParseFailure: `timeout`, `too_big`
   * (said more than `mostBytes`), `crashed` (did not start, or ended otherwise than with 0), `unsupported` (a file, and
   * no strong rung).
   */
  run(task: NativeTask): Promise<Buffer>
}

const MiB = 1024 ** 2
const alive = new Set<ChildProcess>()
process.on('exit', () => {
  for (const child of alive) kill(child)
})

/** @param sandbox says on which rung programs run here */
export function createNative({ sandbox }: { sandbox: Pick<Sandbox, 'level'> }): Native {
  const found = new Map<string, Promise<string | null>>()
  return {
    find(name) {
      const before = found.get(name) ?? look(name)
      found.set(name, before)
      return before
    },
    async run(task) {
      const level = await sandbox.level()
      if (task.path && level !== 'strong') throw new ParseFailure('unsupported', noFence)
      const folder = level === 'strong' ? '/tmp' : await mkdtemp(join(tmpdir(), 'unsealed-native-'))
      try {
        const [command = '', ...args] = nativeCommandFor(level, [task.program, ...task.args], {
          path: task.path,
          tempBytes: task.tempBytes ?? 64 * MiB,
          cpuSeconds: Math.ceil(task.totalMs / 500),
        })
        const env = { ...bare, HOME: folder, TMPDIR: folder, INPUT: '/input' }
        return await outputOf(command, args, { cwd: level === 'strong' ? '/' : folder, env }, task)
      } finally {
        if (level !== 'strong') await rm(folder, { recursive: true, force: true })
      }
    },
  }
}

const noFence =
  'This kind of file needs a program of this server that may only run inside bubblewrap, which does not work here. The original is kept.'

/** More than one thread a program is slower on the pages we have, many times so where the cores are busy. */
const bare = {
  NODE_ENV: 'production' as const,
  PATH: '/usr/local/bin:/usr/bin:/bin:/opt/homebrew/bin',
  LANG: 'C.UTF-8',
  OMP_THREAD_LIMIT: '1',
}

async function look(name: string): Promise<string | null> {
  if (!/^[\w.+-]+$/.test(name)) return null
  for (const folder of new Set([...(process.env.PATH ?? '').split(delimiter), ...bare.PATH.split(':')])) {
    const path = join(folder, name)
    const isProgram = await access(path, constants.X_OK).then(
      async () => (await stat(path)).isFile(),
      () => false,
    )
    if (folder.startsWith('/') && isProgram) return path
  }
  return null
}

const outputOf = (
  command: string,
  args: string[],
  where: { cwd: string; env: NodeJS.ProcessEnv },
  { stdin, totalMs, mostBytes, signal }: NativeTask,
) =>
  new Promise<Buffer>((resolve, reject) => {
    signal?.throwIfAborted()
    const child = spawn(command, args, { ...where, detached: true, stdio: ['pipe', 'pipe', 'ignore'] })
    alive.add(child)
    const parts: Buffer[] = []
    let bytes = 0
    let failure: unknown
    const stop = (why: unknown) => {
      failure ??= why
      kill(child)
    }
    const timer = setTimeout(() => stop(new ParseFailure('timeout')), totalMs)
    const onAbort = () => stop(signal?.reason)
    signal?.addEventListener('abort', onAbort)
    child.stdout.on('data', (piece: Buffer) => {
      bytes += piece.length
      if (bytes > mostBytes) stop(new ParseFailure('too_big'))
      else parts.push(piece)
    })
    child.stdin.on('error', () => {}) // one that ends without reading all of it says so by how it ends
    child.stdin.end(stdin ?? new Uint8Array())
    child.on('error', () => {
      failure ??= new ParseFailure('crashed')
    })
    child.on('close', (code, by) => {
      clearTimeout(timer)
      signal?.removeEventListener('abort', onAbort)
      alive.delete(child)
      kill(child) // whatever it left behind in its group
      if (by === 'SIGXCPU' || code === 152) failure ??= new ParseFailure('timeout')
      if (code !== 0) failure ??= new ParseFailure('crashed')
      if (failure) reject(failure)
      else resolve(Buffer.concat(parts))
    })
  })

function kill(child: ChildProcess): void {
  if (child.pid === undefined) return
  try {
    process.kill(-child.pid, 'SIGKILL')
  } catch {
    // the group is gone already
  }
}
