import { expect, test } from '@playwright/test'
import { lockedPdf, longPdf, scannedPdf, textPdf } from '../fixtures/make-pdf.ts'
import { zipOf } from '../fixtures/make-zip.ts'
import { beginDesk, type Desk, dragOver, file } from './desk.ts'
import { signIn } from './people.ts'

let desk: Desk
test.beforeAll(async () => {
  desk = await beginDesk('rena', 'Vans of Elgin')
})
test.beforeEach(({ page }) => signIn(page, 'rena'))

test('eight hundred pages are open at once, and only those in view are drawn', async ({ page }) => {
  test.setTimeout(150_000)
  const { number } = await file(desk, 'long.pdf', longPdf(800))
  await page.goto(`/documents/${number}`)
  const sheets = page.locator('section[data-page]')
  const stage = page.getByRole('region', { name: 'Pages', exact: true })
  await expect(page.getByLabel('Page 1 of 800')).toContainText('marker zebra1')
  await expect(page.locator('.sheet-paper[data-placed]').first()).toBeVisible()
  expect(await sheets.count()).toBeLessThan(8)
  await stage.evaluate((box) => box.scrollTo({ top: box.scrollHeight }))
  await expect(page.getByLabel('Page 800 of 800')).toContainText('marker zebra800')
  expect(await sheets.count()).toBeLessThan(8)
  await expect(page.locator('section[data-page="800"] img')).toHaveJSProperty('complete', true)
  expect(
    await page.locator('section[data-page="800"] img').evaluate((img: HTMLImageElement) => img.naturalWidth),
  ).toBeGreaterThan(600)

  await page.goto(`/documents/${number}#p417`)
  await expect(page.getByLabel('Page 417 of 800')).toContainText('marker zebra417')
  await expect(page.getByLabel('Page 417 of 800')).toBeInViewport()
  await page.goto('about:blank')
  await page.goto(`/documents/${number}#p800`)
  await expect(page.getByLabel('Page 800 of 800')).toBeInViewport()
  await page.getByRole('toolbar', { name: 'Pages' }).getByRole('textbox').fill('99')
  await page.keyboard.press('Enter')
  await expect(page.getByLabel('Page 99 of 800')).toBeInViewport()
  await expect(page).toHaveURL(/#p99$/)

  await page.getByRole('button', { name: 'Find', exact: true }).click()
  await page.getByRole('searchbox', { name: 'Find in this document' }).fill('zebra640')
  await expect(page.locator('section[data-page="640"] .mark-now')).toBeInViewport()
})

test('words selected over the end of a line are copied with spaces between them', async ({ page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  const lines = ['The vendor keeps every plate', 'for thirty days and no longer', 'unless a court orders it']
  const { number } = await file(desk, 'lines.pdf', textPdf([lines]))
  await page.goto(`/documents/${number}`)
  await dragOver(page, 1, 2, 7)
  await page.keyboard.press('Control+c')
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe('keeps every plate for thirty days')
  await page.getByRole('button', { name: 'Copy quote' }).click()
  await expect
    .poll(() => page.evaluate(() => navigator.clipboard.readText()))
    .toContain(`“keeps every plate for thirty days” — lines.pdf, p. 1, ${number}, `)
})

test('a page that is only a picture is shown, and says that there are no words on it', async ({ page }) => {
  const { number, status } = await file(desk, 'scan.pdf', scannedPdf())
  expect(status).toBe('ready')
  await page.goto(`/documents/${number}`)
  await expect(page.locator('section[data-page="1"] img')).toBeVisible()
  const said = /No words were found on this page|No text yet/
  await expect(page.locator('.viewer').getByText(said).first()).toBeVisible()
  await page.goto(`/documents/${number}?mode=text`)
  await expect(page.locator('.viewer-text').getByText(said)).toBeVisible()
  await page.goto('/documents')
  await expect(page.getByRole('row', { name: /scan\.pdf/ })).toContainText(/no text|nothing to read/i)
})

test('a locked file says so, refuses a wrong password in words and opens with the right one', async ({ page }) => {
  const { number, status } = await file(desk, 'locked.pdf', lockedPdf('sesame', ['Behind the password']))
  expect(status).toBe('failed')
  await page.goto(`/documents/${number}`)
  await expect(page.getByText('The original is kept as it came')).toBeVisible()
  const field = page.getByLabel('Password of the file')
  await field.fill('guess')
  await page.getByRole('button', { name: 'Open it' }).click()
  await expect(page.getByText(/wrong|does not open|not the password/i).first()).toBeVisible({ timeout: 30_000 })
  await field.fill('sesame')
  await page.getByRole('button', { name: 'Open it' }).click()
  await expect(page.getByLabel('Page 1 of 1')).toContainText('Behind the password', { timeout: 30_000 })
})

test('a signed copy is named above its draft, with the page that differs; nobody else is told', async ({
  page,
  browser,
}) => {
  const clauses = (from: number) =>
    Array.from(
      { length: 18 },
      (_, i) => `Clause ${from + i} keeps record ${(from + i) * 13} of part ${i * 7} for days.`,
    )
  const pages = [clauses(1), clauses(40), clauses(80)]
  const [one = [], two = [], three = []] = pages
  const { number } = await file(desk, 'draft.pdf', textPdf(pages))
  await file(desk, 'signed.pdf', textPdf([one, two, [...three, 'Signed by the mayor on 3 March 2026.']]))
  await expect(async () => {
    await page.goto(`/documents/${number}`)
    await expect(page.getByText(/Much the same as/)).toContainText('signed.pdf (differs on page 3 of 3)', {
      timeout: 3_000,
    })
  }).toPass({ timeout: 30_000 })
  const context = await browser.newContext()
  const other = await context.newPage()
  await signIn(other, 'otto')
  expect((await other.request.get(`/api/v1/documents/${number}/alike`)).status()).toBe(404)
  await context.close()
})

test('an archive with a locked file in it says so and takes it out with its password', async ({ page }) => {
  const secret = { name: 'secret.txt', bytes: 'Behind the lock', locked: { password: 'sesame', way: 'aes' as const } }
  const { number, status } = await file(desk, 'half.zip', zipOf([{ name: 'open.txt', bytes: 'Open to all' }, secret]))
  expect(status).toBe('ready')
  await page.goto(`/documents/${number}`)
  const field = page.getByLabel('Password of the file')
  await field.fill('guess')
  await page.getByRole('button', { name: 'Open it' }).click()
  await expect(page.getByText('The password does not open a file in it.').first()).toBeVisible({ timeout: 30_000 })
  await field.fill('sesame')
  await page.getByRole('button', { name: 'Open it' }).click()
  await expect(field).toBeHidden({ timeout: 30_000 })
  await page.goto('/documents')
  await expect(page.getByRole('row', { name: /secret\.txt/ }).first()).toBeVisible()
})

test('a file that is not opened here is kept as it came and can be downloaded', async ({ page }) => {
  const bytes = Buffer.concat([Buffer.from('7z\xbc\xaf\x27\x1c', 'latin1'), Buffer.alloc(200, 7)])
  const { number } = await file(desk, 'audit log.7z', bytes)
  await page.goto(`/documents/${number}`)
  await expect(page.locator('.error-box')).toBeVisible()
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page
      .getByRole('main')
      .getByRole('link', { name: /original/i })
      .first()
      .click(),
  ])
  expect(download.suggestedFilename()).toBe('audit log.7z')
  const chunks: Buffer[] = []
  for await (const chunk of await download.createReadStream()) chunks.push(chunk)
  expect(Buffer.concat(chunks).equals(bytes)).toBe(true)
})
