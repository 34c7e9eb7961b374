// Runs a file of ours on the Node that npm installed beside it, whatever Node started this one.
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = dirname(dirname(fileURLToPath(import.meta.url)))
const installed = join(root, 'node_modules/node/bin/node')

/** Starts `file` (relative to the project) and ends as it ends; signals are handed on. */
export function run(file, args, env = process.env) {
  if (!existsSync(installed)) {
    console.error('Unsealed is not installed yet. Run: npm ci')
    process.exit(1)
  }
  const child = spawn(installed, [join(root, file), ...args], { stdio: 'inherit', env })
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal))
  child.on('exit', (code, signal) => process.exit(signal ? 1 : (code ?? 1)))
}

if (process.argv[1] === fileURLToPath(import.meta.url)) run(process.argv[2], process.argv.slice(3))
