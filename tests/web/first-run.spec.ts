import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import AxeBuilder from '@axe-core/playwright'
import { expect, test } from '@playwright/test'
import { dragOver } from './desk.ts'

const port = Number(process.env.UNSEALED_WEB_PORT ?? 3900) + 1
const address = `http://localhost:${port}`
const secret = 'harbour copper nineteen walrus'

type House = { child: ChildProcess; said: () => string; ended: Promise<unknown> }

/** `npm start` as a person types it into a terminal: a group of processes of its own, as a terminal makes one. */
async function begin(data: string): Promise<House> {
  const env = { ...process.env, PORT: String(port), UNSEALED_DATA: data, DATABASE_URL: '', LOG_LEVEL: 'error' }
  const child = spawn('node', ['bin/run.mjs', 'bin/unsealed.ts', 'start'], { env, detached: true })
  let said = ''
  for (const stream of [child.stdout, child.stderr])
    stream?.on('data', (bytes: Buffer) => {
      said += bytes
    })
  const ended = once(child, 'exit')
  await expect.poll(() => said, { timeout: 200_000 }).toContain(`Ready on ${address}`)
  return { child, said: () => said, ended }
}
/** Ctrl-C in a terminal reaches every process of the group. */
const press = (house: House) => process.kill(-Number(house.child.pid), 'SIGINT')
/** Is any process of it left? */
function isLeft(house: House): boolean {
  try {
    return process.kill(-Number(house.child.pid), 0)
  } catch {
    return false
  }
}

let data: string
let house: House
test.beforeAll(() => {
  data = mkdtempSync(join(tmpdir(), 'unsealed-first-'))
})
test.afterAll(() => {
  if (isLeft(house)) process.kill(-Number(house.child.pid), 'SIGKILL')
  rmSync(data, { recursive: true, force: true })
})
test.use({ baseURL: address })
test.describe.configure({ mode: 'serial' })

test('the first start leads through set-up and the demonstration to a first request and a first finding', async ({
  page,
}) => {
  test.setTimeout(300_000)
  house = await begin(data)
  const [, file = ''] = /The one-time setup link is in (.+)/.exec(house.said()) ?? []
  expect(file).not.toBe('')
  expect(statSync(file).mode & 0o077).toBe(0) // for the machine's keeper alone
  const [link = ''] = readFileSync(file, 'utf8').split('\n')
  expect(link).toMatch(new RegExp(`^${address}/setup#`))

  await test.step('anybody who has not the link gets no further', async () => {
    await page.goto('/')
    await expect(page).toHaveURL(/\/(sign-in|setup)/)
    await page.goto('/setup')
    await expect(page.getByLabel('Set-up code')).toBeVisible()
    const { violations } = await new AxeBuilder({ page }).analyze()
    expect(violations.filter(({ impact }) => impact === 'serious' || impact === 'critical')).toEqual([])
  })

  await test.step('the link makes the administrator', async () => {
    await page.goto('about:blank')
    await page.goto(link)
    await expect(page).toHaveURL('/setup') // the code is taken out of the address
    await page.getByLabel('Name of the newsroom').fill('The Harbour Record')
    await page.getByLabel('Your name').fill('Fay First')
    await page.getByLabel('E-mail address').fill('fay@harbour.example')
    await page.getByLabel('Password', { exact: true }).fill(secret)
    await page.getByRole('button', { name: 'Make the account' }).click()
    await expect(page.getByRole('heading', { name: 'Welcome, Fay First' })).toBeVisible()
  })

  await test.step('the demonstration fills Today', async () => {
    await page.getByRole('button', { name: 'Load the demonstration' }).click()
    await expect(page).toHaveURL('/', { timeout: 60_000 })
    await expect(page.getByRole('list', { name: 'Overdue' }).getByRole('listitem').first()).toBeVisible()
    await expect(page.getByRole('complementary', { name: 'Demonstration' })).toBeVisible()
  })

  await test.step('one request is logged without reading anything', async () => {
    await page.getByRole('link', { name: 'New request' }).click()
    await page.getByLabel('Agency', { exact: true }).fill('police')
    await page.getByRole('option').first().click()
    await page.getByLabel('Subject').fill('My first request')
    await page.getByLabel('What do you want?').fill('All agreements of this year.')
    await page.getByRole('button', { name: 'Keep as a draft' }).click()
    await expect(page).toHaveURL(/\/requests\/[A-Z]+-\d+$/)
    await expect(page.getByRole('heading', { level: 1, name: /My first request/ })).toBeVisible()
  })

  await test.step('one passage is tagged without reading anything', async () => {
    await page.getByRole('link', { name: 'Documents' }).first().click()
    await expect(page.getByRole('link', { name: /\.pdf$/ }).first()).toBeVisible()
    await page
      .getByRole('link', { name: /\.pdf$/ })
      .first()
      .click()
    await dragOver(page, 1, 3, 8)
    await page
      .getByRole('toolbar', { name: 'Selection' })
      .getByRole('button', { name: /Finding/ })
      .click()
    const composer = page.getByRole('region', { name: 'New finding' })
    await composer.getByRole('listitem').first().getByRole('button').click()
    await expect(page.getByText(/-F\d+ saved/)).toBeVisible()
  })
})

test('Ctrl-C stops both processes, and the second start is ready without a word about setting up', async ({ page }) => {
  press(house)
  await house.ended
  expect(house.child.exitCode).toBe(0)
  await expect.poll(() => isLeft(house), { timeout: 5000 }).toBe(false)
  expect(house.said()).not.toMatch(/unexpectedly|Error/)

  house = await begin(data)
  expect(house.said()).not.toContain('setup link')
  await page.goto('/sign-in')
  await page.getByLabel('E-mail').fill('fay@harbour.example')
  await page.getByLabel('Password', { exact: true }).fill(secret)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await expect(page.getByRole('list', { name: 'Overdue' })).toBeVisible()
  press(house)
  await house.ended
  await expect.poll(() => isLeft(house), { timeout: 5000 }).toBe(false)
})
