import { expect, test } from '@playwright/test'
import { attached, html, mailOf, plain } from '../fixtures/make-mail.ts'
import { textPdf } from '../fixtures/make-pdf.ts'
import { beginDesk, type Desk, file } from './desk.ts'
import { baseURL, signIn } from './people.ts'

const ann = 'Ann Lee <ann@newsroom.example>'
const sam = 'Sam Roe <sam.roe@pd.example.gov>'
const question = mailOf([plain('Please send us the list of sites.')], {
  From: ann,
  To: sam,
  Subject: 'Camera sites',
  'Message-ID': '<q1@n.example>',
})
const answer = mailOf(
  [
    html(
      '<div>The list is attached.<img src="https://track.example/x.png"></div><div><div>On Mon, Nov 2, 2026 at 10:15 AM Ann Lee &lt;ann@newsroom.example&gt; wrote:<br></div><blockquote>Please send us the list of sites.</blockquote></div>',
    ),
    attached('sites.pdf', 'application/pdf', textPdf([['Site 1'], ['Site 2']])),
  ],
  {
    From: sam,
    To: ann,
    Subject: 'RE: Camera sites',
    Date: 'Tue, 03 Nov 2026 09:00:00 -0800',
    'Message-ID': '<a1@pd.example>',
    'In-Reply-To': '<q1@n.example>',
  },
)

let desk: Desk
let numbers: string[]
test.beforeAll(async () => {
  test.setTimeout(180_000)
  desk = await beginDesk('rena', 'Mail of Joliet')
  const asked = await file(desk, 'question.eml', question)
  const said = await file(desk, 'answer.eml', answer)
  numbers = [asked.number, said.number]
  const thread = async () => (await (await desk.call.get(`documents/${said.number}/thread`)).json()).data.length
  await expect.poll(thread, { timeout: 60_000 }).toBe(2)
})

test('a letter leads to the one before it and to what it carried', async ({ page }) => {
  await signIn(page, 'rena')
  await page.goto(`/documents/${numbers[1]}`)
  const letter = page.getByRole('article', { name: 'Message' })
  await expect(letter.getByRole('heading', { name: 'RE: Camera sites' })).toBeVisible()
  await expect(letter.getByText('Message 2 of 2 in this thread')).toBeVisible()
  await expect(letter.getByRole('link', { name: /sites\.pdf/ })).toContainText('2 p.')
  await letter.getByText('Headers', { exact: true }).click()
  await expect(letter.getByText('<a1@pd.example>')).toBeVisible()
  await letter.getByRole('link', { name: /The one before/ }).click()
  await page.waitForURL(`**/documents/${numbers[0]}`)
  await expect(page.getByText('Message 1 of 2 in this thread')).toBeVisible()
})

test('what a letter quotes is folded and opens without a script; nothing is fetched from outside', async ({
  browser,
}) => {
  const first = await browser.newPage({ baseURL })
  await signIn(first, 'rena')
  const context = await browser.newContext({
    baseURL,
    javaScriptEnabled: false,
    storageState: await first.context().storageState(),
  })
  const page = await context.newPage()
  const outside: string[] = []
  page.on('request', (asked) => {
    if (!asked.url().startsWith(baseURL)) outside.push(asked.url())
  })
  await page.goto(`/documents/${numbers[1]}`)
  const body = page.frameLocator('iframe[title="Body of the message"]')
  await expect(body.getByText('The list is attached.')).toBeVisible()
  await expect(body.getByText('Please send us the list')).toBeHidden()
  await body.getByText('show quoted history').click()
  await expect(body.getByText('Please send us the list')).toBeVisible()
  expect(outside).toEqual([])

  await page.goto(`/requests/${desk.request.number}`)
  const message = page.getByRole('article').filter({ hasText: 'RE: Camera sites' })
  await expect(message.getByText('The list is attached.')).toBeVisible()
  await expect(message.getByText('wrote:')).toBeHidden()
  await message.getByText('show quoted history').click()
  await expect(message.getByText('wrote:')).toBeVisible()
  await expect(message.getByRole('list', { name: 'Attachment' }).getByText('2 pages')).toBeVisible()
  await context.close()
  await first.close()
})
