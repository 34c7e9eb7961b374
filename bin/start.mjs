// `npm start`: installs what is missing, then hands over to the command line on the Node that npm installed.
// Plain JavaScript without a dependency, because it must run on whatever Node there is before anything is installed.
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { root, run } from './run.mjs'

const lock = createHash('sha256')
  .update(readFileSync(join(root, 'package-lock.json')))
  .digest('hex')
const stamp = join(root, 'node_modules/.unsealed-installed')
const current = existsSync(stamp) && readFileSync(stamp, 'utf8') === lock
if (!current) {
  console.log('Installing (about a minute, once) …')
  const { status } = spawnSync('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: root,
    stdio: 'inherit',
    shell: process.platform === 'win32',
  })
  if (status !== 0) {
    console.error('The installation failed; npm says why above. Nothing was started.')
    process.exit(status ?? 1)
  }
  writeFileSync(stamp, lock)
}
run('bin/unsealed.ts', ['start', ...process.argv.slice(2)])
