import { expect, type Page, test } from '@playwright/test'
import { textPdf } from '../fixtures/make-pdf.ts'
import { beginDesk, type Desk, dragOver, file } from './desk.ts'
import { baseURL, signIn } from './people.ts'

/** Three pages; who is named on the first stands on the others too. */
const letter = [
  ['Agreement about cameras', 'Contact: Nina Vale', 'Telephone: 555-203-0142', 'E-mail: nina@lakeland.example'],
  ['The portal is opened for Nina Vale', 'and for nobody else.'],
  ['Signed by the vendor', 'Questions go to desk@ring.example'],
]
const mailAbout = (letter: Buffer) =>
  `From: "Placeholder, Casey" <casey@town.example>
To: Nina Vale <nina@lakeland.example>
Subject: Your letter
Date: Thu, 16 May 2019 09:30:00 -0400
Message-ID: <${letter.length}@town.example>
MIME-Version: 1.0
Content-Type: multipart/mixed; boundary=b

--b
Content-Type: text/plain

Enclosed is what you asked for.
--b
Content-Type: application/pdf; name="letter.pdf"
Content-Disposition: attachment; filename="letter.pdf"
Content-Transfer-Encoding: base64

${letter.toString('base64')}
--b--
`.replaceAll('\n', '\r\n')
let desk: Desk
let number: string
test.beforeAll(async () => {
  desk = await beginDesk('rena', 'Cameras of Lakeland')
})
test.beforeEach(async ({ page }, { title }) => {
  number = (await file(desk, `${title.length}.pdf`, textPdf([...letter, [title]]))).number
  await signIn(page, 'rena')
})

const list = (page: Page) => page.locator('.mark-row')
const onPage = (page: Page, n: number) => page.locator(`section[data-page="${n}"] .mark-box`)
const said = (page: Page) => page.locator('.mark-words > :first-child')
const kept = (page: Page) => expect(page.getByText('Saving …')).toHaveCount(0)

test('boxes are drawn with the mouse, shown at once, seen black, taken off and brought back', async ({ page }) => {
  await page.goto(`/documents/${number}`)
  await page.getByRole('tab', { name: 'Redactions' }).click()
  const bar = page.getByRole('toolbar', { name: 'Redacting' })
  await expect(bar).toContainText('Redacting a copy. The original is kept.')
  await page.getByLabel('Reason').selectOption('source')
  await bar.getByRole('button', { name: 'Draw' }).click()
  const sheet = page.locator('section[data-page="1"]')
  const first = await sheet.locator('[data-w="4"]').boundingBox()
  const last = await sheet.locator('[data-w="5"]').boundingBox()
  if (!first || !last) throw new Error('the words are not drawn')
  await page.mouse.move(first.x + first.width / 2, first.y + 1)
  await page.mouse.down()
  await page.mouse.move(last.x + last.width / 2, last.y + last.height - 1, { steps: 5 })
  await page.mouse.up()
  await expect(said(page)).toHaveText('Nina Vale') // whole words, though half of each was drawn over
  await expect(page.getByRole('region', { name: 'Source' })).toBeVisible()
  await kept(page)
  await expect(list(page)).toContainText('These words still stand')
  await expect(list(page)).toContainText('on page 2')

  await page.locator('.viewer-stage').focus()
  await page.keyboard.press('\\')
  await expect(sheet.locator('.mark-fill')).toHaveCSS('background-color', 'rgb(0, 0, 0)')
  await page.keyboard.press('\\')
  await expect(onPage(page, 1)).toBeVisible()

  await list(page)
    .getByRole('button', { name: /^Remove/ })
    .click()
  await expect(list(page)).toHaveCount(0)
  await page.getByRole('button', { name: 'Undo' }).click()
  await expect(said(page)).toHaveText('Nina Vale')
  await page.reload() // the address says that a copy is redacted: the list comes with the page
  await expect(said(page)).toHaveText('Nina Vale')
})

test('selected words are marked with b, and what still stands elsewhere is marked too or may stay', async ({
  page,
}) => {
  await page.goto(`/documents/${number}`)
  await dragOver(page, 1, 4, 5)
  await page.keyboard.press('b')
  await expect(said(page)).toHaveText('Nina Vale')
  await page.getByRole('button', { name: 'Mark those too' }).click()
  await expect(list(page)).toHaveCount(2)
  await expect(page.getByText('These words still stand')).toHaveCount(0)
  await list(page)
    .nth(1)
    .getByRole('button', { name: /^Remove/ })
    .click()
  await page.getByRole('button', { name: 'They may stay …' }).click()
  await page.getByLabel('Why they may stay').fill('Quoted in the paper')
  await page.keyboard.press('Enter')
  await expect(list(page)).toContainText('May stay elsewhere: Quoted in the paper')
  await list(page)
    .getByRole('button', { name: /^Change mark/ })
    .click()
  const form = page.getByRole('form', { name: 'Change mark 1' })
  await form.getByLabel('Reason').selectOption('security')
  await form.getByLabel('Exemption').fill('5 U.S.C. 552(b)(6)')
  await form.getByRole('button', { name: 'Save' }).click()
  await expect(page.getByRole('region', { name: 'Security' })).toContainText('5 U.S.C. 552(b)(6)')
})

test('find and mark lists each place with its context, marks the ticked ones, and an exhibit is made of it', async ({
  page,
}) => {
  await page.goto(`/documents/${number}`)
  await page.getByRole('tab', { name: 'Redactions' }).click()
  await page.getByRole('toolbar', { name: 'Redacting' }).getByRole('button', { name: 'Find and mark' }).click()
  await page.getByLabel('Names and words, one a line').fill('nina vale\nvendor')
  await page.getByRole('button', { name: 'Look for them' }).click()
  const found = page.getByRole('form', { name: 'What was found' })
  await expect(found).toContainText('3 places to mark.')
  await expect(found).toContainText('Signed by the vendor')
  await found.getByRole('checkbox', { name: /vendor/ }).uncheck()
  await found.getByRole('button', { name: 'Mark 2' }).click()
  await expect(list(page)).toHaveCount(2)
  await expect(said(page)).toHaveText(['Nina Vale', 'Nina Vale'])

  await expect(found).toHaveCount(0)
  await page.getByRole('button', { name: 'Find and mark' }).last().click()
  await page.getByLabel('Look for').selectOption('email')
  await page.getByRole('button', { name: 'Look for them' }).click()
  await page.getByRole('button', { name: 'Mark all 2' }).click()
  await expect(list(page)).toHaveCount(4)
  await kept(page)
  await page.getByRole('button', { name: 'Prepare exhibit' }).click()
  const form = page.getByRole('form', { name: 'Prepare exhibit' })
  await form.getByLabel('Title').fill('Agreement about cameras')
  await form.getByLabel('Pages').fill('1-2')
  await expect(form).toContainText('3 of 3 marks applied')
  await form.getByLabel('Title').fill('What Nina Vale agreed to')
  await expect(form).toContainText('This title says words that a mark takes out')
  await form.getByLabel('Title').fill('Agreement about cameras')
  await expect(form).not.toContainText('This title says words')
  await form.getByRole('button', { name: 'Make the copy' }).click()
  await page.waitForURL(/\/exhibits\/review\/exh_/)
  const exhibit = (
    await page
      .getByText(/^[A-Z]+-E\d+$/)
      .first()
      .innerText()
  ).trim()

  // back at the marks, the next version of it begins as this one was
  await page.goto(`/documents/${number}?redact=1`)
  await page.getByRole('button', { name: 'Prepare exhibit' }).click()
  await form.getByLabel('Makes').selectOption({ label: `Version 2 of ${exhibit}, Agreement about cameras` })
  await expect(form.getByLabel('Pages')).toHaveValue('1-2')
  await expect(form.getByLabel('Title')).toHaveValue('Agreement about cameras')
  await form.getByRole('button', { name: 'Make the copy' }).click()
  await page.waitForURL(/\/exhibits\/review\/exh_/)
  await expect(page.getByText('Version 2', { exact: true }).first()).toBeVisible()
})

test('a whole line comes back whole, can be made the words alone, and is framed in the text too', async ({ page }) => {
  await page.goto(`/documents/${number}`)
  await page.getByRole('tab', { name: 'Redactions' }).click()
  await page.getByRole('checkbox', { name: 'Whole line' }).check()
  await dragOver(page, 1, 4, 5)
  await page.keyboard.press('b')
  await kept(page)
  await expect(said(page)).toHaveText('Nina Vale')
  await expect(list(page)).toContainText('whole line')
  const wide = await onPage(page, 1).boundingBox()
  const before = await page.locator('section[data-page="1"] [data-w="3"]').boundingBox()
  expect(wide?.x).toBeLessThanOrEqual((before?.x ?? 0) + 2) // from the first word of the line on
  const sameAs = (box: typeof wide) => async () =>
    Math.abs(((await onPage(page, 1).boundingBox())?.x ?? 0) - (box?.x ?? 0))

  await list(page)
    .getByRole('button', { name: /^Remove/ })
    .click()
  await expect(list(page)).toHaveCount(0)
  await page.getByRole('button', { name: 'Undo' }).click()
  await expect(list(page)).toContainText('whole line')
  await expect.poll(sameAs(wide)).toBeLessThan(2)

  await list(page)
    .getByRole('button', { name: /^Change mark/ })
    .click()
  const form = page.getByRole('form', { name: 'Change mark 1' })
  await form.getByRole('checkbox', { name: 'Whole line' }).uncheck()
  await form.getByRole('button', { name: 'Save' }).click()
  await expect(form).toHaveCount(0)
  await expect(list(page)).not.toContainText('whole line')
  await expect.poll(sameAs(wide)).toBeGreaterThan(20)

  await page.getByRole('button', { name: 'Text', exact: true }).click()
  const framed = page.getByRole('region', { name: 'Text', exact: true }).locator('.text-mark')
  await expect(framed).toContainText('Nina Vale')
  await expect(framed.getByRole('button', { name: 'Mark 1, Personal: show it in the list' })).toBeVisible()
  await page.getByRole('button', { name: 'As it will look' }).click()
  await expect(framed).toHaveCSS('background-color', 'rgb(0, 0, 0)')
})

test('people in the head of a mail are proposed, and what its attachment says of them is marked with them', async ({
  page,
}) => {
  const mail = await file(desk, 'forwarded.eml', Buffer.from(mailAbout(textPdf([['A letter to Nina Vale']]))))
  await page.goto(`/documents/${mail.number}?redact=1`)
  await page.getByRole('button', { name: 'Find and mark' }).last().click()
  await page.getByRole('button', { name: /^From mail headers/ }).click()
  await expect(page.getByLabel('Names and words, one a line')).toHaveValue(
    'Casey Placeholder\nPlaceholder, Casey\nNina Vale',
  )
  await page.getByRole('button', { name: 'Look for them' }).click()
  const found = page.getByRole('form', { name: 'What was found' })
  await expect(found.getByRole('checkbox', { name: /Placeholder, Casey/ })).toBeChecked()
  await found.getByRole('button', { name: /^Mark / }).click()
  const warning = page.locator('.mark-elsewhere[data-open]').first()
  await expect(warning).toContainText(/in the attachment [A-Z]+-D\d+, page 1: “?A letter to Nina Vale/)
  await warning.getByRole('button', { name: 'Mark those too' }).click()
  await expect(page.getByText('One more mark made.')).toBeVisible()
  await expect(page.locator('.mark-elsewhere[data-open]')).toHaveCount(0)
})

test('the whole way is gone by keyboard alone', async ({ page }) => {
  await page.goto(`/documents/${number}`)
  await expect(page.locator('section[data-page="1"] .sheet-paper[data-placed]')).toBeVisible()
  const press = async (...keys: string[]) => {
    for (const key of keys) await page.keyboard.press(key)
  }
  // by the words: the text caret, down to the telephone number, selected to the end of its line
  await page.locator('.viewer-stage').focus()
  await press('v')
  await expect(page.locator('.caret-area')).toBeFocused()
  await press('ArrowDown', 'ArrowDown', 'Home', 'Control+ArrowRight', 'Shift+End', 'b')
  await expect(said(page).first()).toContainText('555-203-0142')
  await expect(page.locator('.caret-area')).toBeFocused()
  await press('Escape')
  // by a box: d, sized and moved to where the page begins
  await press('d')
  const box = page.getByRole('application', { name: /Box on page 1/ })
  await expect(box).toBeFocused()
  for (let i = 0; i < 60; i++) await press('Shift+ArrowRight')
  for (let i = 0; i < 40; i++) await press('ArrowLeft')
  for (let i = 0; i < 110; i++) await press('ArrowUp')
  for (let i = 0; i < 9; i++) await press('Shift+ArrowDown')
  await expect(page.getByText(/^Covers: .*Agreement/)).toBeAttached()
  await press('Enter')
  await expect(list(page)).toHaveCount(2)
  await press('Escape')
  // by finding: m, a name, Enter on the button, Space takes one off, Enter marks
  await press('m')
  await expect(page.getByLabel('Names and words, one a line')).toBeFocused()
  await page.keyboard.type('portal')
  await page.getByRole('button', { name: 'Look for them' }).focus()
  await press('Enter')
  const tick = page.getByRole('checkbox', { name: /portal/ })
  await expect(tick).toBeFocused()
  await press('Space')
  await expect(tick).not.toBeChecked()
  await press('Space', 'Enter')
  await expect(list(page)).toHaveCount(3)
  await kept(page)
})

test('a phone has the red bar and the list, and nothing runs off its side', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 })
  await page.goto(`/documents/${number}?redact=1`)
  await expect(page.getByRole('toolbar', { name: 'Redacting' })).toBeVisible()
  await expect(page.getByRole('tab', { name: 'Redactions' })).toBeVisible()
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390)
})

test('a finger draws a box on a phone, and moves the page again when drawing is done', async ({ browser }) => {
  const phone = await browser.newContext({
    baseURL,
    hasTouch: true,
    isMobile: true,
    viewport: { width: 390, height: 844 },
  })
  const page = await phone.newPage()
  await signIn(page, 'rena')
  await page.goto(`/documents/${number}?redact=1`)
  const sheet = page.locator('section[data-page="1"]')
  await expect(sheet.locator('.sheet-paper[data-placed]')).toBeVisible()
  await page.getByRole('toolbar', { name: 'Redacting' }).getByRole('button', { name: 'Draw' }).tap()
  const words = sheet.locator('[data-w="4"]')
  await words.scrollIntoViewIfNeeded()
  const [first, last] = [await words.boundingBox(), await sheet.locator('[data-w="5"]').boundingBox()]
  if (!first || !last) throw new Error('the words are not drawn')
  const stage = page.locator('.viewer-stage')
  const scrolled = () => stage.evaluate((box) => box.scrollTop)
  const top = await scrolled()
  const finger = await phone.newCDPSession(page)
  const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', x = 0, y = 0) =>
    finger.send('Input.dispatchTouchEvent', { type, touchPoints: type === 'touchEnd' ? [] : [{ x, y }] })
  const [x, y] = [first.x + 2, first.y + 1]
  const [right, low] = [last.x + last.width - 2, last.y + last.height]
  await touch('touchStart', x, y)
  for (let i = 1; i <= 6; i++) await touch('touchMove', x + ((right - x) * i) / 6, y + ((low - y) * i) / 6)
  await touch('touchEnd')
  await expect(onPage(page, 1)).toBeVisible()
  await expect(page.getByRole('tab', { name: 'Redactions' })).toContainText('1')
  expect(await scrolled()).toBe(top)
  await expect(said(page)).toHaveText('Nina Vale')
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390)
  await phone.close()
})
