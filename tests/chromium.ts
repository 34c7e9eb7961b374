import { existsSync } from 'node:fs'
import { chromium } from '@playwright/test'

const system = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
]

/** The browser the tests use: CHROMIUM_PATH, the system's, Playwright's own; otherwise one line on how to get one. */
export function findChromium(): string {
  const places = [process.env.CHROMIUM_PATH, ...system, chromium.executablePath()]
  const found = places.find((path) => path && existsSync(path))
  if (found) return found
  throw new Error(
    'No Chromium found. Install one (Debian: apt-get install chromium; elsewhere: npx playwright install chromium) or set CHROMIUM_PATH.',
  )
}
