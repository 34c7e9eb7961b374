import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { type Browser, type BrowserContext, chromium, type Page } from '@playwright/test'
import sharp from 'sharp'
import { findChromium } from '../chromium.ts'
import { textPdf } from '../fixtures/make-pdf.ts'
import { startServer, webMemoryMb } from './server.ts'

const port = 3976
const base = `http://localhost:${port}`
const rounds = Number(process.env.BENCH_ROUNDS ?? 3)
const pages = 800
const turns = 100
const who = { email: 'bench@newsroom.example', password: 'plates-and-doorbells-9' }

/**
 * A log of 800 pages in a real browser against the built server, no page image drawn yet: from the click to the first
 * page that can be read, and 100 page turns, with the longest time that nothing could be read. All is judged by what
 * the browser painted (its own recording of the screen): a page counts when there is ink in the middle of it. Against
 * the same file, in the same browser and run, as a plain page with an <img> a page, and in Chromium's own PDF viewer,
 * which is given the whole file at once and draws in the browser.
 */
export async function benchViewer() {
  const data = mkdtempSync(join(tmpdir(), 'unsealed-bench-viewer-'))
  const server = await startServer(process.cwd(), data, port)
  const browser = await chromium.launch({
    executablePath: findChromium(),
    args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--no-first-run'],
  })
  try {
    const pdf = log()
    const { id, number, state, readMs } = await bring(browser, data, pdf)
    console.log(`${pages} pages of text, ${Math.round(pdf.length / 1024)} kB, read in ${(readMs / 1000).toFixed(1)} s`)
    const ways: Record<string, Way> = {
      'our reading room': { begin: (context) => atOurs(context, number), key: 'n', focus: [2, 500] },
      'a plain page, one <img> a page': { begin: (context) => atPlain(context, id), key: 'n', focus: [2, 500] },
      'Chromium’s PDF viewer': { begin: (context) => atPdf(context, pdf), key: 'ArrowRight', focus: [1300, 500] },
    }
    const speeds = { '10 a second': 100, '4 a second': 250 }
    console.log(`median of ${rounds}\n`)
    console.log(
      `| way | click to first page readable, ms | ${Object.keys(speeds)
        .map((speed) => `longest blank in ${turns} turns, ${speed}, ms | blank in all, % of the time`)
        .join(' | ')} |`,
    )
    console.log(`|---|---|${'---|---|'.repeat(Object.keys(speeds).length)}`)
    for (const [name, way] of Object.entries(ways)) {
      if (process.env.BENCH_ONLY && !name.includes(process.env.BENCH_ONLY)) continue
      const all: number[][] = []
      for (let round = 0; round < rounds; round++) {
        const said: number[] = []
        for (const every of Object.values(speeds)) {
          rmSync(join(data, 'page-images'), { recursive: true, force: true })
          await sleep(6_000) // the program that had the file open has left
          const context = await browser.newContext({ storageState: state, viewport: { width: 1440, height: 1000 } })
          said.push(...(await walk(await way.begin(context), way, every)))
          await context.close()
        }
        all.push(said)
      }
      const median = (k: number) =>
        Math.round(all.map((one) => one[k] ?? 0).toSorted((a, b) => a - b)[rounds >> 1] ?? 0)
      console.log(`| ${name} | ${[0, 1, 2, 4, 5].map(median).join(' | ')} |`)
    }
    console.log(`\nweb process after it: ${webMemoryMb(server.child)} MB resident`)
  } finally {
    await browser.close()
    await server.stop()
    rmSync(data, { recursive: true, force: true })
  }
}

/** How to come to the page with the link, the key that turns a page, and where to click so that it reaches it. */
type Way = { begin: (context: BrowserContext) => Promise<Page>; key: string; focus: [x: number, y: number] }

/** Clicks the link on the page, then turns pages. @returns ms to the first page, longest blank in ms, blank share in %. */
async function walk(page: Page, { key, focus }: Way, every: number): Promise<number[]> {
  const screen = await record(page)
  const clicked = Date.now()
  await page.getByRole('link', { name: /log/ }).first().click({ noWaitAfter: true })
  await sleep(3_000)
  await page.mouse.click(...focus) // so that the keys reach what shows the pages
  const began = Date.now()
  for (let turn = 0; turn < turns; turn++) {
    await page.keyboard.press(key)
    await sleep(Math.max(0, began + (turn + 1) * every - Date.now()))
  }
  const ended = Date.now()
  const seen = await screen.stop()
  const during = seen.filter((frame) => frame.at > began && frame.at < ended).length
  if (during < turns / 4)
    throw new Error(`${during} pictures were painted in ${turns} turns: the pages were not turned`)
  const readable = seen.find((frame) => frame.at > clicked && frame.ink)?.at ?? Number.POSITIVE_INFINITY
  let [longest, blank] = [0, 0]
  seen.forEach((frame, i) => {
    if (frame.ink || frame.at < began || frame.at > ended) return
    if (i > 0 && seen[i - 1]?.ink === false) return // counted from where it began
    const end = seen.slice(i).find((later) => later.ink)?.at ?? ended
    longest = Math.max(longest, end - frame.at)
    blank += end - frame.at
  })
  return [readable - clicked, longest, (blank / (ended - began)) * 100]
}

/** What the browser paints from now on, each picture with its time and whether there is ink in the middle of it. */
async function record(page: Page) {
  const cdp = await page.context().newCDPSession(page)
  const frames: { at: number; picture: Buffer }[] = []
  cdp.on('Page.screencastFrame', ({ data, metadata, sessionId }) => {
    frames.push({ at: (metadata.timestamp ?? 0) * 1000, picture: Buffer.from(data, 'base64') })
    void cdp.send('Page.screencastFrameAck', { sessionId }).catch(() => {})
  })
  await cdp.send('Page.startScreencast', { format: 'jpeg', quality: 40, everyNthFrame: 1 })
  return {
    async stop() {
      await cdp.send('Page.stopScreencast')
      const seen: { at: number; ink: boolean }[] = []
      for (const { at, picture } of frames) seen.push({ at, ink: await hasInk(picture) })
      return seen
    },
  }
}

/** A strip down the middle of the pages: paper alone is even, lines of text are not. */
async function hasInk(picture: Buffer): Promise<boolean> {
  const image = sharp(picture)
  const { width, height } = await image.metadata()
  const part = { left: width * 0.34, top: height * 0.3, width: width * 0.2, height: height * 0.5 }
  const whole = Object.fromEntries(Object.entries(part).map(([k, v]) => [k, Math.round(v)])) as typeof part
  const { channels } = await sharp(await image.extract(whole).greyscale().png().toBuffer()).stats()
  if (process.env.BENCH_FRAMES) await keepFrame(picture, channels[0]?.stdev ?? 0)
  return (channels[0]?.stdev ?? 0) > 12
}

let kept = 0
const keepFrame = (picture: Buffer, stdev: number) =>
  sharp(picture).toFile(
    join(process.env.BENCH_FRAMES ?? '', `${String(kept++).padStart(5, '0')}-${Math.round(stdev)}.jpg`),
  )

/** Our list of documents, at rest, with the link to the log on it. */
async function atOurs(context: BrowserContext, number: string) {
  const page = await context.newPage()
  await page.goto(`${base}/documents`)
  await page.locator(`a[href="/documents/${number}"]`).first().waitFor()
  await page.waitForLoadState('networkidle')
  return page
}

/** The same images from the same server on a page that does nothing else; `n` goes to the next one. */
async function atPlain(context: BrowserContext, id: string) {
  const page = await context.newPage()
  const image = (n: number) =>
    `<img id="p${n}" loading="lazy" width="860" height="1113" src="/api/v1/documents/${id}/pages/${n}/image?width=1000" alt="">`
  const all = Array.from({ length: pages }, (_, i) => image(i + 1)).join('')
  const style = '<style>img{display:block;margin:0 auto 20px;background:#fff}body{background:#eee}</style>'
  const keys = `<script>let at=1;addEventListener('keydown',e=>{if(e.key==='n')document.getElementById('p'+(++at)).scrollIntoView()})</script>`
  await page.route('**/plain', (route) => route.fulfill({ contentType: 'text/html', body: style + all + keys }))
  await page.route('**/start', (route) => route.fulfill({ contentType: 'text/html', body: '<a href="/plain">log</a>' }))
  await page.goto(`${base}/start`)
  return page
}

async function atPdf(context: BrowserContext, pdf: Buffer) {
  const page = await context.newPage()
  await page.route('**/log.pdf', (route) => route.fulfill({ contentType: 'application/pdf', body: pdf }))
  await page.route('**/start', (route) =>
    route.fulfill({ contentType: 'text/html', body: '<a href="/log.pdf">log</a>' }),
  )
  await page.goto(`${base}/start`)
  return page
}

/** A newsroom of one, signed in, with the log in it. */
async function bring(browser: Browser, data: string, pdf: Buffer) {
  const unsealed = (args: string[], input: string) => {
    const env = { ...process.env, UNSEALED_DATA: data, DATABASE_URL: '' }
    const { status, stderr } = spawnSync('node', ['bin/run.mjs', 'bin/unsealed.ts', ...args], { env, input })
    if (status !== 0) throw new Error(`unsealed ${args[0]}: ${stderr}`)
  }
  const { email, password } = who
  unsealed(['user', 'add', '--email', email, '--name', 'Bench', '--role', 'admin', '--password-stdin'], `${password}\n`)
  const context = await browser.newContext()
  const page = await context.newPage()
  await page.goto(`${base}/sign-in`)
  await page.getByLabel('E-mail').fill(email)
  await page.getByLabel('Password', { exact: true }).fill(password)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.waitForURL((url) => !url.pathname.startsWith('/sign-in'))
  const state = await context.storageState()
  const headers = { origin: base, 'sec-fetch-site': 'same-origin' }
  const { request } = context
  const made = await request.post(`${base}/api/v1/investigations`, { headers, data: { title: 'Bench' } })
  const params = { investigationId: (await made.json()).id, name: 'log.pdf' }
  const began = performance.now()
  const sent = await request.post(`${base}/api/v1/documents`, { headers, params, data: pdf })
  const { id, number } = (await sent.json()) as { id: string; number: string } // our own API's schema
  for (let status = ''; status !== 'ready'; await sleep(200)) {
    status = (await (await request.get(`${base}/api/v1/documents/${id}`)).json()).status
    if (status === 'failed') throw new Error('the log could not be read')
  }
  const readMs = performance.now() - began
  await context.close()
  return { id, number, state, readMs }
}

/** A dispatch log as agencies send them: 42 dense lines a page. */
function log(): Buffer {
  const line = (page: number, k: number) =>
    `${String(page * 42 + k).padStart(6, '0')}  2026-0${(k % 9) + 1}-1${k % 10}  CAM ${(page * 7 + k * 13) % 977}  plate read, hit on list ${k % 5}, unit ${(page + k) % 61} sent, no stop made`
  return textPdf(Array.from({ length: pages }, (_, p) => Array.from({ length: 42 }, (_, k) => line(p, k))))
}
