import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, type Page, test } from '@playwright/test'
import { textPdf } from '../fixtures/make-pdf.ts'
import { beginDesk, type Desk, file, post } from './desk.ts'
import { api, people, signIn } from './people.ts'

const secret = 'Casey Placeholder'
const passcode = 'open sesame'
let desk: Desk
let exhibits: { id: string; number: string }[]

/** Three approved exhibits: Rena marks and prepares, Edda approves. */
test.beforeAll(async () => {
  test.setTimeout(240_000)
  desk = await beginDesk('rena', 'Shared papers')
  const { call, investigation } = desk
  await post(call, `investigations/${investigation.id}/members`, { email: people.edda.email, role: 'editor' })
  const edda = await api('edda')
  exhibits = []
  for (const title of ['Notes of the meeting', 'Agenda', 'Third paper']) {
    const { id } = await file(
      desk,
      `${title}.pdf`,
      textPdf([[`${title} by ${secret}`, 'in plain words'], ['Last sheet']]),
    )
    await call.post(`documents/${id}/marks`, { data: { find: secret, reason: 'personal' } })
    const made = await post(call, `documents/${id}/exhibits`, { title })
    await expect
      .poll(async () => (await (await call.get(`exhibits/${made.id}`)).json()).status, { timeout: 90_000 })
      .toBe('verified')
    expect((await edda.post(`exhibits/${made.id}/approve`)).status()).toBe(200)
    exhibits.push({ id: made.id, number: String(made.number) })
  }
})

/** Makes a link on the screen. @returns its address. */
async function makeLink(page: Page, fill: (page: Page) => Promise<void>): Promise<string> {
  await page.goto(`/exhibits/shares/${exhibits[0]?.number}`)
  await fill(page)
  await page.getByRole('button', { name: 'Make link' }).click()
  await expect(page.getByText('Copy the link now')).toBeVisible()
  const url = await page.getByText(/\/s\/shr_\w+#[\w-]{43}/).innerText()
  await page.getByRole('button', { name: 'Done' }).click()
  await expect(page.getByText(url)).toHaveCount(0)
  return url
}

test('an editor sends a packet; its reader gives the passcode, reads under their name, and is gone when it is revoked', async ({
  page,
  browser,
}) => {
  await signIn(page, 'edda')
  const url = await makeLink(page, async () => {
    await page.getByLabel('For whom').fill('Zoë Counsel')
    await page.getByLabel('Passcode').fill(passcode)
    await page.getByLabel(/Agenda/).check()
  })
  const token = url.split('#')[1] ?? ''
  const outside = await browser.newContext()
  const reader = await outside.newPage()
  const asked: string[] = []
  reader.on('request', (request) => asked.push(`${request.url()} ${request.headers().referer ?? ''}`))
  const first = await reader.goto(url)
  expect(first?.headers()).toMatchObject({ 'referrer-policy': 'no-referrer', 'x-robots-tag': 'noindex, nofollow' })
  expect(first?.headers()['cache-control']).toContain('no-store')
  await reader.getByLabel('Passcode').fill('a wrong one')
  await reader.getByRole('button', { name: 'Open' }).click()
  await expect(reader.getByText('That passcode is wrong.')).toBeVisible()
  await reader.getByLabel('Passcode').fill(passcode)
  await reader.getByRole('button', { name: 'Open' }).click()
  await expect(reader.getByRole('heading', { name: 'Packet of 2 exhibits' })).toBeVisible()
  expect(reader.url()).not.toContain(token)
  expect(asked.filter((line) => line.includes(token))).toEqual([])
  await expect(reader.locator('figure')).toHaveCount(4)
  await expect(reader.locator('#p-4')).toContainText('Prepared for Zoë Counsel')
  await expect(reader.locator('#p-1 .mark')).toBeAttached()
  for (const n of [1, 2, 3, 4]) {
    const picture = reader.locator(`#p-${n} img`)
    await picture.scrollIntoViewIfNeeded() // a page is read when it comes into view
    await expect.poll(() => picture.evaluate((img: HTMLImageElement) => img.naturalWidth)).toBeGreaterThan(1000)
  }
  const html = await reader.content()
  expect([html.includes(secret), html.includes('doc_'), html.includes('exh_')]).toEqual([false, false, false])
  const cookie = (await outside.cookies()).find(({ name }) => name.includes('sh_shr_'))
  expect(cookie).toMatchObject({ httpOnly: true, sameSite: 'Strict' })
  const address = new URL(reader.url()).pathname
  await expect.poll(async () => (await outside.request.get(`${address}/pdf`)).status(), { timeout: 60_000 }).toBe(200)

  await page.reload()
  const row = page.getByRole('row', { name: /Zoë Counsel/ })
  await expect(row).toContainText('4 pages read, 1 download')
  await row.getByRole('button', { name: 'Revoke' }).click()
  await page.getByRole('alertdialog').getByRole('button', { name: 'Revoke' }).click()
  await expect(row).toContainText('Revoked')
  expect((await outside.request.get(`${address}/pages/1`)).status()).toBe(410)
  expect((await outside.request.get(`${address}/pdf`)).status()).toBe(410)
  const over = await reader.reload()
  expect(over?.status()).toBe(410)
  await expect(reader.getByRole('heading', { name: 'This link is over' })).toBeVisible()
  const stranger = await browser.newContext()
  expect((await stranger.request.get(address)).status()).toBe(410)
  expect((await stranger.request.get(`/s/shr_${'0'.repeat(32)}`)).status()).toBe(404)
  await stranger.close()
  await outside.close()
  const log = readFileSync(join(process.env.UNSEALED_WEB_DATA ?? '', 'server.log'), 'utf8')
  expect(log).toContain('Ready on') // it is looked for where it would be
  for (const kept of [token, passcode, cookie?.value ?? token]) expect(log).not.toContain(kept)
})

test('a packet is put in order and its link made, with the keyboard alone', async ({ page }) => {
  await signIn(page, 'edda')
  await page.goto(`/exhibits/shares/${exhibits[0]?.number}`)
  await page.getByLabel('For whom').focus()
  await page.keyboard.type('Mx. Reader')
  await page.keyboard.press('Tab')
  await page.keyboard.type('short')
  await page.keyboard.press('Enter')
  await expect(page.getByText('A passcode has at least 6 characters.')).toBeVisible()
  await page.getByLabel('Passcode').focus()
  await page.keyboard.type(' but longer')
  for (const title of ['Agenda', 'Third paper']) {
    await page.getByLabel(new RegExp(title)).focus()
    await page.keyboard.press('Space')
  }
  const order = page.getByRole('group', { name: 'In this order' }).getByRole('listitem')
  await expect(order).toHaveText([/Notes of the meeting/, /Agenda/, /Third paper/])
  await order
    .nth(2)
    .getByRole('button', { name: /Earlier/ })
    .focus()
  await page.keyboard.press('Enter')
  await expect(order).toHaveText([/Notes of the meeting/, /Third paper/, /Agenda/])
  await page.keyboard.press('Enter') // it is the first already
  await expect(order).toHaveText([/Notes of the meeting/, /Third paper/, /Agenda/])
  await page.getByRole('button', { name: 'Make link' }).focus()
  await page.keyboard.press('Enter')
  const shown = page.getByRole('region', { name: 'The new link, shown once' })
  await expect(shown).toBeFocused()
  await expect(shown).toContainText('Its passcode is short but longer')
  await page.keyboard.press('Tab')
  await expect(page.getByRole('button', { name: 'Copy' })).toBeFocused()
  await page.getByRole('button', { name: 'Done' }).focus()
  await page.keyboard.press('Enter')
  await expect(page.getByLabel('For whom')).toBeFocused()
  const row = page.getByRole('row', { name: /Mx. Reader/ })
  const numbers = [0, 2, 1].map((i) => exhibits[i]?.number).join(', ')
  await expect(row).toContainText(`Packet: ${numbers} · passcode`)
  await row.getByRole('button', { name: /Revoke/ }).focus()
  await page.keyboard.press('Enter')
  await page.getByRole('alertdialog').getByRole('button', { name: 'Revoke' }).focus()
  await page.keyboard.press('Enter')
  await expect(row).toContainText('Revoked')
})

test('without scripts the code goes into a field, and nobody reads without it', async ({ page, browser }) => {
  await signIn(page, 'edda')
  const url = await makeLink(page, async () => {})
  const outside = await browser.newContext({ javaScriptEnabled: false })
  const reader = await outside.newPage()
  await reader.goto(url)
  const address = new URL(reader.url()).pathname
  expect((await outside.request.get(`${address}/pages/1`)).status()).toBe(401)
  const code = reader.getByLabel('Code', { exact: true })
  await code.fill('not the code')
  await reader.getByRole('button', { name: 'Open' }).click()
  await expect(reader.getByText('There is no link with this code.')).toBeVisible()
  await code.fill(url)
  await reader.getByRole('button', { name: 'Open' }).click()
  await expect(reader.getByRole('heading', { name: 'Notes of the meeting' })).toBeVisible()
  expect((await outside.request.get(`${address}/pages/1`)).status()).toBe(200)
  expect((await outside.request.get(`${address}/pages/3`)).status()).toBe(404)
  await outside.close()
})
