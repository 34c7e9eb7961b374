import { expect, type Page, test } from '@playwright/test'
import { mailOf, plain } from '../fixtures/make-mail.ts'
import { textPdf } from '../fixtures/make-pdf.ts'
import { beginDesk, type Desk, file, post } from './desk.ts'
import { password, people, signIn } from './people.ts'

const secret = 'Quoxzyvim' // stands in everything that Otto must not see
let desk: Desk
let pdf: { id: string; number: string }
let mail: { id: string; number: string }
let finding: { id: string; number: string }
let typeId: string
test.beforeAll(async () => {
  desk = await beginDesk('rena', `${secret} papers`)
  const { call, investigation, request } = desk
  typeId = (await post(call, 'finding-types', { investigationId: investigation.id, name: `${secret} clause` })).id
  pdf = await file(desk, `${secret}.pdf`, textPdf([[`Only members read ${secret} here`], ['second page']]))
  mail = await file(desk, `${secret}.eml`, mailOf([plain(`The ${secret} mail`)], { Subject: `About ${secret}` }))
  const anchors = [{ documentId: pdf.id, page: 1, quote: `members read ${secret}` }]
  const said = { investigationId: investigation.id, typeId, statement: `${secret} is meant`, anchors }
  const made = await post(call, 'findings', said)
  finding = { id: made.id, number: String(made.number) }
  await post(call, `requests/${request.id}/communications`, {
    direction: 'in',
    channel: 'phone',
    occurredOn: '2026-06-01',
    body: `They called about ${secret}`,
  })
})

/** Every address of the walk, each with its like that was never there. */
function addresses(): [hidden: string, absent: string][] {
  const { key, slug } = desk.investigation
  const none = 'NEVER'
  const noSlug = 'never-was-there'
  return [
    [`/requests/${key}-1`, `/requests/${none}-1`],
    [`/requests/${desk.request.id}`, `/requests/req_${'0'.repeat(desk.request.id.length - 4)}`],
    [`/documents/${pdf.number}`, `/documents/${none}-D1`],
    [`/documents/${pdf.number}?q=${secret}`, `/documents/${none}-D1?q=${secret}`],
    [`/documents/${mail.number}`, `/documents/${none}-D2`],
    [`/documents/${pdf.id}`, `/documents/doc_${'0'.repeat(pdf.id.length - 4)}`],
    [`/findings/${finding.number}`, `/findings/${none}-F1`],
    [`/board/${slug}`, `/board/${noSlug}`],
    [`/board/${slug}?cell=${desk.agency.id},${typeId}`, `/board/${noSlug}?cell=${desk.agency.id},${typeId}`],
    [`/board/${slug}/cards`, `/board/${noSlug}/cards`],
    [`/board/${slug}/figures`, `/board/${noSlug}/figures`],
    [`/board/${key}`, `/board/${none}`],
    [`/investigations/${slug}`, `/investigations/${noSlug}`],
    [`/investigations/${key}`, `/investigations/${none}`],
  ]
}

/** A page as it is sent, without what is new each time and without the address that was asked for. */
async function read(page: Page, path: string) {
  const answer = await page.request.get(path, { maxRedirects: 0 })
  const [bare = '', query = ''] = path.split('?')
  let body = (await answer.text()).replace(/nonce(=|\\":\\")["\\]*[\w-]+/g, 'nonce$1')
  for (const part of bare
    .split('/')
    .filter((one) => one.length > 4 && /[-_]|[A-Z]/.test(one))
    .concat(query))
    if (part) body = body.replaceAll(part, '@').replaceAll(encodeURIComponent(part), '@')
  return { status: answer.status(), body }
}

test('every page of it is answered like one that was never there', async ({ page }) => {
  await signIn(page, 'otto')
  for (const [hidden, absent] of addresses()) {
    const there = await read(page, hidden)
    const nowhere = await read(page, absent)
    expect([hidden, there.status, nowhere.status]).toEqual([hidden, 404, 404])
    expect(there.body.includes(secret), hidden).toBe(false)
    const at = [...there.body].findIndex((letter, i) => letter !== nowhere.body[i])
    expect(there.body.slice(Math.max(0, at - 100), at + 200), hidden).toBe(
      nowhere.body.slice(Math.max(0, at - 100), at + 200),
    )
    expect(there.body.length, hidden).toBe(nowhere.body.length)
  }
  await page.goto(`/requests/${desk.request.number}`)
  await expect(page.getByRole('heading', { name: 'There is nothing at this address' })).toBeVisible()
  expect(await page.title()).not.toContain(secret)
})

test('its files and pictures answer like files that were never there', async ({ page }) => {
  await signIn(page, 'otto')
  const absent = `doc_${'0'.repeat(pdf.id.length - 4)}`
  for (const rest of ['', '/pages', '/pages/1', '/pages/1/image?width=700', '/original', '/find?q=members']) {
    const there = await page.request.get(`/api/v1/documents/${pdf.id}${rest}`)
    const nowhere = await page.request.get(`/api/v1/documents/${absent}${rest}`)
    expect([rest, there.status(), await there.text()]).toEqual([rest, 404, await nowhere.text()])
  }
})

test('lists, search, board and suggestions show nothing of it; its agency is everybody’s, its request is not', async ({
  page,
}) => {
  await signIn(page, 'otto')
  const { key, slug, id } = desk.investigation
  const paths = [
    '/',
    '/requests',
    `/requests?investigation=${key}`,
    '/documents',
    `/documents?investigation=${key}`,
    '/findings',
    `/findings?q=investigation:${key}`,
    '/board',
    '/investigations',
    '/search?q=members',
    `/requests/new?investigation=${key}`,
    `/requests/new?investigation=${id}`,
  ]
  for (const path of paths) {
    const { body } = await read(page, path)
    expect([path, body.includes(secret), body.includes(slug)]).toEqual([path, false, false])
  }
  await page.goto(`/search?q=${secret}`)
  await expect(page.getByText(`Nothing fits “${secret}”.`)).toBeVisible()
  await expect(page.getByRole('link', { name: /Everything/ })).not.toContainText(/[1-9]/)

  await page.goto(`/agencies/${desk.agency.id}`)
  await expect(page.getByRole('heading', { name: desk.agency.name as string })).toBeVisible()
  await expect(page.getByText(desk.request.number)).toHaveCount(0)
  await expect(page.getByText(/Records about/)).toHaveCount(0)

  const own = await beginDesk('otto', 'Ottos own')
  await post(own.call, `requests/${own.request.id}/communications`, {
    direction: 'in',
    channel: 'phone',
    occurredOn: '2026-06-01',
    body: 'A call',
  })
  await page.goto(`/requests/${own.request.number}`)
  await page.getByRole('region', { name: 'Thread' }).getByRole('button', { name: /move/i }).click()
  await page.getByRole('combobox').fill('Records about')
  await expect(page.getByText(/Looking/)).toHaveCount(0)
  await expect(page.getByRole('option', { name: new RegExp(secret) })).toHaveCount(0)
})

test('signed out, each address leads to the sign-in page and from there to where one wanted to go', async ({
  page,
}) => {
  for (const path of [
    `/requests/${desk.request.number}`,
    `/documents/${pdf.number}?q=members`,
    `/board/${desk.investigation.slug}`,
  ]) {
    await page.context().clearCookies()
    await page.goto(path)
    await expect(page).toHaveURL(`/sign-in?next=${encodeURIComponent(path)}`)
    expect(await page.content()).not.toContain(`${secret} `)
    await page.getByLabel('E-mail').fill(people.rena.email)
    await page.getByLabel('Password', { exact: true }).fill(password)
    await page.getByRole('button', { name: 'Sign in' }).click()
    await page.waitForURL((url) => url.pathname + url.search === path)
    await expect(page.getByText(secret).first()).toBeAttached()
  }
  await page.context().clearCookies()
  for (const rest of ['/pages/1/image?width=700', '/original', ''])
    expect((await page.request.get(`/api/v1/documents/${pdf.id}${rest}`)).status()).toBe(401)
})

test('a member who is taken out sees nothing of it from the next click on', async ({ page, browser }) => {
  await signIn(page, 'rena')
  await page.goto(`/investigations/${desk.investigation.slug}`)
  await page.getByLabel('Bring somebody in').fill(people.otto.email)
  await page.getByLabel('Role', { exact: true }).selectOption('viewer')
  await page.getByRole('button', { name: 'Add', exact: true }).click()
  await expect(page.getByLabel(`Role of ${people.otto.name}`)).toBeVisible()

  const otto = await (await browser.newContext()).newPage()
  await signIn(otto, 'otto')
  await otto.goto(`/requests/${desk.request.number}`)
  await expect(otto.getByText(`They called about ${secret}`)).toBeVisible()
  await expect(otto.getByLabel('Choose files')).toHaveCount(0) // a viewer adds nothing
  await otto.goto('/requests')
  const row = otto.getByRole('link', { name: `Records about ${secret}` }).first()
  await expect(row).toBeVisible()

  await page
    .getByRole('listitem')
    .filter({ hasText: people.otto.email })
    .getByRole('button', { name: 'Remove' })
    .click()
  await page.getByRole('button', { name: `Remove ${people.otto.name}` }).click()
  await expect(page.getByLabel(`Role of ${people.otto.name}`)).toHaveCount(0)

  await row.click()
  await expect(otto.getByRole('heading', { name: 'There is nothing at this address' })).toBeVisible()
  await expect(otto.getByText(`They called about ${secret}`)).toHaveCount(0)
  expect((await otto.request.get(`/api/v1/documents/${pdf.id}/pages/1/image?width=700`)).status()).toBe(404)
  await otto.context().close()
})

test('whoever is signed out elsewhere is out with the next click there', async ({ page, browser }) => {
  const other = await (await browser.newContext()).newPage()
  await signIn(other, 'rena')
  await other.goto('/requests')
  await signIn(page, 'rena')
  await page.goto('/settings')
  await page.getByRole('button', { name: 'Sign out everywhere else' }).click()
  await expect(page.getByText('Sign out there')).toHaveCount(0)
  await other.getByRole('link', { name: 'Documents' }).first().click()
  await expect(other).toHaveURL(/\/sign-in\?next=%2Fdocuments/)
  await other.context().close()
})
