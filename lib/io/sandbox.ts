import { spawn } from 'node:child_process'
import { closeSync, existsSync, openSync, statSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { type Conversation, converse, type Rules, type Said } from '#lib/io/conversation'
import { ParseFailure } from '#lib/io/parse-failure'
import { programPath } from '#lib/io/programs'
import { bare, commandFor, detect, type SandboxLevel } from '#lib/io/sandbox-ladder'
import { createSharedChildren } from '#lib/io/shared-children'
import { createStandby, feed } from '#lib/io/standby'

export type ChildStart<T> = Rules<T> & {
  program: 'pdf' | 'mail' | 'pack' | 'office' | 'picture' | 'read-picture' | 'verify-exhibit'
  /** The file to read; the child gets it as an open, read-only descriptor and never learns its name. */
  path: string
  /** Long work: no child is started for other files while it lasts; starting one costs what ten pages cost. */
  long?: true
}

export type ChildTask<T> = ChildStart<T> & {
  /** Files of the same batch may be read by the same child, one after another (docs/decisions/0013). */
  batch?: string
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
  /** Starts children for pages, or for an exhibit, ahead of their files; after a minute without any they go. */
  prepare(program?: 'pdf' | 'verify-exhibit'): void
}

/** A larger file is not passed through a pipe: the child that reads it opens it where it lies. */
const mostPiped = 64 * 1024 ** 2

/**
 * @param root the folder of the project: holds node_modules and lib/io/children, all that a child may read
 * @param force a rung of the ladder instead of the best that works here
 * @param ahead how many children for pages wait for their file, once there was a first one
 */
export function createSandbox({
  root = projectFolder(),
  force,
  ahead = 2,
}: {
  root?: string
  force?: SandboxLevel
  ahead?: number
} = {}): Sandbox {
  let found: Promise<SandboxLevel> | undefined
  const level = () => (found ??= force ? Promise.resolve(force) : detect(root))
  async function spawnChild(program: ChildStart<unknown>['program'], input: number | 'pipe', ...tail: string[]) {
    const [command, ...args] = commandFor(await level(), root, [programPath(root, program), ...tail])
    if (!command) throw new Error('a command has a first word')
    const stdio = ['pipe' as const, 'ignore' as const, 'pipe' as const, input, 'pipe' as const]
    return spawn(command, args, { detached: true, cwd: root, env: bare, stdio })
  }
  const standby = createStandby({ start: () => spawnChild('pdf', 'pipe'), most: ahead })
  const verifiers = createStandby({ start: () => spawnChild('verify-exhibit', 'pipe'), most: 1 })
  const taken = ({ program, path }: ChildStart<unknown>) => {
    const from = program === 'pdf' ? standby : program === 'verify-exhibit' ? verifiers : null
    return from && statSync(path).size <= mostPiped ? from.take() : null
  }
  const shared = createSharedChildren({
    start: async () => standby.take() ?? spawnChild('pdf', 'pipe', 'now'),
    ending: standby.prepare,
  })
  async function open<T>(start: ChildStart<T>): Promise<Conversation<T>> {
    const waiting = taken(start)
    if (start.program === 'pdf' && !start.long) standby.prepare()
    if (waiting) {
      void feed(waiting, start.path)
      return converse(waiting, start)
    }
    const input = openSync(start.path, 'r')
    try {
      return converse(await spawnChild(start.program, input), start)
    } finally {
      closeSync(input)
    }
  }
  /** What fails in a used child before it said anything is tried once in a fresh one: earlier files cost it nothing. */
  async function* runShared<T>(task: ChildTask<T>, batch: string): AsyncGenerator<Said<T>> {
    for (let fresh = false; ; fresh = true) {
      const lent = await shared.lend(batch, task.path, task, fresh)
      let silent = true
      try {
        for await (const said of lent.talk.ask({ ...task.args, bytes: lent.bytes })) {
          silent = false
          yield said
        }
        return
      } catch (error) {
        if (!(error instanceof ParseFailure) || !silent || lent.before === 0) throw error
      } finally {
        await lent.giveBack()
      }
    }
  }
  return {
    level,
    open,
    prepare: (program = 'pdf') => (program === 'pdf' ? standby : verifiers).prepare(),
    async *run(task) {
      if (task.batch !== undefined && task.program === 'pdf' && statSync(task.path).size <= mostPiped)
        return yield* runShared(task, task.batch)
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
