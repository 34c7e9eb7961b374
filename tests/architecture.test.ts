import assert from 'node:assert/strict'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'
import { test } from 'node:test'
import { actions } from '#lib/domain/actions'
import { jobCatalogue } from '#lib/domain/jobs'

/**
 * The house rules as code: who may import whom, no cycles, no way round the gates. A guard, not a proof: it reads
 * import lines as text and does not follow values.
 */
const files = walk('.').filter((f) => /^(app|lib|db|bin)\/.*\.tsx?$|^(proxy|instrumentation)\.ts$/.test(f))
const source = new Map(files.map((f) => [f, readFileSync(f, 'utf8')]))
const imports = new Map(files.map((f) => [f, importsOf(f)]))
/** Without those that only name types: what is left of a file once it runs. */
const loads = new Map(files.map((f) => [f, importsOf(f, true)]))

type Floor = { of: RegExp; may: RegExp; say: string }
/** The first line that fits a file is its floor. `pkg:` stands before a package's name. */
const floors: Floor[] = [
  { of: /^lib\/domain\//, may: /^(lib\/domain\/|pkg:zod$)/, say: 'the ground floor is pure: only lib/domain and zod' },
  {
    of: /^lib\/io\/children\//,
    may: /^(lib\/io\/|lib\/domain\/|pkg:)/,
    say: 'a sandboxed child knows parsers and frames, nothing of the house',
  },
  {
    of: /^lib\/io\//,
    may: /^(lib\/io\/(?!children\/)|lib\/domain\/|pkg:(?!next|react|drizzle|better-sqlite3))/,
    say: 'lib/io never imports db, services or app',
  },
  {
    of: /^db\//,
    may: /^(db\/|lib\/domain\/|pkg:(node:|drizzle|better-sqlite3|pg$))/,
    say: 'db imports db, lib/domain and its drivers',
  },
  { of: /^lib\/env\.ts$/, may: /^pkg:(node:|zod)/, say: 'env reads settings and nothing else' },
  {
    of: /^lib\/world\.ts$/,
    may: /^(lib\/env\.ts|db\/|lib\/io\/(?!children\/)|lib\/domain\/|pkg:node:)/,
    say: 'world builds from env, db and io',
  },
  {
    of: /^lib\/services\//,
    may: /^(lib\/services\/|db\/|lib\/domain\/|lib\/world\.ts|pkg:(drizzle-orm|node:(crypto|stream|events|path))(\/.*)?$)/,
    say: 'services use db, domain and, through world, io',
  },
  {
    of: /^lib\/auth(-answer)?\.ts$/,
    may: /^(lib\/auth-answer\.ts|lib\/services\/|lib\/domain\/|lib\/world\.ts|lib\/env\.ts|pkg:(next|node:))/,
    say: 'auth is the bridge from next-auth to services',
  },
  {
    of: /^lib\/worker\.ts$/,
    may: /^(lib\/services\/|db\/queue\.ts|lib\/world\.ts|lib\/domain\/|pkg:node:)/,
    say: 'the worker maps job names to services',
  },
  {
    of: /^bin\//,
    may: /^(bin\/|lib\/(worker|world|env)\.ts|lib\/services\/|lib\/domain\/|db\/migrate\.ts|pkg:(node:|commander))/,
    say: 'the command line calls services',
  },
  {
    of: /^app\/_door\/actor\.ts$/,
    may: /^(app\/_door\/|lib\/(auth|world)\.ts|lib\/services\/|lib\/domain\/|pkg:)/,
    say: 'the one place that asks lib/auth who it is',
  },
  {
    of: /^app\/_door\//,
    may: /^(app\/_door\/|lib\/services\/|lib\/domain\/|lib\/world\.ts|pkg:)/,
    say: 'doormen call services',
  },
  {
    of: /^app\/api\/auth\//,
    may: /^(app\/|lib\/(auth|world)\.ts|lib\/services\/|lib\/domain\/|pkg:)/,
    say: 'next-auth’s own route',
  },
  {
    of: /^app\//,
    may: /^(app\/|lib\/services\/|lib\/domain\/|pkg:)/,
    say: 'pages and routes call services through a door; never db, io or world',
  },
  {
    of: /^proxy\.ts$/,
    may: /^(app\/_door\/headers\.ts|pkg:next)/,
    say: 'proxy.ts sets headers on pages and nothing else',
  },
  { of: /^instrumentation\.ts$/, may: /^(lib\/env\.ts|lib\/io\/log\.ts|pkg:)/, say: 'start-up checks only' },
]

test('imports only point downstairs', () => {
  const wrong: string[] = []
  for (const [file, targets] of imports) {
    const floor = floors.find((f) => f.of.test(file))
    if (!floor) wrong.push(`${file} stands on no floor`)
    else
      for (const target of targets) if (!floor.may.test(target)) wrong.push(`${file} imports ${target}: ${floor.say}`)
  }
  assert.deepEqual(wrong, [])
})

test('a client component reaches only pure code, the kit, other client files and server actions', () => {
  const wrong: string[] = []
  const isClient = (f: string) => /^\s*['"]use client['"]/.test(source.get(f) ?? '')
  const isAction = (f: string) => /^\s*['"]use server['"]/.test(source.get(f) ?? '')
  const seen = new Set<string>()
  const reach = (file: string, path: string[]) => {
    if (seen.has(file)) return
    seen.add(file)
    for (const target of loads.get(file) ?? []) {
      if (target.startsWith('pkg:')) {
        if (/^pkg:(node:|better-sqlite3|drizzle|pg$|next-auth$|server-only|mupdf|sharp|nodemailer)/.test(target))
          wrong.push([...path, file, target].join(' → '))
        continue
      }
      if (isAction(target)) continue
      if (!/^(lib\/domain\/(?!law\.ts)|app\/)/.test(target) || /^app\/(_door|api)\//.test(target))
        wrong.push([...path, file, target].join(' → '))
      else reach(target, [...path, file])
    }
  }
  for (const file of files) if (isClient(file)) reach(file, [])
  assert.deepEqual(wrong, [])
})

test('there is no cycle', () => {
  const state = new Map<string, 'open' | 'done'>()
  const cycles: string[] = []
  const visit = (file: string, path: string[]) => {
    if (state.get(file) === 'done') return
    if (state.get(file) === 'open') return void cycles.push([...path.slice(path.indexOf(file)), file].join(' → '))
    state.set(file, 'open')
    for (const target of imports.get(file) ?? []) if (source.has(target)) visit(target, [...path, file])
    state.set(file, 'done')
  }
  for (const file of files) visit(file, [])
  assert.deepEqual(cycles, [])
})

test('only db/schema.ts re-exports, and no file is a barrel, an attic or a list of types', () => {
  const barrels = files.filter((f) => f !== 'db/schema.ts' && /^export (\*|\{[^}]*\} from)/m.test(source.get(f) ?? ''))
  assert.deepEqual(barrels, [])
  assert.deepEqual(
    files.filter((f) => /(^|\/)(utils?|helpers?|types|index|common|misc)\.tsx?$/.test(f)),
    [],
  )
})

test('only db/client.ts opens a transaction', () => {
  const opens = /\.transaction\(|['"`]\s*begin\b/i
  assert.deepEqual(
    files.filter((f) => opens.test(source.get(f) ?? '')),
    ['db/client.ts'],
  )
})

test('every way to change something is one action of one service, through the gate', () => {
  const services = files.filter((f) => f.startsWith('lib/services/'))
  const wrong: string[] = []
  for (const action of Object.keys(actions)) {
    const users = services.filter((f) => source.get(f)?.includes(`'${action}'`))
    if (users.length === 0) wrong.push(`${action}: no service does it`)
    const doing = new RegExp(`\\bact\\(\\s*\\w+,\\s*\\w+,\\s*'${action}'`)
    const doers = services.filter((f) => doing.test(source.get(f) ?? ''))
    if (doers.length > 1) wrong.push(`${action}: done by ${doers.join(' and ')}`)
  }
  assert.deepEqual(wrong, [])
  const exempt = new Set([
    'lib/services/act.ts',
    'lib/services/idempotency.ts',
    'lib/services/shares/open-share.ts', // how many pages were read
    'lib/services/people/read-session.ts', // when it was last seen
    'lib/services/people/read-token.ts', // when it was last used
  ])
  const past = services.filter((f) => !exempt.has(f) && /\btransact\(/.test(source.get(f) ?? ''))
  assert.deepEqual(past, [], 'these write without act()')
})

test('every job has its line in the worker', () => {
  const worker = source.get('lib/worker.ts') ?? ''
  assert.deepEqual(
    Object.keys(jobCatalogue).filter((name) => !worker.includes(`'${name}'`)),
    [],
  )
})

test('every server action goes through the door', () => {
  const wrong: string[] = []
  for (const [file, text] of source) {
    if (!/^\s*['"]use server['"]/.test(text)) continue
    const exported = text.match(/^export /gm)?.length ?? 0
    const through = text.match(/^export const \w+ = action\(/gm)?.length ?? 0
    if (exported !== through) wrong.push(file)
  }
  assert.deepEqual(wrong, [])
})

test('no private answer is cached by the framework', () => {
  const caching = /['"]use cache['"]|unstable_cache|generateStaticParams|export const revalidate/
  assert.deepEqual(
    files.filter((f) => caching.test(source.get(f) ?? '')),
    [],
  )
})

/** Longer than the soft limit of 200 lines, each with its reason. The list may only shrink. */
const long: Record<string, string> = {}
test('no file is longer than 260 lines without a reason', () => {
  const over = files.filter((f) => (source.get(f)?.split('\n').length ?? 0) > 261 && !long[f])
  assert.deepEqual(
    over.map((f) => `${f}: ${source.get(f)?.split('\n').length}`),
    [],
  )
})

function walk(dir: string): string[] {
  return readdirSync(dir, { withFileTypes: true }).flatMap((entry) => {
    const path = join(dir, entry.name)
    if (/^(node_modules|\.next|\.git|data|tests)$/.test(entry.name)) return []
    return entry.isDirectory() ? walk(path) : [path]
  })
}

/** Import specifiers of a file → project paths, or `pkg:NAME`. Types count too: a type is knowledge as well. */
function importsOf(file: string, onlyWhatLoads = false): string[] {
  const whole = source.get(file) ?? ''
  const text = onlyWhatLoads ? whole.replace(/(^|\n)import type [^;]*?from ['"][^'"]+['"]/g, '$1') : whole
  const found = text.matchAll(
    /(?:^|\n)\s*(?:import|export)\s[^'"`;]*?from\s+['"]([^'"]+)['"]|(?:^|\n)\s*import\s+['"]([^'"]+)['"]|\bimport\(\s*['"]([^'"]+)['"]\s*\)/g,
  )
  return [...found].map((m) => resolve(file, m[1] ?? m[2] ?? m[3] ?? '')).filter((t) => !/\.(css|json|svg)$/.test(t))
}

function resolve(file: string, spec: string): string {
  const inside = /^#(lib|db)\/(.+)$/.exec(spec)
  if (inside) return `${inside[1]}/${inside[2]}.ts`
  if (!spec.startsWith('.')) return `pkg:${spec}`
  const path = normalize(join(dirname(file), spec))
  return [path, `${path}.ts`, `${path}.tsx`].find((p) => existsSync(p) && /\.\w+$/.test(p)) ?? path
}
