import { spawnSync } from 'node:child_process'
import { type Page, request } from '@playwright/test'

/** Everybody in the browser tests, made once by the command line as an operator would; same password for all. */
export const people = {
  ada: { name: 'Ada Admin', email: 'ada@newsroom.example', role: 'admin' },
  rena: { name: 'Rena Reporter', email: 'rena@newsroom.example', role: 'member' },
  edda: { name: 'Edda Editor', email: 'edda@newsroom.example', role: 'member' },
  otto: { name: 'Otto Outsider', email: 'otto@newsroom.example', role: 'member' },
} as const
export type Person = keyof typeof people
export const password = 'plates-and-doorbells-9'
export const baseURL = `http://localhost:${process.env.UNSEALED_WEB_PORT ?? 3900}`

/** `npx unsealed … --json` beside the running server. @returns what it printed, parsed. */
export function unsealed(args: string[], input = ''): unknown {
  const env = { ...process.env, UNSEALED_DATA: process.env.UNSEALED_WEB_DATA, DATABASE_URL: '' }
  const { status, stdout, stderr } = spawnSync('node', ['bin/run.mjs', 'bin/unsealed.ts', ...args, '--json'], {
    env,
    input,
    encoding: 'utf8',
  })
  if (status !== 0) throw new Error(`unsealed ${args.join(' ')}: ${stderr}`)
  return JSON.parse(stdout)
}

export default function addPeople() {
  for (const { name, email, role } of Object.values(people))
    unsealed(['user', 'add', '--email', email, '--name', name, '--role', role, '--password-stdin'], `${password}\n`)
}

export async function signIn(page: Page, who: Person) {
  await page.goto('/sign-in')
  await page.getByLabel('E-mail').fill(people[who].email)
  await page.getByLabel('Password', { exact: true }).fill(password)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.waitForURL((url) => !url.pathname.startsWith('/sign-in'))
}

/** The API as this person, by a token of theirs. */
export async function api(who: Person) {
  const { token } = unsealed(['token', 'create', '--user', people[who].email]) as { token: string } // the command's shape
  return request.newContext({ baseURL: `${baseURL}/api/v1/`, extraHTTPHeaders: { authorization: `Bearer ${token}` } })
}
