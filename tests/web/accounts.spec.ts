import { expect, test } from '@playwright/test'
import { password, people, signIn, unsealed } from './people.ts'

test('nobody in particular is led to the sign-in page, and after it to where they wanted to go', async ({ page }) => {
  await page.goto('/settings/tokens')
  await expect(page).toHaveURL('/sign-in?next=%2Fsettings%2Ftokens')
  await page.getByLabel('E-mail').fill(people.rena.email)
  await page.getByLabel('Password', { exact: true }).fill('not the password')
  await page.getByRole('button', { name: 'Sign in' }).click()
  await expect(page.locator('.error-box')).toContainText('do not belong together')
  await page.getByLabel('Password', { exact: true }).fill(password)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await expect(page).toHaveURL('/settings/tokens')
})

test('after signing out the back button shows nothing of the desk', async ({ page, context }) => {
  await signIn(page, 'rena')
  await page.goto('/settings')
  await expect(page.getByText(people.rena.email).first()).toBeVisible()
  await page.getByRole('button', { name: people.rena.name }).click()
  await page.getByRole('menuitem', { name: 'Sign out' }).click()
  await expect(page).toHaveURL('/sign-in')
  expect((await context.cookies()).map((cookie) => cookie.name)).not.toContain('unsealed-session')
  await page.goBack()
  await expect(page).toHaveURL(/\/sign-in\?next=/)
  await expect(page.getByText(people.rena.email)).toHaveCount(0)
})

test('a browser that is signed out there is out on its next request', async ({ page, browser }) => {
  const other = await browser.newPage()
  await signIn(other, 'edda')
  await other.goto('/settings')
  await signIn(page, 'edda')
  await page.goto('/settings')
  await page.getByRole('button', { name: 'Sign out everywhere else' }).click()
  await expect(page.getByText('Sign out there')).toHaveCount(0)
  await other.reload()
  await expect(other).toHaveURL(/\/sign-in\?next=/)
  await page.reload()
  await expect(page).toHaveURL('/settings')
})

test('an admin adds a colleague, who sets a password by the link; disabled, they are out at once', async ({
  page,
  browser,
}) => {
  const name = 'Tess Trial'
  const email = `tess${Date.now()}@newsroom.example`
  await signIn(page, 'ada')
  await page.goto('/settings/people')
  await page.getByRole('button', { name: 'Add a person' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Name').fill(name)
  await dialog.getByLabel('E-mail address').fill(email)
  await page.getByRole('button', { name: 'Add and make a link' }).click()
  const link = new URL(await page.getByText('/sign-in/password#').innerText())

  const theirs = await browser.newPage()
  await theirs.goto(`/sign-in/password${link.hash}`)
  await expect(theirs).toHaveURL('/sign-in/password') // the code is taken out of the address
  await theirs.getByLabel('New password').fill('password1234')
  await theirs.getByRole('button', { name: 'Set password and sign in' }).click()
  await expect(theirs.getByText('among the first that are tried')).toBeVisible()
  await theirs.getByLabel('New password').fill('harbour copper nineteen walrus')
  await theirs.getByRole('button', { name: 'Set password and sign in' }).click()
  await expect(theirs).toHaveURL('/')
  await theirs.goto('/settings/people')
  await expect(theirs.getByRole('heading', { name: 'There is nothing at this address' })).toBeVisible()

  unsealed(['user', 'disable', email])
  await theirs.goto('/settings')
  await expect(theirs).toHaveURL(/\/sign-in\?next=/)
})

test('set-up is over for ever', async ({ page }) => {
  const response = await page.goto('/setup#anything')
  expect(response?.status()).toBe(404)
})

test('no page of accounts breaks the content policy, and each has a nonce of its own', async ({ page }) => {
  const said: string[] = []
  page.on('console', (message) => void (/Content Security Policy/i.test(message.text()) && said.push(message.text())))
  await signIn(page, 'ada')
  const nonces = new Set<string>()
  const paths = [
    '/settings',
    '/settings/tokens',
    '/settings/people',
    '/settings/about',
    '/welcome',
    '/sign-in/password',
  ]
  for (const path of paths) {
    const policy = (await page.goto(path))?.headers()['content-security-policy'] ?? ''
    nonces.add(/'nonce-([^']+)'/.exec(policy)?.[1] ?? path)
    expect(policy).not.toContain('unsafe')
    await page.waitForLoadState('networkidle')
  }
  expect(nonces.size).toBe(paths.length)
  expect(said).toEqual([])
})
