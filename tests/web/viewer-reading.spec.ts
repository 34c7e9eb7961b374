import AxeBuilder from '@axe-core/playwright'
import { expect, type Page, test } from '@playwright/test'
import { longPdf, textPdf } from '../fixtures/make-pdf.ts'
import { beginDesk, type Desk, file } from './desk.ts'
import { api, signIn } from './people.ts'

let desk: Desk
let log: { id: string; number: string }
test.beforeAll(async () => {
  desk = await beginDesk('rena', 'Logs of Joliet')
  log = await file(desk, 'log.pdf', longPdf(60))
})
test.beforeEach(({ page }) => signIn(page, 'rena'))

const stage = (page: Page) => page.getByRole('region', { name: 'Pages', exact: true })
const ready = (page: Page) => expect(page.locator('.sheet-paper[data-placed]').first()).toBeVisible()

test('how it is shown, what is sought and the page stand in the address, and open again from it', async ({ page }) => {
  await page.goto(`/documents/${log.number}?q=zebra7&mode=text`)
  await expect(page.locator('mark[data-now]')).toContainText('zebra7')
  await expect(page.getByRole('button', { name: 'Text', exact: true })).toHaveAttribute('aria-pressed', 'true')
  await page.getByRole('checkbox', { name: 'Whole words' }).check()
  await expect(page.getByText('1 on 1 page', { exact: true })).toBeVisible()
  await page.getByRole('button', { name: 'Grid', exact: true }).click()
  await expect(page).toHaveURL(/[?&]mode=grid.*#p\d$/)
  await page
    .getByRole('region', { name: 'All pages, small' })
    .getByRole('link', { name: /^Page 9\b/ })
    .click()
  await expect(page).toHaveURL(/[?&]q=zebra7.*#p9$/)
  await page.keyboard.press('Control+f')
  await expect(page.getByRole('searchbox', { name: 'Find in this document' })).toBeFocused()
})

test('with the keyboard alone: a caret on the page, words selected, cited and made a finding', async ({
  page,
  context,
}) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  const { number } = await file(
    desk,
    'memo.pdf',
    textPdf([['The vendor keeps every plate', 'for thirty days.'], ['More.']]),
  )
  await page.goto(`/documents/${number}`)
  await ready(page)
  await page.keyboard.press('v')
  await expect(page.getByRole('textbox', { name: 'Text of page 1 of 2' })).toBeFocused()
  await page.keyboard.press('Control+ArrowRight')
  await page.keyboard.press('Control+Shift+ArrowRight')
  await page.keyboard.press('Control+Shift+ArrowRight')
  await page.keyboard.press('x') // no letter is taken in
  await page.keyboard.press('Enter')
  await page.getByRole('button', { name: 'Copy quote' }).press('Enter')
  await expect
    .poll(() => page.evaluate(() => navigator.clipboard.readText()))
    .toMatch(
      new RegExp(
        `^“vendor keeps” — memo\\.pdf, p\\. 1, ${number}, Logs of Joliet Police Department, \\d+ \\w{3} \\d{4}$`,
      ),
    )
  await page.getByRole('textbox', { name: 'Text of page 1 of 2' }).press('f')
  await expect(page.getByRole('complementary', { name: 'About this document' })).toContainText('vendor keeps')
  await expect(page.getByLabel('Page 1 of 2')).toContainText('The vendor keeps every plate')
})

test('pages that were before somebody’s eyes are read; the next unread one is a key away; a colleague is told', async ({
  page,
}) => {
  const { id, number } = await file(desk, 'notes.pdf', longPdf(12))
  await page.goto(`/documents/${number}`)
  await ready(page)
  const who = page.getByRole('region', { name: 'Who has read it' })
  await expect(who).toContainText('Page 1 not read yet')
  await expect(who).toContainText('Page 1 read by you')
  await page.keyboard.press('Shift+N')
  await expect(page).toHaveURL(/#p2$/)
  await expect(who).toContainText('Read by you to p. 2')
  await page.getByRole('button', { name: 'Mark page unread' }).click()
  await expect(who).toContainText('Page 2 not read yet')
  await page.goto('/documents')
  const read = async () => (await (await desk.call.get(`documents/${id}`)).json()).read
  await expect.poll(async () => (await read())[0]?.pages).toEqual([1])
  const call = await api('edda')
  expect((await call.get(`documents/${id}`)).status()).toBe(404)
  const email = 'edda@newsroom.example'
  await desk.call.post(`investigations/${desk.investigation.id}/members`, { data: { email, role: 'viewer' } })
  await page.context().clearCookies()
  await signIn(page, 'edda')
  await page.goto(`/documents/${number}`)
  await expect(who).toContainText('Read by Rena Reporter to p. 1')
  await expect(who).toContainText('Page 1 read by you and Rena Reporter')
})

test('pages are printed whole, one on a sheet, with the document’s name and number', async ({ page }) => {
  await page.addInitScript(() => Object.assign(window, { print: () => document.body.setAttribute('data-printed', '') }))
  await page.goto(`/documents/${log.number}`)
  await ready(page)
  await page.keyboard.press('Control+p')
  const field = page.getByLabel('Pages', { exact: true }).last()
  await field.fill('61')
  await page.getByRole('dialog').getByRole('button', { name: 'Print' }).click()
  await expect(page.getByText('Say pages from 1 to 60')).toBeVisible()
  await field.fill('2-3')
  await page.getByRole('dialog').getByRole('button', { name: 'Print' }).click()
  await expect(page.locator('body[data-printed]')).toBeAttached()
  await expect(page.locator('.print-pages figcaption')).toHaveText([/log\.pdf · p\. 2 of 60/, /log\.pdf · p\. 3 of 60/])
})

test('every way of showing a document passes axe, in light and dark, on a desk and on a phone', async ({ page }) => {
  test.setTimeout(180_000)
  const shown = [
    [1440, 'light', 'page'],
    [1440, 'dark', 'page'],
    [1440, 'light', 'text'],
    [1440, 'light', 'grid'],
    [390, 'light', 'page'],
    [390, 'dark', 'text'],
  ] as const
  for (const [width, colorScheme, mode] of shown) {
    await page.setViewportSize({ width, height: 900 })
    await page.emulateMedia({ colorScheme })
    await page.goto(`/documents/${log.number}?mode=${mode}&q=zebra3`)
    await expect(page.locator('.viewer-stage')).toContainText(mode === 'grid' ? '1' : 'zebra3')
    if (mode === 'page') await page.keyboard.press('v')
    const { violations } = await new AxeBuilder({ page }).include('.viewer').analyze()
    const said = violations.map(({ id, nodes }) => `${mode} ${colorScheme} ${width} ${id} ${nodes[0]?.html}`)
    expect(said).toEqual([])
  }
})

test('the reading place is kept while pages grow and turn', async ({ page }) => {
  await page.goto(`/documents/${log.number}#p30`)
  await expect(page.getByLabel('Page 30 of 60')).toBeInViewport()
  for (const key of ['+', '+', 'r', 'r', '0', '-']) {
    await page.keyboard.press(key)
    await expect(page.getByLabel('Page 30 of 60')).toBeInViewport()
  }
  await page.reload()
  await expect(stage(page)).toBeVisible()
  await expect(page.getByRole('button', { name: /80 %/ })).toBeVisible()
  await page.keyboard.press('0')
})
