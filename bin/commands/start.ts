import { type ChildProcess, spawn } from 'node:child_process'
import { createHash, randomBytes } from 'node:crypto'
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { migrate } from '#db/migrate'
import { type Env, readEnv } from '#lib/env'
import { offerSetUp } from '#lib/services/people/set-up'
import { openWorld } from '#lib/world'

const root = join(import.meta.dirname, '../..')
const next = join(root, 'node_modules/next/dist/bin/next')

/**
 * Builds when stale, migrates, starts web and worker as two processes and says when they are ready; ends both on
 * Ctrl-C. While there is no user yet it writes the one-time setup link, and says where.
 */
export async function start(options: { dev?: boolean; buildOnly?: boolean }) {
  if (options.buildOnly) return build()
  const env = prepare()
  const process_ = env.PROCESS
  const web = process_ !== 'worker'
  if (web) await refuseBusyPort(env.PORT)
  if (web && !options.dev) build()
  await migrate(env.databaseUrl)
  const setupFile = await offerSetup(env)
  const children: ChildProcess[] = []
  const childEnv = {
    ...process.env,
    ...env.secrets,
    UNSEALED_DATA: env.data,
    DATABASE_URL: env.databaseUrl,
    PORT: String(env.PORT),
  }
  const run = (name: string, args: string[], more: Partial<NodeJS.ProcessEnv> = {}) => {
    const stdio =
      name === 'web' ? (['ignore', 'pipe', 'inherit'] as const) : (['ignore', 'inherit', 'inherit'] as const)
    const child = spawn(process.execPath, args, { cwd: root, env: { ...childEnv, ...more }, stdio: [...stdio] })
    child.on('exit', (code) => ended(name, code))
    children.push(child)
    return child
  }
  let ending = false
  const end = (code: number) => {
    if (ending) return
    ending = true
    process.exitCode = code
    for (const child of children) child.kill('SIGTERM')
    const kill = () => {
      for (const child of children) child.kill('SIGKILL')
    }
    setTimeout(kill, 10_000).unref()
  }
  const ended = (name: string, code: number | null) => {
    if (!ending) console.error(`The ${name} process ended unexpectedly (${code ?? 'killed'}).`)
    end(ending ? 0 : 1)
  }
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => end(0))

  if (process_ !== 'web') run('worker', [join(root, 'bin/unsealed.ts'), 'worker'])
  if (!web) return
  const mode = options.dev ? 'dev' : 'start'
  const server = run('web', [next, mode, '-p', String(env.PORT)], {
    NODE_ENV: options.dev ? 'development' : 'production',
  })
  await answering(`http://127.0.0.1:${env.PORT}/api/v1/health`, server)
  console.log(`Ready on http://localhost:${env.PORT}`)
  if (setupFile) console.log(`Nobody has an account yet. The one-time setup link is in ${setupFile}`)
}

async function offerSetup(env: Env) {
  const world = await openWorld(env)
  try {
    return await offerSetUp(world)
  } finally {
    await world.close()
  }
}

/** Makes the data folder and the secrets in it, once, then reads all settings. */
export function prepare(): Env {
  const data = process.env.UNSEALED_DATA || './data'
  const path = join(data, 'secrets.json')
  mkdirSync(data, { recursive: true, mode: 0o700 })
  if (!existsSync(path)) {
    const secret = () => randomBytes(32).toString('base64url')
    writeFileSync(path, JSON.stringify({ NEXTAUTH_SECRET: secret(), APP_KEY: secret() }, null, 1), {
      flag: 'wx',
      mode: 0o600,
    })
    chmodSync(path, 0o600)
  }
  return readEnv()
}

/** Runs `next build` unless what it would build is what was built last. */
function build() {
  const stamp = join(root, '.next/unsealed-source')
  const now = sourceHash()
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === now) return
  console.log('Building …')
  const env = { ...process.env, NODE_ENV: 'production' as const, NEXT_TELEMETRY_DISABLED: '1' }
  const { status, output } = runQuietly([next, 'build'], env)
  if (status !== 0) {
    console.error(output)
    throw new Error('The build failed; what it said is above.')
  }
  writeFileSync(stamp, now)
}

function runQuietly(args: string[], env: NodeJS.ProcessEnv) {
  const { spawnSync } = process.getBuiltinModule('node:child_process')
  const { status, stdout, stderr } = spawnSync(process.execPath, args, {
    cwd: root,
    env,
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  })
  return { status, output: `${stdout}${stderr}` }
}

/** One hash over every file that the build reads. */
function sourceHash() {
  const hash = createHash('sha256')
  const read = (path: string) => {
    if (!existsSync(path)) return
    if (statSync(path).isDirectory()) {
      for (const name of readdirSync(path).sort()) read(join(path, name))
      return
    }
    hash.update(path.slice(root.length)).update('\0').update(readFileSync(path))
  }
  const parts = [
    'app',
    'lib',
    'db',
    'public',
    'package-lock.json',
    'next.config.js',
    'proxy.ts',
    'instrumentation.ts',
    'postcss.config.mjs',
    'tsconfig.json',
  ]
  for (const part of parts) read(join(root, part))
  return hash.digest('hex')
}

function refuseBusyPort(port: number) {
  return new Promise<void>((resolve, reject) => {
    const probe = createServer()
    probe.once('error', () =>
      reject(new Error(`Port ${port} is in use. Stop what uses it, or choose another: PORT=3001 npm start`)),
    )
    probe.listen(port, () => probe.close(() => resolve()))
  })
}

async function answering(url: string, child: ChildProcess) {
  let said = ''
  child.stdout?.on('data', (data: Buffer) => {
    said = (said + data).slice(-5000)
    if (process.env.LOG_LEVEL === 'debug') process.stdout.write(data)
  })
  while (child.exitCode === null) {
    const ok = await fetch(url, { signal: AbortSignal.timeout(30_000) })
      .then((r) => r.ok)
      .catch(() => false)
    if (ok) return
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  throw new Error(`The web process did not start.\n${said}`)
}
