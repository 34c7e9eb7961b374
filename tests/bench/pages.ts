import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import autocannon from 'autocannon'
import { seed } from './seed.ts'
import { startServer, webMemoryMb } from './server.ts'

const port = 3978
const barePort = 3979
const seconds = Number(process.env.BENCH_SECONDS ?? 6)

/**
 * The four pages that matter against a bare node:http handler that answers with the very same HTML, in the same run:
 * requests/s and p99 at 1 and 16 connections, bytes, how many times under that floor we stand, and the first answer after
 * a change.
 */
export async function benchPages() {
  const data = mkdtempSync(join(tmpdir(), 'unsealed-bench-'))
  const { email, password, paths } = await seed(data)
  const server = await startServer(process.cwd(), data, port)
  try {
    console.log(
      `cold start to Ready: ${(server.readyMs / 1000).toFixed(2)} s (${server.stages.Building === undefined ? 'built before' : 'with the build'})\n`,
    )
    const cookie = await signIn(email, password)
    console.log(
      '| page | bytes | ours c=1 req/s, p99 ms | bare c=1 | times under | ours c=16 | bare c=16 | times under | after a change, ms |\n|---|---|---|---|---|---|---|---|---|',
    )
    for (const [name, path] of Object.entries(paths)) {
      const url = `http://127.0.0.1:${port}${path}`
      const answer = await fetch(url, { headers: { cookie }, redirect: 'manual' })
      const html = await answer.text()
      if (answer.status !== 200) throw new Error(`${path} answered ${answer.status}`)
      const bare = await startBare(html)
      const cells: string[] = []
      for (const connections of [1, 16]) {
        await load(url, connections, { cookie }, 2) // warm
        const ours = await load(url, connections, { cookie }, seconds)
        const floor = await load(`http://127.0.0.1:${barePort}/`, connections, {}, seconds)
        cells.push(`${ours.rate}, ${ours.p99}`, `${floor.rate}, ${floor.p99}`, (floor.rate / ours.rate).toFixed(1))
      }
      bare.kill()
      cells.push(String(await afterChange(url, () => signIn(email, password))))
      console.log(`| ${name} | ${Buffer.byteLength(html)} | ${cells.join(' | ')} |`)
    }
    console.log(`\nweb process after it: ${webMemoryMb(server.child)} MB resident`)
  } finally {
    await server.stop()
    rmSync(data, { recursive: true, force: true })
  }
}

/**
 * Milliseconds to the first answer after a change, the median of five: under load nothing changes, so that what the
 * services remember is used; here it is not, because every change, also a sign-in, moves the end of the audit.
 */
async function afterChange(url: string, change: () => Promise<string>) {
  const times: number[] = []
  for (let i = 0; i < 5; i++) {
    const cookie = await change()
    const started = performance.now()
    await (await fetch(url, { headers: { cookie, 'accept-encoding': 'identity' } })).text()
    times.push(performance.now() - started)
  }
  return Math.round(times.sort((a, b) => a - b)[2] ?? 0)
}

async function load(url: string, connections: number, headers: Record<string, string>, duration: number) {
  const { requests, latency, non2xx, errors } = await autocannon({ url, connections, duration, headers })
  if (non2xx + errors > 0) throw new Error(`${url}: ${non2xx} answers were not 2xx, ${errors} errors`)
  return { rate: Math.round(requests.average), p99: latency.p99 }
}

/** The floor: another process that answers everything with this HTML. */
function startBare(html: string) {
  const program = `const html = Buffer.from(${JSON.stringify(Buffer.from(html).toString('base64'))}, 'base64')
    require('node:http').createServer((_, r) => { r.setHeader('content-type', 'text/html; charset=utf-8'); r.end(html) })
      .listen(${barePort}, () => console.log('up'))`
  const child = spawn(process.execPath, ['-'], { stdio: ['pipe', 'pipe', 'inherit'] })
  child.stdin.end(program)
  return new Promise<typeof child>((resolve) => child.stdout.once('data', () => resolve(child)))
}

async function signIn(email: string, password: string): Promise<string> {
  const base = `http://localhost:${port}`
  const jar = new Map<string, string>()
  const keep = (answer: Response) => {
    for (const line of answer.headers.getSetCookie()) {
      const [pair = ''] = line.split(';')
      jar.set(pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1))
    }
  }
  const cookies = () => [...jar].map(([k, v]) => `${k}=${v}`).join('; ')
  const csrf = await fetch(`${base}/api/auth/csrf`)
  keep(csrf)
  const { csrfToken } = (await csrf.json()) as { csrfToken: string } // next-auth's own answer
  const body = new URLSearchParams({ email, password, csrfToken, json: 'true', callbackUrl: base })
  const headers = { cookie: cookies(), origin: base, 'sec-fetch-site': 'same-origin' }
  keep(await fetch(`${base}/api/auth/callback/credentials`, { method: 'POST', body, headers, redirect: 'manual' }))
  return cookies()
}
