import { createHash, randomBytes } from 'node:crypto'
import { rmSync, writeFileSync } from 'node:fs'
import { request as open } from 'node:http'
import { expect, type Page, test } from '@playwright/test'
import { textPdf } from '../fixtures/make-pdf.ts'
import { beginDesk, type Desk, dropFiles, send, uploads } from './desk.ts'
import { api, baseURL, people, signIn, unsealed } from './people.ts'

const mebibyte = 1024 ** 2
const sha256 = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex')

let desk: Desk
test.beforeAll(async () => {
  desk = await beginDesk('rena', 'Cables of Joliet')
})

/** Lets the browser choose a file of that size, as a person does; larger than what a test may hand over in memory. */
async function choose(page: Page, name: string, bytes: Buffer, path: string) {
  writeFileSync(path, bytes)
  await page.getByLabel('Choose files').setInputFiles(path)
  return uploads(page).filter({ hasText: name })
}
/** The document that a row of the list became. */
async function documentOf(row: ReturnType<typeof uploads>) {
  const number = await row.getByRole('link').innerText()
  return (await desk.call.get(`documents/${number}`)).json()
}
/** A connection that idled while a command ran may be closed by the server just as it is asked: asked again then. */
const isThere = async () =>
  (await (await desk.call.get(`requests/${desk.request.id}`, { maxRetries: 2 })).json()).documents.length

test('10 MiB and a byte, and 64 MiB, arrive whole by one raw POST and come back whole', async () => {
  for (const size of [10 * mebibyte + 1, 64 * mebibyte]) {
    const bytes = randomBytes(size)
    const answer = await send(desk, `${size}.bin`, bytes)
    expect(answer.status()).toBe(201)
    const { id, sha256: said, bytes: counted } = await answer.json()
    expect([counted, said]).toEqual([size, sha256(bytes)])
    const original = await desk.call.get(`documents/${id}/original`, { timeout: 60_000 })
    expect(original.headers()['content-disposition']).toMatch(/^attachment;/)
    expect(sha256(await original.body())).toBe(sha256(bytes))
  }
})

test('10 MiB and a byte, and 64 MiB, arrive whole in pieces when they are dropped on a request', async ({ page }) => {
  test.setTimeout(180_000)
  await signIn(page, 'rena')
  await page.goto(`/requests/${desk.request.number}`)
  const pieces: number[] = []
  page.on('request', (asked) => {
    if (asked.method() === 'PATCH') pieces.push(Number(asked.headers()['content-length'] ?? 0))
  })
  for (const [size, count] of [
    [10 * mebibyte + 1, 2],
    [64 * mebibyte, 8],
  ] as const) {
    pieces.length = 0
    const bytes = randomBytes(size)
    const row = await choose(page, `dropped-${size}.bin`, bytes, test.info().outputPath(`dropped-${size}.bin`))
    await expect(row).toContainText('Kept, not readable', { timeout: 90_000 })
    expect(pieces.length).toBe(count)
    const document = await documentOf(row)
    expect([document.bytes, document.sha256]).toEqual([size, sha256(bytes)])
    expect(document.requestId).toBe(desk.request.id)
    rmSync(test.info().outputPath(`dropped-${size}.bin`))
  }
})

test('an upload whose connection breaks in the middle goes on where it broke', async ({ page }) => {
  await signIn(page, 'rena')
  await page.goto(`/requests/${desk.request.number}`)
  let sent = 0
  let asked = 0
  await page.route('**/api/uploads/**', async (route) => {
    const method = route.request().method()
    if (method === 'HEAD') asked++
    if (method === 'PATCH' && ++sent === 2) return route.abort('connectionreset')
    return route.continue()
  })
  const bytes = randomBytes(20 * mebibyte)
  const row = await choose(page, 'broken.bin', bytes, test.info().outputPath('broken.bin'))
  await expect(row).toContainText('Kept, not readable', { timeout: 60_000 })
  expect(asked).toBeGreaterThan(0)
  expect(sent).toBe(4) // 8, 8 again, 4: nothing that had arrived was sent twice
  expect((await documentOf(row)).sha256).toBe(sha256(bytes))
})

test('an upload that was left half way goes on where it was when the same file is dropped again', async ({ page }) => {
  await signIn(page, 'rena')
  await page.goto(`/requests/${desk.request.number}`)
  let sent = 0
  await page.route('**/api/uploads/**', (route) => {
    if (route.request().method() === 'PATCH' && ++sent > 1) return // never answered: the page is left meanwhile
    return route.continue()
  })
  const bytes = randomBytes(20 * mebibyte)
  await choose(page, 'left.bin', bytes, test.info().outputPath('left.bin'))
  await expect.poll(() => sent).toBe(2)
  const before = await isThere()
  await page.unrouteAll({ behavior: 'ignoreErrors' })
  await page.goto('/requests')
  expect(await isThere()).toBe(before) // half a file is no document
  await page.goto(`/requests/${desk.request.number}`)
  const begun: number[] = []
  page.on('request', (one) => {
    if (one.method() === 'PATCH') begun.push(Number(one.headers()['upload-offset'] ?? 0))
  })
  await page.getByLabel('Choose files').setInputFiles(test.info().outputPath('left.bin'))
  const row = uploads(page).filter({ hasText: 'left.bin' })
  await expect(row).toContainText('Kept, not readable', { timeout: 60_000 })
  expect(Math.min(...begun)).toBeGreaterThanOrEqual(8 * mebibyte) // what had arrived was not sent again
  expect((await documentOf(row)).sha256).toBe(sha256(bytes))
})

test('a raw POST that breaks off in the middle keeps nothing, and the next one works', async () => {
  const { token } = unsealed(['token', 'create', '--user', people.rena.email]) as { token: string } // the command's shape
  const before = await isThere()
  const bytes = randomBytes(10 * mebibyte)
  const where = `documents?investigationId=${desk.investigation.id}&requestId=${desk.request.id}&name=cut.bin`
  const asked = open(`${baseURL}/api/v1/${where}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-length': bytes.length },
  })
  const closed = new Promise((resolve) => asked.on('close', resolve))
  asked.on('error', () => {}) // we are who breaks it off: whether we are told "reset" or "broken pipe" is the same
  await new Promise((resolve) => asked.write(bytes.subarray(0, 6 * mebibyte), resolve))
  asked.destroy()
  await closed
  await expect.poll(isThere).toBe(before)
  const answer = await send(desk, 'cut.bin', bytes)
  expect(answer.status()).toBe(201)
  expect((await answer.json()).sha256).toBe(sha256(bytes))
  expect(await isThere()).toBe(before + 1)
})

test('an empty file is refused in words by both ways, and stops no other', async ({ page }) => {
  const answer = await send(desk, 'nothing.pdf', Buffer.alloc(0))
  expect(answer.status()).toBe(400)
  expect((await answer.json()).detail ?? '').toMatch(/empty|no bytes/)
  await signIn(page, 'rena')
  await page.goto(`/requests/${desk.request.number}`)
  await dropFiles(page, [
    { name: 'nothing.pdf', bytes: Buffer.alloc(0) },
    { name: 'something.pdf', bytes: textPdf([['Something at last']]) },
  ])
  await expect(uploads(page).filter({ hasText: 'nothing.pdf' })).toContainText(
    'This file is empty: it has no bytes at all.',
  )
  await expect(uploads(page).filter({ hasText: 'something.pdf' })).toContainText('Ready', { timeout: 30_000 })
})

test('the same file twice is one document, and says so', async ({ page }) => {
  const bytes = textPdf([['Sent twice by a careful clerk']])
  const first = await send(desk, 'twice.pdf', bytes)
  const again = await send(desk, 'twice again.pdf', bytes)
  expect([first.status(), again.status()]).toEqual([201, 200])
  expect((await again.json()).id).toBe((await first.json()).id)
  const before = await isThere()
  await signIn(page, 'rena')
  await page.goto(`/requests/${desk.request.number}`)
  await dropFiles(page, [{ name: 'thrice.pdf', bytes }])
  await expect(uploads(page)).toContainText('This very file was here already.')
  expect(await isThere()).toBe(before)
})

test('nobody uploads to where they may not look', async () => {
  const otto = await api('otto')
  const post = (investigationId: string) =>
    otto.post('documents', { params: { investigationId, name: 'x.pdf' }, data: Buffer.from('abc') })
  const hidden = await post(desk.investigation.id)
  const absent = await post('NOWHERE')
  expect([hidden.status(), await hidden.text()]).toEqual([404, await absent.text()])
})
