import { spawnSync } from 'node:child_process'
import { createHash, randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { startServer, webMemoryMb } from './server.ts'

const mebibyte = 1024 ** 2
const chunk = 8 * mebibyte
const size = Number(process.env.UNSEALED_BENCH_UPLOAD_MB ?? 200) * 1_000_000
const atOnce = 10
const port = 3987
const site = `http://localhost:${port}`
const base = randomBytes(chunk)

/**
 * Ten uploads of 200 MB at once, in pieces (tus, as a browser sends them) and as one raw POST (as a script does): how
 * much the web process grows, whether every hash is right, and how long others wait meanwhile.
 */
export async function benchUploads() {
  const data = mkdtempSync(join(tmpdir(), 'unsealed-uploads-'))
  const server = await startServer(process.cwd(), data, port)
  try {
    const token = tokenOf(data)
    const headers = { authorization: `Bearer ${token}` }
    const opened = await call(`${site}/api/v1/investigations`, {
      method: 'POST',
      headers: { ...headers, 'content-type': 'application/json' },
      body: JSON.stringify({ title: 'Uploads' }),
    })
    const { id } = (await opened.json()) as { id: string } // our own API's schema
    const to = { headers, investigationId: id }
    for (let i = 0; i < 3; i++)
      await Promise.all([sendInPieces(to, 100 + i, 2 * chunk), sendRaw(to, 200 + i, 2 * chunk)])
    await sleep(8000) // the connections of before have ended by then
    for (const [words, send] of [
      ['in pieces (tus)', sendInPieces],
      ['as one raw POST', sendRaw],
    ] as const) {
      const before = webMemoryMb(server.child)
      const watched = watch(() => webMemoryMb(server.child), to.headers)
      const started = performance.now()
      const right = await Promise.all(
        Array.from({ length: atOnce }, (_, i) => send(to, i + (send === sendRaw ? 50 : 0), size)),
      )
      const seconds = (performance.now() - started) / 1000
      const { peak, waits } = await watched.stop()
      await sleep(8000)
      const line = [
        `${words}: ${atOnce} × ${size / 1e6} MB in ${seconds.toFixed(1)} s (${((atOnce * size) / 1e6 / seconds).toFixed(0)} MB/s)`,
        `hashes right ${right.filter(Boolean).length}/${atOnce}`,
        `web process ${before} MB before, ${peak} MB at most (+${peak - before}), ${webMemoryMb(server.child)} MB after`,
        `another's small question meanwhile: median ${at(waits, 0.5)} ms, p95 ${at(waits, 0.95)} ms (${waits.length})`,
      ]
      console.log(line.join('; '))
    }
  } finally {
    await server.stop()
    rmSync(data, { recursive: true, force: true })
  }
}

function tokenOf(data: string): string {
  const run = (...args: string[]) => {
    const env = { ...process.env, UNSEALED_DATA: data, DATABASE_URL: '' }
    const all = ['bin/run.mjs', 'bin/unsealed.ts', ...args, '--json']
    return JSON.parse(spawnSync('node', all, { env, input: 'plates-and-doorbells-9\n', encoding: 'utf8' }).stdout)
  }
  const person = ['--email', 'bench@newsroom.example']
  run('user', 'add', ...person, '--name', 'Bench', '--role', 'member', '--password-stdin')
  return run('token', 'create', '--user', 'bench@newsroom.example').token
}

/** A connection that the server was just closing is no answer: asked once more. */
const call = (where: string | URL, init: RequestInit) => fetch(where, init).catch(() => fetch(where, init))

type To = { headers: Record<string, string>; investigationId: string }

/** The n-th piece of file `which`: the same random bytes but for its head, so that no two files are alike. */
function piece(which: number, n: number, length: number): Uint8Array {
  const bytes = Buffer.from(base.subarray(0, length))
  bytes.writeUInt32BE(which, 0)
  bytes.writeUInt32BE(n, 4)
  return bytes
}

async function sendInPieces(to: To, which: number, bytes: number): Promise<boolean> {
  const said = { investigationId: to.investigationId, name: `pieces-${which}.bin` }
  const metadata = Object.entries(said).map(([key, value]) => `${key} ${Buffer.from(value).toString('base64')}`)
  const tus = { ...to.headers, 'tus-resumable': '1.0.0' }
  const begin = { ...tus, 'upload-length': String(bytes), 'upload-metadata': metadata.join(',') }
  const begun = await call(`${site}/api/uploads`, { method: 'POST', headers: begin })
  const place = new URL(begun.headers.get('location') ?? '', site)
  const hash = createHash('sha256')
  for (let at = 0; at < bytes; at += chunk) {
    const body = piece(which, at / chunk, Math.min(chunk, bytes - at))
    hash.update(body)
    const headers = { ...tus, 'content-type': 'application/offset+octet-stream', 'upload-offset': String(at) }
    const answer = await call(place, { method: 'PATCH', headers, body: new Uint8Array(body) })
    if (answer.status !== 204) throw new Error(`PATCH ${answer.status} ${await answer.text()}`)
  }
  const sha256 = hash.digest('hex')
  const taken = await call(`${site}/api/v1/documents/take`, {
    method: 'POST',
    headers: { ...to.headers, 'content-type': 'application/json' },
    body: JSON.stringify({ uploadId: place.pathname.split('/').at(-1), sha256 }),
  })
  const document = (await taken.json()) as { sha256?: string } // our own API's schema
  await call(place, { method: 'DELETE', headers: tus })
  return document.sha256 === sha256
}

async function sendRaw(to: To, which: number, bytes: number): Promise<boolean> {
  const hash = createHash('sha256')
  let at = 0
  const body = new ReadableStream<Uint8Array>({
    pull(controller) {
      if (at >= bytes) return controller.close()
      const next = piece(which, at / chunk, Math.min(chunk, bytes - at))
      hash.update(next)
      at += next.length
      controller.enqueue(next)
    },
  })
  const query = new URLSearchParams({ investigationId: to.investigationId, name: `raw-${which}.bin` })
  const init = { method: 'POST', headers: to.headers, body, duplex: 'half' }
  const answer = await fetch(`${site}/api/v1/documents?${query}`, init as RequestInit) // duplex is Node's own
  const document = (await answer.json()) as { sha256?: string } // our own API's schema
  return document.sha256 === hash.digest('hex')
}

/** Memory ten times a second, and a small question of somebody else four times. */
function watch(memory: () => number, headers: Record<string, string>) {
  let peak = 0
  let over = false
  const waits: number[] = []
  const looking = (async () => {
    for (; !over; await sleep(100)) peak = Math.max(peak, memory())
  })()
  const asking = (async () => {
    for (; !over; await sleep(250)) {
      const started = performance.now()
      await (await call(`${site}/api/v1/documents?limit=1`, { headers })).text()
      waits.push(performance.now() - started)
    }
  })()
  return {
    stop: async () => {
      over = true
      await Promise.all([looking, asking])
      return { peak, waits: waits.toSorted((a, b) => a - b) }
    },
  }
}

const at = (sorted: readonly number[], share: number) =>
  Math.round(sorted[Math.floor((sorted.length - 1) * share)] ?? 0)
