import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startServer } from './server.ts'

/** A newcomer's first start: fresh clone, empty home directory, npm's own cache left as it is. Seconds by stage. */
export async function benchFresh() {
  const dir = mkdtempSync(join(tmpdir(), 'unsealed-fresh-'))
  try {
    const clone = join(dir, 'unsealed')
    const began = performance.now()
    execFileSync('git', ['clone', '--quiet', process.cwd(), clone])
    const cloned = performance.now() - began
    const home = mkdtempSync(join(dir, 'home-'))
    const path = (process.env.PATH ?? '')
      .split(':')
      .filter((p) => !p.includes('node_modules'))
      .join(':')
    const env = { HOME: home, PATH: path }
    const first = await startServer(clone, join(dir, 'data'), 3977, env)
    await first.stop()
    const second = await startServer(clone, join(dir, 'data'), 3977, env)
    await second.stop()
    const { Installing = 0, Building = 0, Ready = 0 } = first.stages
    const s = (ms: number) => (ms / 1000).toFixed(1)
    console.log('| stage | seconds |\n|---|---|')
    console.log(
      `| clone | ${s(cloned)} |\n| install | ${s(Building - Installing)} |\n| build, migrate, start | ${s(Ready - Building)} |`,
    )
    console.log(
      `| **npm start to Ready, first** | **${s(Ready)}** |\n| npm start to Ready, second | ${s(second.readyMs)} |`,
    )
  } finally {
    rmSync(dir, { recursive: true, force: true })
  }
}
