import { expect, test } from '@playwright/test'
import { textPdf } from '../fixtures/make-pdf.ts'
import { beginDesk, file, post } from './desk.ts'
import { people, signIn } from './people.ts'

const notes = textPdf([
  ['Notes of the webinar', 'Training manager: Casey Placeholder', 'Telephone: 555-0142'],
  ['Second sheet', 'Write to chief@waynesboro.example'],
])
const secret = /Casey|Placeholder|0142|chief@/

test('an exhibit is verified, approved mark by mark by a second person, published, corrected and withdrawn', async ({
  page,
  browser,
  request,
}) => {
  test.setTimeout(240_000)
  const desk = await beginDesk('rena', 'Webinars of Otterville')
  const members = `investigations/${desk.investigation.id}/members`
  const joined = await desk.call.post(members, { data: { email: people.edda.email, role: 'editor' } })
  expect(joined.ok()).toBe(true)
  const document = await file(desk, 'notes.pdf', notes)
  for (const find of ['Casey Placeholder', { pattern: 'phone' }, { pattern: 'email' }]) {
    const marked = await desk.call.post(`documents/${document.id}/marks`, { data: { find, reason: 'personal' } })
    expect(marked.ok()).toBe(true)
  }
  const exhibit = await post(desk.call, `documents/${document.id}/exhibits`, { title: 'What the chief wrote down' })
  const number = String(exhibit.number)

  await test.step('who made it sees it verified, and why she may not approve it', async () => {
    await signIn(page, 'rena')
    await page.getByRole('navigation', { name: 'Places' }).getByRole('link', { name: 'Exhibits' }).click()
    await page.getByRole('link', { name: 'What the chief wrote down' }).click()
    await expect(page.getByRole('heading', { level: 1, name: 'What the chief wrote down' })).toBeVisible()
    await expect(page.getByText('8 of 8 passed')).toBeVisible({ timeout: 60_000 })
    await expect(page.getByText('You prepared this exhibit or drew one of its marks')).toBeVisible()
    await expect(page.getByRole('button', { name: /^Approve/ })).toHaveCount(0)
  })

  const second = await browser.newContext()
  const edda = await second.newPage()
  await signIn(edda, 'edda')

  await test.step('a second person finds it on Today and approves it mark by mark, by keyboard', async () => {
    await edda.goto('/')
    await edda.getByRole('link', { name: 'What the chief wrote down' }).click()
    await expect(edda.getByText('3 of 3 unreviewed')).toBeVisible()
    const built = edda.getByRole('img', { name: 'Page 1 of the exhibit' })
    await expect.poll(() => built.evaluate((img: HTMLImageElement) => img.naturalWidth)).toBeGreaterThan(1000)
    const approve = edda.getByRole('button', { name: 'Approve exhibit' })
    await expect(approve).toBeDisabled()
    for (const left of [2, 1]) {
      await edda.keyboard.press('y')
      await expect(edda.getByText(`${left} of 3 unreviewed`)).toBeVisible()
    }
    await edda.keyboard.press('y')
    await expect(edda.getByText('Approved by Edda Editor')).toHaveCount(3)
    await approve.click()
    await expect(edda.getByRole('heading', { name: 'Publish' })).toBeVisible()
  })

  await test.step('she writes a note for readers, which may not say what was taken out', async () => {
    await edda.getByRole('button', { name: 'Add a note' }).click()
    const note = edda.getByRole('form', { name: 'New note' })
    await note.getByLabel('Beside').selectOption({ label: 'Page 2, as a whole' })
    await note.getByLabel('Note').fill('Ask Casey Placeholder about it.')
    await note.getByRole('button', { name: 'Add note' }).click()
    await expect(note.getByText('This says words that were taken out')).toBeVisible()
    await note.getByLabel('Note').fill('The trainer is not named here.')
    await note.getByRole('button', { name: 'Add note' }).click()
    await expect(edda.getByRole('button', { name: 'Remove note 1' })).toBeVisible()
  })

  const address = '/exhibits/what-the-chief-wrote-down'
  await test.step('she publishes it, and everybody reads it without what was taken out', async () => {
    await edda.getByLabel('Summary').fill('What residents get, and what the department gets.')
    await edda.getByRole('button', { name: 'Publish', exact: true }).click()
    await expect(edda.getByText(`${number} is published.`)).toBeVisible()
    const outside = await request.get(address)
    expect(outside.status()).toBe(200)
    const words = await outside.text()
    expect(words).toContain('What residents get, and what the department gets.')
    expect(words).toContain('The trainer is not named here.')
    expect(words).not.toMatch(secret)
  })

  await test.step('she corrects it, then withdraws it, and its address says why', async () => {
    await edda.getByLabel('What changed').fill('The date was wrong.')
    await edda.getByLabel('It corrects something that was wrong').check()
    await edda.getByRole('button', { name: 'Add', exact: true }).click()
    await expect(edda.getByText('Correction,')).toBeVisible()
    await edda.getByRole('button', { name: 'Withdraw this version' }).click()
    await edda.getByLabel('Why').fill('A second name was missed.')
    await edda.getByRole('button', { name: 'Withdraw', exact: true }).click()
    await expect(edda.getByText('Withdrawn').first()).toBeVisible()
    await expect(edda.getByText('A second name was missed.')).toBeVisible()
    const words = await (await request.get(address)).text()
    expect(words).toContain('A second name was missed.')
    expect(words).not.toContain('Second sheet')
  })
  await second.close()
})

test('who refuses says why and which mark is meant, and its maker reads it', async ({ page }) => {
  test.setTimeout(180_000)
  const desk = await beginDesk('edda', 'Refusals of Otterville')
  const members = `investigations/${desk.investigation.id}/members`
  await desk.call.post(members, { data: { email: people.rena.email, role: 'editor' } })
  const document = await file(desk, 'notes.pdf', notes)
  await desk.call.post(`documents/${document.id}/marks`, { data: { find: 'Casey Placeholder', reason: 'personal' } })
  const exhibit = await post(desk.call, `documents/${document.id}/exhibits`, { title: 'Not enough covered' })
  const answer = async () => (await (await desk.call.get(`exhibits/${exhibit.id}`)).json()).status
  await expect.poll(answer, { timeout: 60_000 }).toBe('verified')
  await signIn(page, 'rena')
  await page.goto(`/exhibits/review/${exhibit.id}`)
  await page.getByRole('button', { name: 'Reject mark 1' }).click()
  await page.getByLabel('Why you refuse it').fill('The telephone number stands there still')
  await page.getByRole('button', { name: 'Refuse exhibit' }).click()
  await expect(page.getByText('Rena Reporter refused it: The telephone number stands there still.')).toBeVisible()
  await expect(page.getByRole('button', { name: 'Prepare again' })).toBeVisible()
})
