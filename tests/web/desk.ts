import { type APIRequestContext, expect, type Page } from '@playwright/test'
import { api, type Person } from './people.ts'

export type FileToDrop = { name: string; bytes: Buffer; type?: string }

/** Drops files on the page as a hand does that drags them there from a folder. */
export async function dropFiles(page: Page, files: FileToDrop[]) {
  const packed = files.map(({ name, bytes, type = '' }) => ({ name, type, base64: bytes.toString('base64') }))
  const dataTransfer = await page.evaluateHandle((list) => {
    const transfer = new DataTransfer()
    for (const { name, type, base64 } of list) {
      const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0))
      transfer.items.add(new File([bytes], name, { type }))
    }
    return transfer
  }, packed)
  for (const type of ['dragenter', 'dragover', 'drop']) await page.dispatchEvent('main', type, { dataTransfer })
}

/** The list in which every file that was dropped says how far it is. */
export const uploads = (page: Page) => page.getByRole('region', { name: 'Upload files' }).getByRole('listitem')

/** Drags the mouse over the words of a page, from one place to another; counted from 0 in reading order. */
export async function dragOver(page: Page, number: number, from: number, to: number) {
  const sheet = page.locator(`section[data-page="${number}"]`)
  await expect(sheet.locator('.sheet-paper[data-placed]')).toBeVisible()
  const boxOf = async (word: number) => {
    const box = await sheet.locator(`[data-w="${word}"]`).boundingBox()
    if (!box) throw new Error(`word ${word} of page ${number} is not drawn`)
    return box
  }
  await sheet.locator(`[data-w="${from}"]`).scrollIntoViewIfNeeded()
  const first = await boxOf(from)
  const last = await boxOf(to)
  await page.mouse.move(first.x + 1, first.y + first.height / 2)
  await page.mouse.down()
  await page.mouse.move(last.x + last.width / 2, last.y + last.height / 2, { steps: 8 })
  await page.mouse.move(last.x + last.width - 2, last.y + last.height / 2, { steps: 3 })
  await page.mouse.up()
}

type Given = { id: string; key: string; slug: string }

/** An investigation with one filed request, made by the API as the person who then walks through it. */
export async function beginDesk(who: Person, title: string) {
  const call = await api(who)
  const investigation = (await post(call, 'investigations', { title })) as Given
  const agency = await post(call, 'agencies', { name: `${title} Police Department`, jurisdiction: 'IL' })
  const asked = { subject: `Records about ${title}`, body: 'All of them, please.', filedOn: '2026-05-20' }
  const request = await post(call, 'requests', { ...asked, investigationId: investigation.id, agencyId: agency.id })
  return { call, investigation, agency, request: { id: request.id, number: String(request.number) } }
}
export type Desk = Awaited<ReturnType<typeof beginDesk>>

export async function post(call: APIRequestContext, path: string, data: unknown) {
  const answer = await call.post(path, { data })
  if (!answer.ok()) throw new Error(`POST ${path}: ${answer.status()} ${await answer.text()}`)
  return (await answer.json()) as { id: string } & Record<string, unknown> // every POST of ours answers with an id
}

/** Uploads by one raw POST. @returns the answer, whatever it is. */
export const send = ({ call, investigation, request }: Desk, name: string, bytes: Buffer) =>
  call.post('documents', {
    params: { investigationId: investigation.id, requestId: request.id, name },
    headers: { 'content-type': 'application/octet-stream' },
    data: bytes,
    timeout: 60_000,
  })

/** Uploads and waits until the worker is through with it. @returns its number and how it ended. */
export async function file(desk: Desk, name: string, bytes: Buffer) {
  const { id, number } = (await (await send(desk, name, bytes)).json()) as { id: string; number: string }
  let status = ''
  await expect
    .poll(
      async () => {
        status = (await (await desk.call.get(`documents/${id}`)).json()).status
        return status
      },
      { timeout: 60_000 },
    )
    .not.toBe('processing')
  return { id, number, status }
}
