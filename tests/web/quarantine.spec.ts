import { expect, test } from '@playwright/test'
import { drawLines, textPdf } from '../fixtures/make-pdf.ts'
import { beginDesk, file } from './desk.ts'
import { baseURL, signIn } from './people.ts'

const failed = textPdf([
  ['A first page that hides nothing'],
  `${drawLines(['The invoice was approved by', 'Officer Bravox', 'and paid in full'])} 0 g 60 698 200 16 re f`,
])

test('an editor sees where text is held back, reads it on asking, and releases it', async ({ page }) => {
  const desk = await beginDesk('rena', 'Invoices of Lakeland')
  const { number } = await file(desk, 'invoice.pdf', failed)
  await signIn(page, 'rena')

  await page.goto(`${baseURL}/`)
  const waiting = page.getByRole('listitem').filter({ hasText: number })
  await expect(waiting).toContainText('Text held back')
  await expect(waiting).toContainText('13 letters can be copied out of it')
  await waiting.getByRole('link', { name: 'Decide' }).click()

  const panel = page.getByRole('tabpanel')
  await expect(page.getByRole('tab', { name: 'Held 1' })).toHaveAttribute('aria-selected', 'true')
  await expect(panel).toContainText('13 letters')
  await expect(page.getByText('Bravox')).toHaveCount(0)

  await panel.getByRole('button', { name: 'p. 2' }).click()
  await expect(page).toHaveURL(/#p2$/)
  await expect(page.locator('section[data-page="2"] .held-box')).toHaveCount(1)

  await panel.getByRole('button', { name: 'Show the words' }).click()
  await expect(panel.getByText('Officer Bravox')).toBeVisible()

  await panel.getByRole('button', { name: 'Save the decision' }).click()
  await expect(panel).toContainText('Say which.')
  await panel.getByRole('radio', { name: 'Release them to the team' }).check()
  await panel.getByRole('button', { name: 'Save the decision' }).click()
  await expect(panel).toContainText('Say why.')
  await panel.getByRole('textbox', { name: 'Why' }).fill('The officer was named in court.')
  await panel.getByRole('button', { name: 'Save the decision' }).click()

  await expect(panel).toContainText('Released by')
  await expect(panel).toContainText('The officer was named in court.')
  await expect(page.locator('section[data-page="2"] .sheet-words')).toContainText('Officer Bravox')
  await expect(panel.getByRole('radio')).toHaveCount(1)

  await page.goto(`${baseURL}/`)
  await expect(page.getByRole('listitem').filter({ hasText: number })).toHaveCount(0)
})
