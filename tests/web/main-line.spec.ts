import { expect, test } from '@playwright/test'
import { mailOf, plain } from '../fixtures/make-mail.ts'
import { textPdf } from '../fixtures/make-pdf.ts'
import { beginDesk, dragOver, dropFiles, file, uploads } from './desk.ts'
import { people, signIn } from './people.ts'

const agreement = textPdf([
  ['Memorandum of Understanding', 'between Walkford Police Department and Ring LLC'],
  ['Terms', 'Ring shall credit ten dollars toward cameras', 'for each qualifying download of the app.', 'No refunds.'],
  ['Signatures', 'Chief of Police'],
])
const quote = 'Ring shall credit ten dollars toward cameras for each qualifying download'
const mail = mailOf([plain('Dear Rena,\n\nthe signed agreement is attached to a letter of its own.\n')], {
  Subject: 'Your request about doorbells',
  Date: 'Tue, 09 Jun 2026 10:15:00 -0500',
})

test('a reporter takes a request from its filing to the board, and an editor confirms what was found', async ({
  page,
  browser,
}) => {
  test.setTimeout(180_000)
  await signIn(page, 'rena')

  await test.step('she opens an investigation, brings an editor in and says what she looks for', async () => {
    await page.goto('/investigations')
    await page.getByRole('link', { name: 'Open an investigation' }).click()
    await page.getByLabel('Title').fill('Doorbells of Walkford')
    await page.getByLabel('Key').fill('walk')
    await page.getByRole('button', { name: 'Open investigation' }).click()
    await expect(page.getByRole('heading', { level: 1, name: 'Doorbells of Walkford' })).toBeVisible()

    await page.getByLabel('Bring somebody in').fill(people.edda.email)
    await page.getByLabel('Role', { exact: true }).selectOption('editor')
    await page.getByRole('button', { name: 'Add', exact: true }).click()
    await expect(page.getByLabel('Role of Edda Editor')).toHaveValue('editor')

    await page.getByRole('button', { name: 'Define a type' }).click()
    await page.getByLabel('Name').fill('Download credits')
    await page.getByRole('button', { name: 'Add a value' }).click()
    await page.getByLabel('Label').fill('Credit')
    await page.getByLabel('Kind').selectOption('usd')
    await page.getByRole('button', { name: 'Define type' }).click()
    await expect(page.getByText('Credit: dollars')).toBeVisible()
  })

  await test.step('she logs a request that she filed months ago, to an agency that nobody had added', async () => {
    await page.getByRole('link', { name: 'Board', exact: true }).last().click()
    await page.getByRole('main').getByRole('link', { name: 'Log a request' }).click()
    await expect(page).toHaveURL('/requests/new?investigation=WALK')
    await page.getByLabel('Agency', { exact: true }).fill('Walkford Police Department')
    await page.getByRole('option', { name: 'Add a new agency' }).click()
    await expect(page.getByLabel('Name of the agency')).toHaveValue('Walkford Police Department')
    await page.getByLabel('State').selectOption('IL')
    await page.getByRole('button', { name: 'Add the agency' }).click()
    await expect(page.getByLabel('Agency', { exact: true })).toHaveValue('Walkford Police Department')
    await page.getByLabel('Subject').fill('Agreements with Ring')
    await page.getByLabel('What do you want?').fill('All agreements with Ring, and the e-mails about them.')
    await page.getByLabel('It was filed already').check()
    await page.getByLabel('Filed on').fill('2026-05-20')
    await page.getByLabel('Sent by').selectOption('email')
    await page.getByLabel('tracking number').fill('WP-2026-118')
    await expect(page.getByText('Due Thu 28 May 2026')).toBeVisible()
    await expect(page.getByText(/25 May Memorial Day/)).toBeVisible()
    await page.getByRole('button', { name: 'Log the request' }).click()
    await expect(page).toHaveURL('/requests/WALK-1')
  })

  await test.step('the request says when an answer was due, and which day did not count', async () => {
    await expect(page.getByText('WP-2026-118')).toBeVisible()
    await page.getByRole('button', { name: /^Due .*28 May/ }).click()
    await expect(page.getByRole('dialog').getByText(/25 May Memorial Day/)).toBeVisible()
    await page.keyboard.press('Escape')
  })

  await test.step('what came back is dropped on it, and is read while she looks on', async () => {
    await dropFiles(page, [
      { name: 'agreement.pdf', bytes: agreement, type: 'application/pdf' },
      { name: 'reply.eml', bytes: mail, type: 'message/rfc822' },
    ])
    await expect(uploads(page)).toHaveCount(2)
    await expect(uploads(page).filter({ hasText: /ready/i })).toHaveCount(2, { timeout: 40_000 })
    const thread = page.getByRole('region', { name: 'Thread' })
    await expect(thread.getByRole('heading', { name: 'Your request about doorbells' })).toBeVisible()
    await expect(thread.getByText('the signed agreement is attached')).toBeVisible()
    await expect(page.locator('#documents').locator('..').getByText('3 pages')).toBeVisible()
  })

  await test.step('she reads the agreement, tags its passage with a mouse and two keys, and adds the amount', async () => {
    await page.getByRole('link', { name: 'agreement.pdf' }).last().click()
    await expect(page.getByText('between Walkford Police Department and')).toBeVisible()
    await page.getByRole('button', { name: 'Next page (n)' }).click()
    await dragOver(page, 2, 1, 11)
    await expect(page.getByRole('toolbar', { name: 'Selection' })).toBeVisible()
    await page.keyboard.press('f')
    await expect(page.getByRole('region', { name: 'New finding' })).toContainText(quote)
    await page.keyboard.press('1')
    await page.getByRole('textbox', { name: 'Credit' }).fill('12.50')
    await page.getByRole('button', { name: 'Save values' }).click()
    const card = page.getByRole('article', { name: 'WALK-F1, Download credits' })
    await expect(card.getByText(quote)).toBeVisible()
    await expect(card.getByText('$12.50')).toBeVisible()
    await expect(page.getByRole('button', { name: 'Finding F1' })).toBeVisible()
  })

  const openBoard = async () => {
    await page.getByRole('navigation', { name: 'Places' }).getByRole('link', { name: 'Doorbells of Walkford' }).click()
    await page.getByRole('main').getByRole('link', { name: 'Board', exact: true }).click()
    await expect(page).toHaveURL('/board/doorbells-of-walkford')
  }
  const cell = (state: string) =>
    new RegExp(`Walkford Police Department, Download credits: ${state}, 1, .*\\$12\\.50`, 'i')
  await test.step('the board shows a claim', async () => {
    await openBoard()
    await expect(page.getByRole('link', { name: cell('claimed') })).toBeVisible()
    await page.goto('/findings')
    await expect(page.getByRole('button', { name: 'Check' })).toBeDisabled()
  })

  const edda = await (await browser.newContext()).newPage()
  await test.step('the editor checks it', async () => {
    await signIn(edda, 'edda')
    await edda.goto('/findings')
    await expect(edda.getByText(quote).first()).toBeVisible()
    await edda.getByRole('button', { name: 'Check' }).click()
    await expect(edda.getByText('is checked')).toBeVisible()
  })

  await test.step('from the confirmed cell to its quote, and from the quote to the page with the passage lit', async () => {
    await openBoard()
    await page.getByRole('link', { name: cell('confirmed') }).click()
    const panel = page.getByRole('complementary', { name: 'Walkford Police Department, Download credits' })
    await expect(panel.getByText(quote)).toBeVisible()
    await panel
      .getByRole('link', { name: /, p\. 2$/ })
      .last()
      .click()
    await expect(page).toHaveURL(/\/documents\/WALK-D\d\?finding=WALK-F1#p2$/)
    await expect(page.locator('section[data-page="2"] .mark-lit')).toHaveCount(2)
    await expect(page.locator('section[data-page="2"] .mark-lit').first()).toBeInViewport()
  })

  await test.step('search finds the words, and the hit stays lit on the page', async () => {
    await page.getByLabel('Search everything').first().fill('"qualifying download"')
    await page.keyboard.press('Enter')
    await expect(page).toHaveURL(/\/search\?q=/)
    await page.getByRole('link', { name: /p\. 2.*qualifying/ }).click()
    await expect(page).toHaveURL(/#p2$/)
    await expect(page.locator('section[data-page="2"] .mark-now')).toBeInViewport()
  })
  await edda.context().close()
})

test('a document is read with the keyboard alone', async ({ page }) => {
  const desk = await beginDesk('rena', 'Keys of Kettering')
  const lines = (n: number) => [`Sheet ${n}`, n % 2 ? 'nothing of note' : 'a wrought iron padlock', 'closing line']
  const { number } = await file(desk, 'keys.pdf', textPdf([1, 2, 3, 4, 5, 6].map(lines)))
  await signIn(page, 'rena')
  await page.goto(`/documents/${number}`)
  await expect(page.getByLabel('Page 1 of 6')).toBeInViewport()
  const box = page.getByRole('toolbar', { name: 'Pages' }).getByRole('textbox')
  await expect(page.locator('.sheet-paper[data-placed]').first()).toBeVisible()
  await page.keyboard.press('n')
  await expect(box).toHaveValue('2')
  await page.keyboard.press('n')
  await expect(box).toHaveValue('3')
  await page.keyboard.press('p')
  await expect(box).toHaveValue('2')
  await page.keyboard.press('End')
  await expect(box).toHaveValue('6')
  await page.keyboard.press('Home')
  await expect(box).toHaveValue('1')

  await page.keyboard.press('Control+f')
  await expect(page.getByRole('searchbox', { name: 'Find in this document' })).toBeFocused()
  await page.keyboard.type('iron padlock')
  await expect(page.getByRole('status').filter({ hasText: '3 on 3 pages' })).toBeVisible()
  await expect(page.locator('section[data-page="2"] .mark-now')).toBeInViewport()
  await page.keyboard.press('Enter')
  await expect(page.locator('section[data-page="4"] .mark-now')).toBeInViewport()
  await page.keyboard.press('Enter')
  await expect(page.locator('section[data-page="6"] .mark-now')).toBeInViewport()
  await page.keyboard.press('Enter')
  await expect(page.locator('section[data-page="2"] .mark-now')).toBeInViewport()
  await page.keyboard.press('Shift+Enter')
  await expect(page.locator('section[data-page="6"] .mark-now')).toBeInViewport()
  await expect(page).toHaveURL(/\?q=iron\+padlock#p[56]$/)
  await page.reload()
  await expect(page.locator('section[data-page="6"] .mark-now')).toBeInViewport()
})
