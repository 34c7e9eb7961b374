import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startPostgres } from './postgres.ts'

/**
 * Runs the tests: `check` (types, lint, architecture, pure units: seconds), `all` (what CI runs) or `nightly`.
 * Ends with one plain line for the whole.
 */
const mode = process.argv[2] ?? 'all'
const only = process.argv.slice(3)
const bin = (name: string) => join('node_modules/.bin', name)
const total = { passed: 0, failed: 0, skipped: 0 }
const dir = mkdtempSync(join(tmpdir(), 'unsealed-run-'))
const env: NodeJS.ProcessEnv = { ...process.env, UNSEALED_TEST_DIR: dir, NODE_ENV: 'test' as const }

/** A tool that passes or fails as a whole counts as one. */
async function tool(name: string, command: string, args: string[]) {
  const started = performance.now()
  const { code, output } = await run(command, args, env)
  total[code === 0 ? 'passed' : 'failed']++
  console.log(`${code === 0 ? '✔' : '✖'} ${name} (${Math.round(performance.now() - started)} ms)`)
  if (code !== 0) console.log(output)
}

/** Test files under node --test; their own counts are added up from its closing lines. */
async function tests(name: string, globs: string[], more: Record<string, string> = {}, concurrency = 2) {
  console.log(`\n== ${name}`)
  const args = [
    '--test',
    `--test-concurrency=${concurrency}`,
    '--test-timeout=300000',
    '--test-reporter=spec',
    ...globs,
  ]
  const { code, output } = await run(process.execPath, args, { ...env, ...more }, true)
  const count = (word: string) => Number(new RegExp(`^ℹ ${word} (\\d+)`, 'm').exec(output)?.[1] ?? 0)
  const failed = count('fail') + count('cancelled')
  total.passed += count('pass')
  total.skipped += count('skipped') + count('todo')
  total.failed += failed || (code === 0 ? 0 : 1)
}

async function browser() {
  console.log('\n== browser')
  const { code, output } = await run(process.execPath, ['node_modules/@playwright/test/cli.js', 'test'], env, true)
  const count = (word: string) => Number(new RegExp(`^\\s+(\\d+) ${word}`, 'm').exec(output)?.[1] ?? 0)
  const failed = count('failed') + count('did not run') + count('interrupted')
  total.passed += count('passed') + count('flaky')
  total.skipped += count('skipped')
  total.failed += failed || (code === 0 ? 0 : 1)
}

async function onPostgres() {
  const server = await startPostgres()
  try {
    const both = ['tests/services/**/*.test.ts', 'tests/access/{bad-input,canary}.test.ts']
    await tests('services and leaks on PostgreSQL', both, { DATABASE_URL: server.url })
  } finally {
    await server.stop()
  }
}

function run(command: string, args: string[], environment: NodeJS.ProcessEnv, show = false) {
  return new Promise<{ code: number; output: string }>((resolve) => {
    const child = spawn(command, args, { env: environment, stdio: ['ignore', 'pipe', 'pipe'] })
    let output = ''
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (data: Buffer) => {
        output += data
        if (show) process.stdout.write(data)
      })
    child.on('close', (code) => resolve({ code: code ?? 1, output }))
  })
}

const steps: Record<string, () => Promise<void>> = {
  types: () => tool('types', bin('tsc'), ['-p', '.']),
  lint: () => tool('lint and format', bin('biome'), ['check', '.']),
  architecture: () => tests('architecture', ['tests/architecture.test.ts', 'tests/access/doors.test.ts']),
  domain: () => tests('domain', ['tests/domain/**/*.test.ts']),
  sqlite: () => tests('services on SQLite', ['tests/services/**/*.test.ts'], { DATABASE_URL: '' }),
  postgres: onPostgres,
  contracts: () => tests('contracts', ['tests/contracts/**/*.test.ts']),
  hostile: () => tests('hostile files', ['tests/hostile/**/*.test.ts']),
  access: () => tests('access', ['tests/access/**/*.test.ts']),
  browser,
}
const plan = {
  check: ['types', 'lint', 'architecture', 'domain'],
  all: Object.keys(steps),
  nightly: Object.keys(steps),
}
if (mode === 'nightly') Object.assign(env, { UNSEALED_NIGHTLY: '1' })
const chosen = only.length > 0 ? only : plan[mode as keyof typeof plan]
try {
  for (const name of chosen ?? []) await steps[name]?.()
} finally {
  rmSync(dir, { recursive: true, force: true })
}
console.log(`\n${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`)
process.exit(total.failed === 0 && total.passed > 0 ? 0 : 1)
