import { spawn } from 'node:child_process'
import { realpathSync } from 'node:fs'
import { join, relative, sep } from 'node:path'

/** How well a parser is fenced in: bubblewrap; only rlimits and Node's own fence; only Node's own fence. */
export type SandboxLevel = 'strong' | 'weak' | 'weakest'

const GiB = 1024 ** 3
/**
 * `data` leaves about 900 MB to work with: Node counts some 600 MB before its first line, and it is the only limit
 * that bounds buffers and WebAssembly. Beyond the CPU seconds comes SIGXCPU, then SIGKILL.
 */
const rlimits = [`--data=${1.5 * GiB}`, `--fsize=${4 * GiB}`, '--nofile=64', '--core=0', '--cpu=1800:1805']

/** All that a child learns of our environment. */
export const bare = { NODE_ENV: 'production' } as const

/** The best rung on which a child really starts here. */
export async function detect(root: string): Promise<SandboxLevel> {
  for (const level of ['strong', 'weak'] as const) {
    const [command, ...args] = commandFor(level, root, ['-e', '0'])
    if (command && (await starts(command, args, root))) return level
  }
  return 'weakest'
}

const starts = (command: string, args: string[], cwd: string) =>
  new Promise<boolean>((resolve) => {
    const child = spawn(command, args, { cwd, env: bare, stdio: 'ignore', timeout: 10_000, killSignal: 'SIGKILL' })
    child.on('error', () => resolve(false))
    child.on('exit', (code) => resolve(code === 0))
  })

const tied = (option: string, pairs: string[][]) => pairs.flatMap(([from = '', to = from]) => [option, from, to])

/** Alone: no network, no process but its own, none of the machine's files but its programs, an empty /tmp. */
const alone = (tempBytes: number) => [
  ...['bwrap', '--unshare-all', '--uid', '65534', '--gid', '65534', '--die-with-parent', '--new-session'],
  ...tied('--ro-bind-try', [['/usr'], ['/lib'], ['/lib64'], ['/bin'], ['/etc/ld.so.cache']]),
  ...['--proc', '/proc', '--dev', '/dev', '--size', String(tempBytes), '--tmpfs', '/tmp'],
]

/**
 * The command line of a program of the machine on a rung of the ladder. Only on the strong rung is it kept from our
 * files: there the file to read is /input and it works in an empty /tmp.
 */
export function nativeCommandFor(
  level: SandboxLevel,
  tail: string[],
  { path, tempBytes, cpuSeconds }: { path?: string | undefined; tempBytes: number; cpuSeconds: number },
): string[] {
  const limits = [`--data=${2 * GiB}`, `--fsize=${GiB}`, '--nofile=256', '--core=0', `--cpu=${cpuSeconds}`]
  if (level === 'weakest') return tail
  if (level === 'weak') return ['prlimit', ...limits, '--', ...tail]
  return [
    ...alone(tempBytes),
    // what native programs look up: which of several is meant, how letters are drawn, their own settings
    ...tied('--ro-bind-try', [['/opt'], ['/etc/alternatives'], ['/etc/fonts'], ['/etc/libreoffice']]),
    ...(path ? ['--ro-bind', path, '/input'] : []),
    ...['--chdir', '/tmp', '--', 'prlimit', ...limits, '--nproc=64', '--', ...tail],
  ]
}

/** The command line of a child on a rung of the ladder. */
export function commandFor(level: SandboxLevel, root: string, tail: string[]): string[] {
  const [home, node] = [realpathSync(root), realpathSync(process.execPath)]
  // packages may lie elsewhere: they are asked for here and read there
  const asked = readable.map((path) => join(home, path))
  const plain = [node, ...fence([...new Set([...asked, ...asked.map((path) => realpathSync(path))])]), ...tail]
  if (level === 'weakest') return plain
  if (level === 'weak') return ['prlimit', ...rlimits, '--', ...plain]
  const within = relative(home, node)
  const inHome = !within.startsWith(`..${sep}`)
  const inside = inHome ? join('/app', within) : '/node'
  const seen = readable.map((path) => join('/app', path))
  return [
    ...alone(64 * 1024 ** 2),
    ...tied(
      '--ro-bind',
      readable.map((path) => [realpathSync(join(home, path)), join('/app', path)]),
    ),
    ...(inHome ? [] : ['--ro-bind', node, inside]),
    ...['--chdir', '/app', '--clearenv', '--'],
    // only here is the number of processes counted apart from the rest of the machine
    ...['prlimit', ...rlimits, '--nproc=64', '--', inside, ...fence(seen), ...tail],
  ]
}

/** All of the project that a child may see. */
const readable = ['node_modules', 'lib/io', 'package.json']

/** Node's permission model: reads our code, loads the image encoder; writes nothing, starts nothing. */
const fence = (paths: string[]) => [
  '--permission',
  ...paths.map((path) => `--allow-fs-read=${path}`),
  '--allow-addons',
  '--no-warnings',
  '--wasm-lazy-validation', // a tenth off each start: the package's own program is known to be sound
]
