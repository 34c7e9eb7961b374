import { spawn } from 'node:child_process'
import { closeSync, existsSync, openSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { type Conversation, converse, type Rules, type Said } from '#lib/io/conversation'
import { programPath } from '#lib/io/programs'
import { bare, commandFor, detect, type SandboxLevel } from '#lib/io/sandbox-ladder'

export type ChildStart<T> = Rules<T> & {
  program: 'pdf' | 'mail' | 'pack' | 'office' | 'picture' | 'read-picture'
  /** The file to read; the child gets it as an open, read-only descriptor and never learns its name. */
  path: string
}

export type ChildTask<T> = ChildStart<T> & {
  /** Goes in on standard input, so that a password is in no list of processes. */
  args: Record<string, unknown>
}

export type Sandbox = {
  /** Found out on first use, the same for the life of the process. */
  level(): Promise<SandboxLevel>
  /**
   * Runs one child over one file and yields what it says. Leaving the loop early ends the child. Throws ParseFailure:
   * the child's own, `timeout`, or `crashed` when it dies, speaks nonsense or says too much.
   */
  run<T>(task: ChildTask<T>): AsyncGenerator<Said<T>>
  /**
   * Starts one child over one file that answers several questions, and never sees another file. Once it is started
   * the path may go. Whoever opens it closes it.
   */
  open<T>(start: ChildStart<T>): Promise<Conversation<T>>
}

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
  async function open<T>(start: ChildStart<T>): Promise<Conversation<T>> {
    const [command, ...args] = commandFor(await level(), root, [programPath(root, start.program)])
    if (!command) throw new Error('a command has a first word')
    const input = openSync(start.path, 'r')
    try {
      const stdio = ['pipe' as const, 'ignore' as const, 'pipe' as const, input, 'pipe' as const]
      return converse(spawn(command, args, { detached: true, cwd: root, env: bare, stdio }), start)
    } finally {
      closeSync(input)
    }
  }
  return {
    level,
    open,
    async *run(task) {
      const child = await open(task)
      yield* child.ask(task.args, 'last')
    },
  }
}

/** Where this file lies in the project; a bundle of it lies elsewhere and is started in the project's folder. */
function projectFolder(): string {
  const folder = resolve(import.meta.dirname ?? '.', '../..')
  return existsSync(join(folder, 'lib/io/children')) ? folder : process.cwd()
}
