import { createHash } from 'node:crypto'
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { stripTypeScriptTypes } from 'node:module'
import { dirname, join } from 'node:path'

const children = 'lib/io/children'

/**
 * Where a child program lies, from the project's folder. Taking the types off costs 40 ms of each start, so it is done
 * once and kept beside the packages, under the hash of the sources; where nothing can be kept there, the sources
 * themselves are run.
 */
export function programPath(root: string, program: string): string {
  try {
    return join(plainForm(root), children, `${program}.js`)
  } catch {
    return join(children, `${program}.ts`)
  }
}

const made = new Map<string, string>()

/** @returns the folder of the plain form, from the project's folder. Throws where it cannot be written. */
function plainForm(root: string): string {
  const known = made.get(root)
  if (known) return known
  const sources = closureOf(root)
  const hash = createHash('sha256').update(process.version)
  for (const [file, text] of sources) hash.update(`${file}\0${text}\0`)
  const folder = join('node_modules/.cache/unsealed-programs', hash.digest('hex').slice(0, 32))
  if (!existsSync(join(root, folder))) {
    sweep(join(root, dirname(folder)))
    const whole = join(root, `${folder}.${process.pid}`)
    for (const [file, text] of sources) put(join(whole, file.replace(/\.ts$/, '.js')), quietly(text))
    put(join(whole, 'package.json'), JSON.stringify({ type: 'module', imports: { '#lib/*': './lib/*.js' } }))
    try {
      renameSync(whole, join(root, folder))
    } catch (error) {
      rmSync(whole, { recursive: true, force: true })
      if (!existsSync(join(root, folder))) throw error // another process was faster
    }
  }
  const now = new Date()
  utimesSync(join(root, folder), now, now)
  made.set(root, folder)
  return folder
}

/** Forms of sources that nobody has run from for a month. */
function sweep(folder: string): void {
  for (const name of existsSync(folder) ? readdirSync(folder) : []) {
    const path = join(folder, name)
    if (Date.now() - statSync(path).mtimeMs > 30 * 24 * 3600_000) rmSync(path, { recursive: true, force: true })
  }
}

/** The programs and all of ours that they bring along. */
function closureOf(root: string): Map<string, string> {
  const found = new Map<string, string>()
  const all = readdirSync(join(root, children), { recursive: true, encoding: 'utf8' })
  const left = all.filter((file) => file.endsWith('.ts')).map((file) => join(children, file))
  for (let file = left.pop(); file !== undefined; file = left.pop()) {
    if (found.has(file)) continue
    const text = readFileSync(join(root, file), 'utf8')
    found.set(file, text)
    for (const [, part] of text.matchAll(/['"]#(lib\/[\w/.-]+)['"]/g)) left.push(`${part}.ts`)
  }
  return new Map([...found].sort(([a], [b]) => (a < b ? -1 : 1)))
}

function put(path: string, text: string) {
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, text)
}

/** The call is young and says so on standard error once in each process; nobody who reads our log needs that. */
function quietly(text: string): string {
  const say = process.emitWarning
  process.emitWarning = () => {}
  try {
    return stripTypeScriptTypes(text)
  } finally {
    process.emitWarning = say
  }
}
