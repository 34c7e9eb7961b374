import { createHash, randomBytes } from 'node:crypto'
import AxeBuilder from '@axe-core/playwright'
import { expect, type Page, test } from '@playwright/test'
import { attached, mailOf, plain } from '../fixtures/make-mail.ts'
import { longPdf, textPdf } from '../fixtures/make-pdf.ts'
import { api, signIn } from './people.ts'

let key = ''
test.beforeAll(async () => {
  const rena = await api('rena')
  const made = await rena.post('investigations', { data: { title: 'Reading trials' } })
  key = (await made.json()).key
})

const sha256 = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex')

test('10 MiB and a byte, and 64 MiB, arrive whole by one raw POST', async () => {
  const rena = await api('rena')
  for (const size of [10 * 1024 ** 2 + 1, 64 * 1024 ** 2]) {
    const bytes = randomBytes(size)
    const name = encodeURIComponent(`${size}.bin`)
    const answer = await rena.post(`documents?investigationId=${key}&name=${name}`, {
      data: bytes,
      headers: { 'content-type': 'application/octet-stream' },
    })
    expect(answer.status()).toBe(201)
    const document = await answer.json()
    expect([document.bytes, document.sha256]).toEqual([size, sha256(bytes)])
    const original = await rena.get(`documents/${document.id}/original`)
    expect(original.headers()['content-disposition']).toMatch(/^attachment;/)
    expect(sha256(await original.body())).toBe(sha256(bytes))
  }
})

test('a body that is empty, cut short or without a name is refused and nothing is kept', async () => {
  const rena = await api('rena')
  const send = (query: string, data: Buffer) => rena.post(`documents?investigationId=${key}&${query}`, { data })
  expect((await send('name=x.pdf', Buffer.alloc(0))).status()).toBe(400)
  expect((await send('', Buffer.from('abc'))).status()).toBe(400)
  expect((await send(`name=${'n'.repeat(201)}`, Buffer.from('abc'))).status()).toBe(400)
  const otto = await api('otto')
  const hidden = await otto.post(`documents?investigationId=${key}&name=x.pdf`, { data: Buffer.from('abc') })
  const absent = await otto.post('documents?investigationId=NOWHERE&name=x.pdf', { data: Buffer.from('abc') })
  expect([hidden.status(), await hidden.text()]).toEqual([404, await absent.text()])
})

/** Uploads a file and waits until it can be read. @returns its number. */
async function readable(name: string, data: Buffer): Promise<string> {
  const rena = await api('rena')
  const { number } = await (await rena.post(`documents?investigationId=${key}&name=${name}`, { data })).json()
  const status = async () => (await (await rena.get(`documents/${number}`)).json()).status
  await expect.poll(status, { timeout: 60_000 }).toBe('ready')
  return number
}

const drop = (page: Page, name: string, bytes: Buffer) =>
  page.getByLabel('Choose files').setInputFiles({ name, mimeType: 'application/octet-stream', buffer: bytes })

test('a reporter drops a file in pieces and sees it become a document', async ({ page }) => {
  await signIn(page, 'rena')
  await page.goto(`/documents?investigation=${key}`)
  const big = Buffer.concat([textPdf([['The first page of many pieces']]), Buffer.alloc(20 * 1024 ** 2, '\n')])
  const chunks: number[] = []
  page.on('request', (request) => {
    if (request.method() === 'PATCH') chunks.push(Number(request.headers()['content-length'] ?? 0))
  })
  await drop(page, 'Pieces.pdf', big)
  const row = page.getByRole('listitem').filter({ hasText: 'Pieces.pdf' })
  await expect(row.getByText('Ready')).toBeVisible({ timeout: 60_000 })
  expect(chunks.length).toBe(3)
  const number = (await row.getByRole('link').textContent()) ?? ''
  const rena = await api('rena')
  const document = await (await rena.get(`documents/${number}`)).json()
  expect([document.sha256, document.bytes, document.pages]).toEqual([sha256(big), big.length, 1])
  await drop(page, 'Empty.pdf', Buffer.alloc(0))
  await expect(page.getByText('This file is empty: it has no bytes at all.')).toBeVisible()
})

test('eight hundred pages open at once, are found through, and a passage is copied with its spaces', async ({
  page,
  context,
}) => {
  const number = await readable('Long.pdf', longPdf(800))
  await signIn(page, 'rena')
  await page.goto(`/documents/${number}#p400`)
  await expect(page.getByRole('region', { name: 'Page 400 of 800' })).toContainText('marker zebra400')
  expect(await page.locator('[data-page]').count()).toBeLessThan(8)
  await page.keyboard.press('n')
  await expect(page.getByLabel('Page, of 800')).toHaveValue('401')
  await page.keyboard.press('End')
  await expect(page.getByLabel('Page, of 800')).toHaveValue('800')
  await page.keyboard.press('Control+f')
  await page.keyboard.type('zebra77 downloads')
  await expect(page.getByText('1 on 1 page', { exact: true })).toBeVisible()
  await expect(page.getByLabel('Page, of 800')).toHaveValue(/^7[67]$/)
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  await expect(page.locator('[data-page="77"] [data-w]').first()).toBeAttached()
  await page.locator('.viewer-stage').focus()
  await page.evaluate(() => {
    const words = [...document.querySelectorAll('[data-page="77"] [data-w]')]
    const at = words.findIndex((word) => word.textContent?.startsWith('zebra77'))
    const [first, last] = [words[at]?.firstChild, words[at + 2]?.firstChild]
    if (first && last) getSelection()?.setBaseAndExtent(first, 0, last, 3)
  })
  await page.keyboard.press('Control+c')
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe('zebra77 Downloads are')
})

test('the first pages can be read without a script, and nobody else sees them', async ({ page, context, browser }) => {
  const number = await readable('Long.pdf', longPdf(800))
  await signIn(page, 'rena')
  const bare = await browser.newContext({ javaScriptEnabled: false, storageState: await context.storageState() })
  const reading = await bare.newPage()
  const source = await (await reading.goto(`/documents/${number}`))?.text()
  await expect(reading.getByText('Camera network audit, sheet 1, marker zebra1').first()).toBeVisible()
  expect(source).not.toMatch(/<[^>]+ style="/)
  await bare.close()
  const otto = await (await browser.newContext()).newPage()
  await signIn(otto, 'otto')
  expect((await otto.goto(`/documents/${number}`))?.status()).toBe(404)
})

test('axe finds nothing serious on the list and in the reading room', async ({ page }) => {
  test.setTimeout(240_000)
  await signIn(page, 'rena')
  const rena = await api('rena')
  const paths = ['/documents']
  paths.push(`/documents/${await readable('Agreement.pdf', textPdf([['Ten dollars for each download.']]))}`)
  // a mail of plain text: axe waits for ever in a frame that runs no script, as that of HTML mails is
  paths.push(
    `/documents/${await readable('Reply.eml', mailOf([plain('Attached.'), attached('a.txt', 'text/plain', 'x')]))}`,
  )
  const types = await rena.post('finding-types', { data: { investigationId: key, name: 'Credits' } })
  const [typeId, documentId] = [(await types.json()).id, paths[1]?.split('/').at(-1)]
  const anchors = [{ documentId, page: 1, quote: 'ten dollars' }]
  await rena.post('findings', { data: { investigationId: key, typeId, statement: 'Credits', anchors } })
  paths.push(`${paths[1]}?q=download`)
  for (const path of paths) {
    for (const scheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme: scheme })
      await page.goto(path)
      await page.waitForTimeout(1500)
      const { violations } = await new AxeBuilder({ page }).exclude('[data-nextjs-dev-overlay]').analyze()
      const serious = violations.filter((v) => v.impact === 'serious' || v.impact === 'critical')
      expect(serious.map((v) => `${path} ${scheme} ${v.id}: ${v.nodes[0]?.html.slice(0, 160)}`)).toEqual([])
    }
  }
})
