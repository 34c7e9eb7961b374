import { type ChildProcess, spawn } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'

/** `unsealed start` on a port of its own. @returns once it said Ready, with how long that took in ms. */
export async function startServer(
  cwd: string,
  data: string,
  port: number,
  base: Record<string, string | undefined> = process.env,
) {
  const started = performance.now()
  const env = {
    NODE_ENV: undefined as never,
    ...base,
    UNSEALED_DATA: data,
    PORT: String(port),
    DATABASE_URL: '',
    LOG_LEVEL: 'error',
  }
  const child = spawn('npm', ['start', '--silent'], { cwd, env, stdio: ['ignore', 'pipe', 'inherit'], detached: true })
  const stages: Record<string, number> = {}
  await new Promise<void>((resolve, reject) => {
    child.on('exit', (code) => reject(new Error(`the server ended (${code})`)))
    child.stdout?.on('data', (data: Buffer) => {
      for (const word of ['Installing', 'Building', 'Ready'])
        if (String(data).includes(word)) stages[word] ??= performance.now() - started
      if (stages.Ready !== undefined) resolve()
    })
  })
  return { child, stages, readyMs: stages.Ready ?? 0, stop: () => stop(child) }
}

async function stop(child: ChildProcess) {
  child.removeAllListeners('exit')
  const gone = new Promise((resolve) => child.on('close', resolve))
  if (child.pid) process.kill(-child.pid, 'SIGTERM')
  await gone
}

/** Resident memory of the web process of this server, MB: the largest of its process group that names next-server. */
export function webMemoryMb(server: ChildProcess): number {
  const sizes = readdirSync('/proc')
    .filter((pid) => /^\d+$/.test(pid))
    .map((pid) => {
      try {
        const group = Number(readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ')[2])
        if (group !== server.pid) return 0
        if (!/next-server|next\/dist\/bin\/next/.test(readFileSync(`/proc/${pid}/cmdline`, 'utf8'))) return 0
        return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) / 1024
      } catch {
        return 0 // it ended meanwhile
      }
    })
  return Math.round(Math.max(...sizes))
}
