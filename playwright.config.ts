import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { defineConfig } from '@playwright/test'
import { findChromium } from './tests/chromium.ts'

const port = Number(process.env.UNSEALED_WEB_PORT ?? 3900)
const data = process.env.UNSEALED_WEB_DATA ?? mkdtempSync(join(tmpdir(), 'unsealed-web-'))
process.env.UNSEALED_WEB_DATA = data // workers and the command line inherit it
const baseURL = `http://localhost:${port}`

/** For tests/web only: a built server of its own on fresh data, a real browser. */
export default defineConfig({
  testDir: 'tests/web',
  timeout: 90_000,
  expect: { timeout: 15_000 },
  workers: 1,
  reporter: [['list']],
  outputDir: join(data, 'results'),
  globalSetup: './tests/web/people.ts',
  use: {
    baseURL,
    viewport: { width: 1440, height: 1000 },
    trace: 'off',
    actionTimeout: 15_000,
    launchOptions: {
      executablePath: findChromium(),
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    },
  },
  webServer: {
    command: `node bin/run.mjs bin/unsealed.ts start >"${join(data, 'server.log')}" 2>&1`, // searched for what no log may hold
    url: `${baseURL}/api/v1/health`,
    timeout: 300_000,
    reuseExistingServer: false,
    gracefulShutdown: { signal: 'SIGTERM', timeout: 10_000 },
    stdout: 'pipe',
    stderr: 'pipe',
    env: { PORT: String(port), UNSEALED_DATA: data, DATABASE_URL: '', LOG_LEVEL: 'info' },
  },
})
