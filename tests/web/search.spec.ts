import { expect, type Page, test } from '@playwright/test'
import { textPdf } from '../fixtures/make-pdf.ts'
import { beginDesk, type Desk, file } from './desk.ts'
import { signIn } from './people.ts'

let desk: Desk
let agreement: { number: string }
test.beforeAll(async () => {
  desk = await beginDesk('rena', 'Readers of Elgin')
  const pages = [
    ['Cover of the agreement'],
    ['The files are kept. Sharing of files costs nothing, and data of', 'readers is not theirs to give.'],
    ['Neither side may disclose it.', 'Elgin shall confirm data sharing in writing.'],
  ]
  agreement = await file(desk, 'agreement.pdf', textPdf(pages))
})
test.beforeEach(({ page }) => signIn(page, 'rena'))

const saved = (page: Page) => page.getByRole('navigation', { name: 'Saved views' })

test('words typed anywhere lead to the page where they stand side by side, lit', async ({ page }) => {
  await page.goto('/')
  const box = page.getByRole('searchbox', { name: 'Search everything' })
  await expect(async () => {
    await page.keyboard.press('/') // once the page is awake
    await expect(box).toBeFocused({ timeout: 500 })
  }).toPass()
  await page.keyboard.type('elgin data sharing')
  await page.keyboard.press('Enter')
  const hit = page.locator('.hits > li').first()
  await expect(hit.getByRole('heading')).toContainText('agreement.pdf')
  await expect(
    hit
      .getByRole('link', { name: /^p\. 3/ })
      .locator('mark')
      .first(),
  ).toBeVisible()
  await hit.getByRole('link', { name: /^p\. 3/ }).click()
  await expect(page).toHaveURL(new RegExp(`/documents/${agreement.number}\\?q=.*#p3$`))
  await expect(page.getByLabel('Page, of 3')).toHaveValue('3')
  await expect(page.getByRole('searchbox', { name: 'Find in this document' })).toHaveValue('elgin data sharing')
})

test('a search is kept under a name, renamed, deleted, and brought back by Undo', async ({ page }) => {
  await page.goto('/search?q=elgin+sharing')
  await page.getByRole('button', { name: 'Save this search' }).click()
  await page.getByRole('textbox', { name: 'Name' }).fill('Elgin shares')
  await page.keyboard.press('Enter')
  await expect(saved(page).getByRole('link', { name: /^Elgin shares/ })).toHaveAttribute('aria-current', 'page')
  await page.getByRole('button', { name: 'Saved as Elgin shares: change' }).click()
  await page.getByRole('menuitem', { name: 'Rename' }).click()
  await page.getByRole('textbox', { name: 'Name' }).fill('Sharing in Elgin')
  await page.keyboard.press('Enter')
  await expect(saved(page).getByRole('link', { name: /^Sharing in Elgin/ })).toBeVisible()
  await page.getByRole('button', { name: 'Saved as Sharing in Elgin: change' }).click()
  await page.getByRole('menuitem', { name: 'Delete this view' }).click()
  await expect(saved(page).getByRole('link', { name: /^Sharing in Elgin/ })).toHaveCount(0)
  await page.getByRole('button', { name: 'Undo' }).click()
  await expect(saved(page).getByRole('link', { name: /^Sharing in Elgin/ })).toBeVisible()
})
