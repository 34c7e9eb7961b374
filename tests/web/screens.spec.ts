import AxeBuilder from '@axe-core/playwright'
import { type Browser, expect, type Page, test } from '@playwright/test'
import { doors } from '../doors.ts'
import { api, signIn, unsealed } from './people.ts'

type Item = { id: string; number: string; kind?: string; name: string; status: string }
type Demo = {
  slug: string
  key: string
  agency: string
  cell: string
  pdf: Item
  mail: Item
  request: string
  finding: string
}

let demo: Demo
test.beforeAll(async () => {
  test.setTimeout(120_000)
  const call = await api('ada')
  const list = async (path: string) => (await (await call.get(path)).json()).data
  const loaded = async () => (await list('investigations')).find((one: { demo: boolean }) => one.demo)
  if (!(await loaded())) unsealed(['demo', 'load']) // a test that fails begins this file anew
  const investigation: { id: string; slug: string; key: string } = await loaded()
  const at = `investigationId=${investigation.id}&limit=200`
  const busy = async () => (await list(`documents?${at}`)).some((one: Item) => one.status === 'processing')
  await expect.poll(busy, { timeout: 90_000 }).toBe(false)
  const documents: Item[] = await list(`documents?${at}`)
  const finding = (await list(`findings?${at}`)).find((one: { agencyId: string | null }) => one.agencyId)
  const requests = await list(`requests?${at}`)
  const pdf = documents.find((one) => one.id === finding.anchors[0].documentId)
  const mail = documents.find((one) => one.name.endsWith('.eml'))
  if (!pdf || !mail) throw new Error('the demonstration holds an agreement and a mail')
  demo = {
    ...investigation,
    pdf,
    mail,
    agency: finding.agencyId,
    cell: `${finding.agencyId},${finding.typeId}`,
    request: requests.find((one: { overdue: boolean }) => one.overdue).number,
    finding: finding.number,
  }
})

/** An address with something on it for every page of the access manifest; what has none fails below. */
const places = (): Record<string, string[]> => ({
  '/': ['/'],
  '/agencies': ['/agencies?q=police'],
  '/agencies/[id]': [`/agencies/${demo.agency}`],
  '/agencies/[id]/edit': [`/agencies/${demo.agency}/edit`],
  '/agencies/new': ['/agencies/new'],
  '/board': ['/board'],
  '/board/[slug]': [`/board/${demo.slug}`, `/board/${demo.slug}?cell=${demo.cell}`],
  '/board/[slug]/cards': [`/board/${demo.slug}/cards`],
  '/board/[slug]/figures': [`/board/${demo.slug}/figures`],
  '/documents': ['/documents'],
  '/documents/[id]': [
    `/documents/${demo.pdf.number}?q=the`,
    `/documents/${demo.pdf.number}?finding=${demo.finding}`,
    `/documents/${demo.pdf.number}?view=text`,
    `/documents/${demo.mail.number}`,
  ],
  '/exhibits': ['/exhibits'],
  '/exhibits/review/[id]': [`/exhibits/review/${demo.key}-E1`],
  '/exhibits/shares/[id]': [`/exhibits/shares/${demo.key}-E1`],
  '/findings': ['/findings'],
  '/findings/[number]': [`/findings/${demo.finding}`],
  '/help': ['/help'],
  '/investigations': ['/investigations'],
  '/investigations/[slug]': [`/investigations/${demo.slug}`],
  '/investigations/new': ['/investigations/new'],
  '/requests': ['/requests'],
  '/requests/[id]': [`/requests/${demo.request}`],
  '/requests/new': [`/requests/new?investigation=${demo.key}&agency=${demo.agency}`],
  '/search': ['/search?q=police'],
  '/settings': ['/settings'],
  '/settings/about': ['/settings/about'],
  '/settings/people': ['/settings/people'],
  '/settings/tokens': ['/settings/tokens'],
  '/setup': ['/setup'],
  '/sign-in': ['/sign-in'],
  '/sign-in/password': ['/sign-in/password'],
  '/welcome': ['/welcome'],
})
const outside = new Set(['/setup', '/sign-in', '/sign-in/password'])

/** Everything that the browser complains about: its console, scripts that fail, what the content policy stopped. */
function listen(page: Page): string[] {
  const said: string[] = []
  page.on('console', (line) => {
    const about = `${line.text()} ${line.location().url} on ${page.url()}`
    if (line.type() === 'error' && !/status of 404.*\/setup/.test(about)) said.push(about)
  })
  page.on('pageerror', (error) => said.push(`${error}`))
  return said
}

/** What may differ on a phone: the rest was asked of the same page on a desk. */
const phoneRules = ['color-contrast', 'target-size', 'scrollable-region-focusable', 'aria-hidden-focus', 'link-name']

async function serious(page: Page, path: string, look: string, rules?: string[]) {
  const builder = new AxeBuilder({ page }).options({ iframes: false }) // axe waits for ever in a frame without scripts
  const { violations } = await (rules ? builder.withRules(rules) : builder).analyze()
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) => nodes.map((node) => `${path} ${look} ${id}: ${node.html.slice(0, 200)}`))
}

/** What stands out of the window sideways, if the page can be pushed there. */
const overflow = (page: Page) =>
  page.evaluate(() => {
    const root = document.documentElement
    if (root.scrollWidth <= innerWidth) return ''
    const wide = [...document.querySelectorAll('body *')].filter(
      (one) => one.getBoundingClientRect().right > innerWidth + 1,
    )
    return `${root.scrollWidth} px wide: ${wide.at(-1)?.outerHTML.slice(0, 120)}`
  })

/** Everything that this screen does wrong, by day, by night, on two phones and on paper. */
async function trouble(page: Page, path: string): Promise<string[]> {
  const found: string[] = []
  await page.setViewportSize({ width: 1440, height: 1000 })
  await page.emulateMedia({ colorScheme: 'light', media: 'screen' })
  await page.goto(path)
  await page.waitForLoadState('networkidle')
  found.push(...(await serious(page, path, 'by day')))
  await page.emulateMedia({ colorScheme: 'dark' })
  await page.waitForFunction(() => !document.getAnimations().some((one) => one instanceof CSSTransition)) // colours have changed
  found.push(...(await serious(page, path, 'by night', ['color-contrast'])))
  for (const width of [390, 320]) {
    await page.setViewportSize({ width, height: 844 })
    const wide = await overflow(page)
    if (wide) found.push(`${path} at ${width}: ${wide}`)
    if (width === 390) found.push(...(await serious(page, path, 'on a phone', phoneRules)))
  }
  await page.setViewportSize({ width: 1000, height: 1400 })
  await page.emulateMedia({ media: 'print', colorScheme: 'light' })
  const printed = await page.locator('main').first().innerText()
  if (printed.trim().length < 10) found.push(`${path} prints nothing`)
  const dark = await page.evaluate(() => getComputedStyle(document.body).backgroundColor)
  if (!/rgba?\((25[0-5]|0, 0, 0, 0)/.test(dark)) found.push(`${path} prints on ${dark}`)
  return found
}

test('every page of the access manifest is looked at here', () => {
  expect(Object.keys(places()).sort()).toEqual(Object.keys(doors.pages).sort())
})

const groups: [name: string, begins: RegExp][] = [
  ['Today, requests and agencies', /^\/($|requests|agencies|welcome|help)/],
  ['documents and search', /^\/(documents|search)/],
  ['board, findings and investigations', /^\/(board|findings|investigations)/],
  ['exhibits', /^\/exhibits/],
  ['settings', /^\/settings/],
]
for (const [name, begins] of groups)
  test(`${name}: axe finds nothing serious by day, by night or on a phone; nothing sticks out, all prints, no complaint`, async ({
    page,
  }) => {
    test.setTimeout(240_000)
    await signIn(page, 'ada')
    const said = listen(page)
    const found: string[] = []
    for (const [door, paths] of Object.entries(places()))
      if (begins.test(door) && !outside.has(door)) for (const path of paths) found.push(...(await trouble(page, path)))
    expect([...found, ...said]).toEqual([])
  })

test('the screens outside the desk: the same', async ({ page }) => {
  const said = listen(page)
  const found: string[] = []
  for (const door of outside) for (const path of places()[door] ?? []) found.push(...(await trouble(page, path)))
  expect([...found, ...said]).toEqual([])
})

test('each page has a title of its own', async ({ page }) => {
  await signIn(page, 'ada')
  const titles: string[] = []
  for (const [path = '/'] of Object.values(places())) {
    const answer = await page.request.get(path, { maxRedirects: 0 })
    if (answer.status() >= 300 && answer.status() < 400) continue // a page that leads on has no title
    titles.push(/<title>(.*?)<\/title>/.exec(await answer.text())?.[1] ?? `${path} has none`)
  }
  expect(titles.filter((title) => !/^.+ · Unsealed$/.test(title))).toEqual([])
  expect(titles.toSorted()).toEqual([...new Set(titles)].sort())
})

/** A browser that runs no script, signed in. */
async function plain(page: Page, browser: Browser) {
  await signIn(page, 'ada')
  const storageState = await page.context().storageState()
  return (await browser.newContext({ javaScriptEnabled: false, storageState })).newPage()
}

test('a request, the board and a document can be read without a script', async ({ page, browser }) => {
  const bare = await plain(page, browser)
  const source = await (await bare.goto(`/requests/${demo.request}`))?.text()
  expect(source).not.toMatch(/<[^>]+ style="/)
  await expect(bare.getByRole('heading', { level: 1 })).toBeVisible()
  await expect(bare.getByRole('region', { name: 'Thread' })).toContainText(/[a-z]{3} [a-z]{2}/)
  await expect(bare.getByText(/^Due /).first()).toBeVisible()
  await bare.goto(`/board/${demo.slug}`)
  await expect(bare.getByRole('columnheader').first()).toBeVisible()
  await bare.locator(`.known[href*="${demo.cell.replace(',', '%2C')}"]`).click()
  await bare
    .getByRole('complementary')
    .getByRole('link', { name: /, p\. \d+$/ })
    .first()
    .click()
  await expect(bare).toHaveURL(/\/documents\//)
  const page1 = bare.locator('section[data-page]').first()
  await expect(page1.getByText(/\w+ \w+ \w+/).first()).toBeVisible()
  expect((await page1.innerText()).split(/\s+/).length).toBeGreaterThan(20)
  await bare.context().close()
})
