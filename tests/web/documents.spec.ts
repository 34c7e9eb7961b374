import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, type Page, test } from '@playwright/test'
import { longPdf, textPdf } from '../fixtures/make-pdf.ts'
import { beginDesk, type Desk, dropFiles, file, send, uploads } from './desk.ts'
import { signIn } from './people.ts'

const region = (page: Page) => page.getByRole('region', { name: 'Upload files' })
const documentsOf = async (desk: Desk) =>
  (await (await desk.call.get(`documents?investigationId=${desk.investigation.id}&limit=200`)).json()).data as {
    name: string
    status: string
    failure?: { code: string }
  }[] // our own API's schema

/** A folder as an agency sends it: 30 files, among them a broken one, an empty one, and what the computer left there. */
function makeFolder(words: string) {
  const folder = join(mkdtempSync(join(tmpdir(), 'unsealed-drop-')), 'Release')
  mkdirSync(join(folder, 'invoices'), { recursive: true })
  const put = (name: string, bytes: Buffer | string) => writeFileSync(join(folder, name), bytes)
  for (let i = 1; i <= 27; i++) put(`${i % 5 === 0 ? 'invoices/' : ''}Record ${i}.pdf`, textPdf([[`${words} ${i}`]]))
  put('Camera log.pdf', longPdf(120))
  put('Broken.pdf', `%PDF-1.7 torn in half, ${words}`)
  put('Empty.txt', '')
  put('.DS_Store', 'x')
  put('invoices/Thumbs.db', 'x')
  return folder
}

/** Drops a folder of this computer, as a hand does. */
async function dropFolder(page: Page, folder: string) {
  const session = await page.context().newCDPSession(page)
  const data = { items: [], files: [folder], dragOperationsMask: 1 }
  for (const type of ['dragEnter', 'dragOver', 'drop'] as const)
    await session.send('Input.dispatchDragEvent', { type, x: 700, y: 500, data })
}

async function openDocuments(page: Page, desk: Desk) {
  await signIn(page, 'rena')
  await page.goto(`/documents?investigation=${desk.investigation.key}`)
  await isAlive(page)
}

/** Before the page is alive a drop is the browser's own. */
const isAlive = (page: Page) =>
  page.waitForFunction(() => {
    const input = document.querySelector('.upload input')
    return input !== null && Object.keys(input).some((key) => key.startsWith('__reactProps'))
  })

/** How many files this browser waits for: what a page that is left would be told of when it is opened again. */
const waitedFor = (page: Page) =>
  page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        const opening = indexedDB.open('unsealed-intake')
        opening.onsuccess = () => {
          const db = opening.result
          const counting = db.transaction('files').objectStore('files').count()
          counting.onsuccess = () => {
            db.close()
            resolve(counting.result)
          }
        }
      }),
  )

/** Drops a folder, lets nine files through and leaves the page while three are being sent. */
async function leaveInTheMiddle(page: Page, desk: Desk, folder: string, meanwhile = async () => {}) {
  let begun = 0
  let left = false
  await page.route('**/api/uploads', (route) => {
    if (route.request().method() === 'POST' && !left && ++begun > 9) return // never answered
    return route.continue()
  })
  await dropFolder(page, folder)
  await expect(region(page)).toContainText('2 of the computer’s own left out')
  await expect.poll(() => begun, { timeout: 60_000 }).toBe(12)
  await expect.poll(async () => (await documentsOf(desk)).length).toBe(9)
  await expect.poll(() => waitedFor(page)).toBe(20)
  await meanwhile()
  left = true
  await page.reload()
  await isAlive(page)
}

test('a folder of thirty files, left in the middle: dropped again it goes on, and every file ends in a named state', async ({
  page,
}) => {
  test.setTimeout(240_000)
  // as in a browser that gives no way back to a folder
  await page.addInitScript(() => {
    Reflect.deleteProperty(DataTransferItem.prototype, 'getAsFileSystemHandle')
  })
  const desk = await beginDesk('rena', 'Folders of Joliet')
  const folder = makeFolder('Joliet')
  await openDocuments(page, desk)
  await leaveInTheMiddle(page, desk, folder)
  await expect(region(page)).toContainText('20 files that you dropped before have not arrived yet.')
  const sent: string[] = []
  page.on('request', (asked) => {
    if (asked.method() === 'POST' && asked.url().endsWith('/api/uploads')) sent.push(asked.url())
  })
  await dropFolder(page, folder)
  await expect(region(page)).toContainText('28 of 30 ready, 2 need a look', { timeout: 120_000 })
  expect(sent.length).toBeLessThanOrEqual(20) // what had arrived was not sent again
  expect(sent.length).toBeGreaterThanOrEqual(17) // three were on their way: what the server has of them counts
  await expect(region(page)).not.toContainText('have not arrived yet')
  const all = await documentsOf(desk)
  expect(all.length).toBe(29)
  expect(all.filter(({ status }) => status === 'ready').length).toBe(28)
  expect(all.find(({ name }) => name === 'Broken.pdf')?.failure?.code).toBe('damaged')
  expect(all.map(({ name }) => name)).toContain('invoices/Record 25.pdf')
  const rows = uploads(page)
  await expect(rows.filter({ hasText: 'Empty.txt' })).toContainText('This file is empty')
  await expect(rows.filter({ hasText: 'Broken.pdf' })).toContainText('The original is kept')
})

test('a folder left in the middle goes on by itself where the browser may still read it, and says what is gone from it', async ({
  page,
}) => {
  test.setTimeout(240_000)
  const desk = await beginDesk('rena', 'Returns to Joliet')
  const folder = makeFolder('Returned')
  await openDocuments(page, desk)
  let taken = ''
  await leaveInTheMiddle(page, desk, folder, async () => {
    const here = (await documentsOf(desk)).map(({ name }) => name)
    taken = [1, 2, 3, 4, 6, 7, 8, 9, 11, 12, 13, 14].map((i) => `Record ${i}.pdf`).find((n) => !here.includes(n)) ?? ''
    rmSync(join(folder, taken))
  })
  await expect(region(page)).toContainText('18 of 19 ready, 1 needs a look', { timeout: 120_000 })
  await expect(region(page)).toContainText(`${taken} has not arrived yet. Drop the same folder or files again.`)
  expect((await documentsOf(desk)).length).toBe(28)
  await expect.poll(() => waitedFor(page)).toBe(1)
})

test('a server that is away, or a session that ended, holds an upload up and loses nothing', async ({
  page,
  context,
}) => {
  test.setTimeout(180_000)
  const desk = await beginDesk('rena', 'Breaks of Joliet')
  await openDocuments(page, desk)
  await context.setOffline(true)
  const first = Array.from({ length: 5 }, (_, i) => ({ name: `away ${i}.pdf`, bytes: textPdf([[`Away ${i}`]]) }))
  await dropFiles(page, first)
  await expect(region(page)).toContainText('The server cannot be reached.', { timeout: 30_000 })
  await context.setOffline(false)
  await expect(region(page)).toContainText('5 of 5 ready', { timeout: 60_000 })
  const cookies = await context.cookies()
  await context.clearCookies()
  const more = Array.from({ length: 5 }, (_, i) => ({ name: `out ${i}.pdf`, bytes: textPdf([[`Out ${i}`]]) }))
  await dropFiles(page, more)
  await expect(region(page)).toContainText('You are signed out.', { timeout: 30_000 })
  await context.addCookies(cookies)
  await expect(region(page)).toContainText('10 of 10 ready', { timeout: 60_000 })
  expect((await documentsOf(desk)).length).toBe(10)
})

test('reading is stopped from the list: it says so, and can be read again', async ({ page }) => {
  const desk = await beginDesk('rena', 'Stops of Joliet')
  await openDocuments(page, desk)
  for (const pages of [5000, 5001]) await send(desk, `long ${pages}.pdf`, longPdf(pages))
  await dropFiles(page, [{ name: 'third.pdf', bytes: textPdf([['Third in the row']]) }])
  const third = uploads(page).filter({ hasText: 'third.pdf' })
  await expect(third).toContainText('Waiting its turn', { timeout: 30_000 })
  await third.getByRole('button', { name: 'Stop third.pdf' }).click()
  await expect(third).toContainText('Reading was stopped before its first page')
  await page.goto(`/documents?state=failed&investigation=${desk.investigation.key}`)
  const row = page.getByRole('row').filter({ hasText: 'third.pdf' })
  await expect(row).toContainText('Stopped')
  await row.getByRole('checkbox').check()
  await page.getByRole('button', { name: 'Read again' }).click()
  await expect
    .poll(async () => (await documentsOf(desk)).find(({ name }) => name === 'third.pdf')?.status, { timeout: 60_000 })
    .toBe('ready')
})

test('documents are deleted together, brought back by Undo, and from the list of deleted ones', async ({ page }) => {
  const desk = await beginDesk('rena', 'Deletions of Joliet')
  for (const i of [1, 2]) await file(desk, `paper ${i}.pdf`, textPdf([[`Paper ${i}`]]))
  await openDocuments(page, desk)
  const row = (name: string) => page.getByRole('row').filter({ hasText: name })
  for (const i of [1, 2]) await row(`paper ${i}.pdf`).getByRole('checkbox').check()
  await page.getByRole('button', { name: 'Delete' }).click()
  await expect(page.getByText('2 documents deleted; kept for 30 days.')).toBeVisible()
  await expect(row('paper 1.pdf')).toHaveCount(0)
  await page.getByRole('button', { name: 'Undo' }).click()
  await expect(row('paper 1.pdf')).toBeVisible()
  await row('paper 2.pdf').getByRole('checkbox').check()
  await page.getByRole('button', { name: 'Delete' }).click()
  await expect(row('paper 2.pdf')).toHaveCount(0)
  await page.getByRole('link', { name: 'Deleted' }).click()
  await row('paper 2.pdf').getByRole('checkbox').check()
  await page.getByRole('button', { name: 'Restore' }).click()
  await expect(page.getByText('1 document brought back.')).toBeVisible()
  expect((await documentsOf(desk)).length).toBe(2)
})

test('what failed stands under "Under way" in the frame, in words, on every page', async ({ page }) => {
  const desk = await beginDesk('rena', 'Failures of Joliet')
  const { number } = await file(desk, 'torn.pdf', Buffer.from('%PDF-1.7 torn once more'))
  await signIn(page, 'rena')
  await page.goto('/requests')
  await page
    .getByRole('link', { name: /Under way/ })
    .first()
    .click()
  const panel = page.getByRole('dialog', { name: 'Under way' })
  const line = panel.getByRole('listitem').filter({ hasText: number })
  await expect(line).toContainText('This file is damaged')
  await line.getByRole('button', { name: 'Retry' }).click()
  await expect(page.getByText(`${number} is read again.`)).toBeVisible()
})

test('a name of 201 bytes is refused in words by both ways; a raw POST without a name too', async ({ page }) => {
  const desk = await beginDesk('rena', 'Names of Joliet')
  const name = `${'ä'.repeat(98)}a.pdf`
  expect(Buffer.byteLength(name)).toBe(201)
  const bytes = textPdf([['A name too long']])
  const answer = await send(desk, name, bytes)
  expect(answer.status()).toBe(400)
  expect((await answer.json()).detail).toMatch(/longer than 200 bytes/)
  const nameless = await desk.call.post(`documents?investigationId=${desk.investigation.id}`, { data: bytes })
  expect(nameless.status()).toBe(400)
  expect((await nameless.json()).detail).toMatch(/A file needs a name/)
  await openDocuments(page, desk)
  await dropFiles(page, [{ name, bytes }])
  await expect(uploads(page)).toContainText('longer than 200 bytes')
  expect((await documentsOf(desk)).length).toBe(0)
})

test('the page of a document is served without a style attribute, which its policy forbids', async ({ page }) => {
  const desk = await beginDesk('rena', 'Styles of Joliet')
  const { number } = await file(desk, 'plain.pdf', textPdf([['Nothing inline']]))
  await signIn(page, 'rena')
  for (const path of [`/documents/${number}`, '/documents']) {
    const served = await page.request.get(path)
    expect(served.headers()['content-security-policy']).toContain("style-src 'self' 'nonce-")
    expect(await served.text()).not.toMatch(/<[^>]+\sstyle=/)
  }
})
