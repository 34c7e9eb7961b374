import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import AxeBuilder from '@axe-core/playwright'
import { expect, test } from '@playwright/test'
import { textPdf } from '../fixtures/make-pdf.ts'
import { beginDesk, file, post } from './desk.ts'
import { api, baseURL, people, signIn } from './people.ts'

const pages = [['Footage is kept for thirty days', 'said Casey Placeholder then'], ['Second sheet']]
const secret = /Casey|Placeholder/
const address = '/exhibits/how-long-otterville-keeps-footage'
let said: string[] = []

test.beforeAll(async () => {
  test.setTimeout(180_000)
  const desk = await beginDesk('rena', 'Footage of Otterville')
  const edda = await api('edda')
  await desk.call.post(`investigations/${desk.investigation.id}/members`, {
    data: { email: people.edda.email, role: 'editor' },
  })
  const document = await file(desk, 'letter.pdf', textPdf(pages))
  await desk.call.post(`documents/${document.id}/marks`, { data: { find: 'Casey Placeholder', reason: 'personal' } })
  const title = 'How long Otterville keeps footage'
  const { id } = await post(desk.call, `documents/${document.id}/exhibits`, { title })
  const status = async () => (await (await desk.call.get(`exhibits/${id}`)).json()).status
  await expect.poll(status, { timeout: 90_000 }).toBe('verified')
  await post(edda, `exhibits/${id}/approve`, {})
  const boxes = [[0.1, 0.08, 0.5, 0.14]]
  await post(edda, `exhibits/${id}/notes`, { page: 1, boxes, title: 'The clerk', text: 'Who said it was taken out.' })
  await post(edda, `exhibits/${id}/publish`, { summary: 'Thirty days, says a clerk.' })
})
test.beforeEach(({ page }) => {
  said = []
  page.on('console', (message) => said.push(message.text()))
  page.on('pageerror', (error) => said.push(String(error)))
})

test('without scripts the page reads whole, its words can be selected and what was taken out says why', async ({
  browser,
}) => {
  const context = await browser.newContext({ baseURL, javaScriptEnabled: false })
  const page = await context.newPage()
  expect((await page.goto(address))?.status()).toBe(200)
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('How long Otterville keeps footage')
  await expect(page.getByRole('table', { name: 'Facts' })).toContainText('Footage of Otterville Police Department')
  await expect(page.getByText('said [redacted: personal] then')).toHaveCount(1)
  await page.getByRole('link', { name: 'Note 1' }).first().click()
  await expect(page).toHaveURL(/#note-1$/)
  expect(await page.content()).not.toMatch(secret)
  expect(await context.cookies()).toEqual([])
  await context.close()
})

for (const [name, width, colorScheme] of [
  ['wide', 1440, 'light'],
  ['wide in the dark', 1440, 'dark'],
  ['on a phone', 390, 'light'],
  ['on a phone in the dark', 390, 'dark'],
] as const)
  test(`the page is accessible ${name}, breaks no rule of its own policy and fits`, async ({ page }) => {
    await page.setViewportSize({ width, height: 900 })
    await page.emulateMedia({ colorScheme })
    await page.goto(address, { waitUntil: 'load' })
    const { violations } = await new AxeBuilder({ page }).analyze()
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([])
    expect(said).toEqual([])
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width)
    const picture = page.locator('#p1 img')
    expect(await picture.evaluate((img: HTMLImageElement) => img.naturalWidth)).toBeGreaterThan(1000)
    const text = await page.locator('#p1 .sheet').evaluate((sheet) => {
      getSelection()?.selectAllChildren(sheet)
      return String(getSelection())
    })
    expect(text).toContain('Footage is kept for thirty days\nsaid [redacted: personal] then')
    for (const frame of ['', '?p=1', '?note=1']) {
      await page.goto(`${address}/embed${frame}`, { waitUntil: 'load' })
      const { violations } = await new AxeBuilder({ page }).analyze()
      expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([])
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width)
    }
  })

test('readers are told where to write once an administrator has given an address, and see none before', async ({
  page,
  browser,
}) => {
  const outside = await browser.newContext({ baseURL, javaScriptEnabled: false })
  const reader = await outside.newPage()
  const write = reader.getByRole('link', { name: 'Report a problem' })
  await reader.goto(address)
  await expect(write).toHaveCount(0)
  await signIn(page, 'ada')
  await page.goto('/settings/people')
  await page.getByLabel('Name', { exact: true }).fill('The Otterville Ledger')
  await page.getByLabel('Address for readers').fill('desk@otterville.example')
  await page.getByRole('button', { name: 'Save' }).click()
  await expect(page.getByText('The newsroom is changed.')).toBeVisible()
  await reader.reload()
  const letter = new URL((await write.getAttribute('href')) ?? '')
  expect(letter.protocol + letter.pathname).toBe('mailto:desk@otterville.example')
  expect(letter.searchParams.get('subject')).toMatch(/^Problem with FOOTAGE-E1: How long Otterville/)
  expect(letter.searchParams.get('body')).toContain(address)
  await outside.close()
})

test('in a frame of another site a page, or the place of a note, tells how high it is', async ({ page }) => {
  const around = `<body><script>addEventListener('message',(e)=>document.body.dataset.height=e.data.height)</script>
<iframe sandbox="allow-scripts" width="600" src="${baseURL}${address}/embed?note=1"></iframe>`
  const news = createServer((_, answer) => answer.setHeader('content-type', 'text/html').end(around)).listen(
    0,
    '127.0.0.1',
  )
  await once(news, 'listening')
  const { port } = news.address() as AddressInfo // it listens on a port
  await page.goto(`http://127.0.0.1:${port}/`)
  const frame = page.frameLocator('iframe')
  await expect(frame.getByRole('img')).toBeVisible()
  await expect(frame.getByText('Who said it was taken out.')).toBeVisible()
  await expect.poll(() => page.evaluate(() => Number(document.body.dataset.height))).toBeGreaterThan(80)
  expect(await frame.locator('body').innerHTML()).not.toMatch(secret)
  news.close()
})
