/**
 * One line for one unit of work, written by the doors when it ends. Never a body, a list of addresses, a token or the
 * name of a file: ids and kinds only.
 */
export type Unit = {
  kind: 'action' | 'page' | 'handler' | 'job' | 'command' | 'start'
  name: string
  /** The id of a user, the name of a job, `operator` or `anyone`. */
  actor?: string
  investigation?: string
  /** `ok`, the code of a refusal, or `defect`. */
  outcome: string
  ms: number
  /** Rows of the audit trail it left. */
  writes?: number
  /** Names the unit to a person who was shown "something went wrong". */
  incident?: string
  /** Only with outcome `defect`. */
  error?: unknown
}

export type Log = { unit(unit: Unit): void }
export type LogLevel = 'silent' | 'error' | 'info' | 'debug'

/** @param write takes a line without its end; by default refusals and successes go to standard output, defects to standard error */
export function createLog({
  level = 'info',
  now = () => new Date(),
  write = writeOut,
}: {
  level?: LogLevel
  now?: () => Date
  write?: typeof writeOut
} = {}): Log {
  return {
    unit({ error, ...unit }) {
      const defect = unit.outcome === 'defect'
      if (level === 'silent' || (level === 'error' && !defect)) return
      const line = {
        at: now().toISOString(),
        ...unit,
        ms: Math.round(unit.ms),
        ...(error === undefined ? {} : { error: traced(error) }),
      }
      write(JSON.stringify(line), defect)
    },
  }
}

const writeOut = (line: string, defect: boolean) => void (defect ? process.stderr : process.stdout).write(`${line}\n`)

/** Where it happened. The message of a database error quotes values, so only its first line is kept, shortened. */
function traced(error: unknown): string {
  if (!(error instanceof Error)) return typeof error
  const frames = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line))
  return [
    `${error.name}: ${error.message.split('\n')[0]?.slice(0, 200)}`,
    ...frames.slice(0, 8).map((line) => line.trim()),
  ].join(' | ')
}
