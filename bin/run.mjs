// Runs a file of ours on the Node that npm installed beside it, whatever Node started this one.
import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { install, node, root } from './install.mjs'

/** Starts `file` (relative to the project) and ends as it ends; signals are handed on. */
export function run(file, args) {
  install()
  const child = spawn(node, [join(root, file), ...args], { stdio: 'inherit' })
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal))
  child.on('exit', (code, signal) => process.exit(signal ? 1 : (code ?? 1)))
}

if (process.argv[1] === fileURLToPath(import.meta.url)) run(process.argv[2], process.argv.slice(3))
