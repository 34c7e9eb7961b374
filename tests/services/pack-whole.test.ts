import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import {
  cpSync,
  createWriteStream,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { test } from 'node:test'
import { pathToFileURL } from 'node:url'
import { chromium } from '@playwright/test'
import { openExportFile } from '#lib/services/exports/open-export-file'
import { verifyBag } from '#lib/services/exports/verify-bag'
import { findChromium } from '../chromium.ts'
import { filesIn, story } from '../fixtures/make-story.ts'
import { zipOf } from '../fixtures/make-zip.ts'

type Story = Awaited<ReturnType<typeof story>>

/** The manifests written anew for what lies there now, as somebody would who forgets one thing. */
function writeManifests(folder: string) {
  const line = (path: string) =>
    `${createHash('sha256')
      .update(readFileSync(join(folder, path)))
      .digest('hex')}  ${path}\n`
  const lines = (paths: readonly string[]) => paths.map(line).join('')
  writeFileSync(join(folder, 'manifest-sha256.txt'), lines(filesIn(folder).filter((path) => path.startsWith('data/'))))
  const tags = filesIn(folder).filter((path) => !path.startsWith('data/') && path !== 'tagmanifest-sha256.txt')
  writeFileSync(join(folder, 'tagmanifest-sha256.txt'), lines(tags))
}
const edit = (path: string, change: (text: string) => string) =>
  writeFileSync(path, change(readFileSync(path, 'latin1')), 'latin1')
const pdf = 'data/exhibits/RING-E1-v1.pdf'

/** What is done to a pack → what is said of it. */
const tampering: Record<string, [(at: (path: string) => string, folder: string) => void, RegExp]> = {
  'one bit of an exhibit': [
    (at) => {
      const bytes = readFileSync(at(pdf))
      writeFileSync(at(pdf), bytes.with(500, bytes.readUInt8(500) ^ 1))
    },
    /^data\/exhibits\/RING-E1-v1\.pdf has other bytes than manifest-sha256\.txt says\.$/,
  ],
  'an exhibit cut short': [
    (at) => writeFileSync(at(pdf), readFileSync(at(pdf)).subarray(0, -1)),
    /^bag-info\.txt speaks of 6 files[\s\S]*RING-E1-v1\.pdf has other bytes/,
  ],
  'a file missing': [(at) => rmSync(at('data/findings.csv')), /data\/findings\.csv is missing\./],
  'a file added': [(at) => writeFileSync(at('data/exhibits/more.pdf'), 'x'), /data\/exhibits\/more\.pdf is not in/],
  'a file renamed': [
    (at) => renameSync(at(pdf), at('data/exhibits/RING-E9-v1.pdf')),
    /RING-E1-v1\.pdf is missing\.[\s\S]*RING-E9-v1\.pdf is not in/,
  ],
  'two files swapped': [
    (at) => {
      renameSync(at('data/findings.csv'), at('x'))
      renameSync(at('data/custody.csv'), at('data/findings.csv'))
      renameSync(at('x'), at('data/custody.csv'))
    },
    /custody\.csv has other bytes[\s\S]*findings\.csv has other bytes|findings\.csv has other bytes[\s\S]*custody\.csv/,
  ],
  'the count of bag-info': [
    (at, folder) => {
      edit(at('bag-info.txt'), (text) => text.replace(/(Payload-Oxum: \d+)\.6/, '$1.7'))
      writeManifests(folder)
    },
    /^bag-info\.txt speaks of 7 files with (\d+) bytes; there are 6 with \1\.$/,
  ],
  'the bytes of bag-info': [
    (at, folder) => {
      edit(at('bag-info.txt'), (text) => text.replace(/Payload-Oxum: (\d+)/, 'Payload-Oxum: 9$1'))
      writeManifests(folder)
    },
    /^bag-info\.txt speaks of 6 files with 9\d+ bytes/,
  ],
  'who packed it': [
    (at) => edit(at('bag-info.txt'), (text) => text.replace(/Bagging-Date: .*/, 'Bagging-Date: 2020-01-01')),
    /^bag-info\.txt has other bytes than tagmanifest-sha256\.txt says\.$/,
  ],
  'a line out of the manifest': [
    (at) => edit(at('manifest-sha256.txt'), (text) => text.replace(/.*custody\.csv\n/, '')),
    /custody\.csv is not in manifest-sha256\.txt[\s\S]*manifest-sha256\.txt has other bytes/,
  ],
  'a line of the manifest that leads out': [
    (at, folder) => {
      writeManifests(folder)
      edit(at('manifest-sha256.txt'), (text) => `${text}${'0'.repeat(64)}  data/../../../etc/passwd\n`)
    },
    /data\/\.\.\/\.\.\/\.\.\/etc\/passwd is missing/,
  ],
  'the manifest': [(at) => rmSync(at('manifest-sha256.txt')), /manifest-sha256\.txt is missing/],
  'the manifest of the manifests': [(at) => rmSync(at('tagmanifest-sha256.txt')), /tagmanifest-sha256\.txt is missing/],
  'the declaration': [(at) => rmSync(at('bagit.txt')), /bagit\.txt is missing: this is no bag/],
  'a note beside the manifests': [(at) => writeFileSync(at('note.txt'), 'x'), /note\.txt is not in tagmanifest/],
  'the readme': [(at) => edit(at('README.txt'), (text) => `${text}!`), /README\.txt has other bytes/],
  'all of it emptied': [
    (at) => rmSync(at('data'), { recursive: true }),
    /RING-E1-v1\.pdf is missing[\s\S]*index\.html is missing/,
  ],
}

async function keptAs(s: Story) {
  const { folder, id } = await s.pack('exhibits')
  const zip = join(dirname(folder), 'pack.zip')
  await pipeline(await (await openExportFile(s.world, s.viewer, { id })).open(), createWriteStream(zip))
  return { folder, zip }
}

test('every kind of tampering with a pack is named, in a folder and in a ZIP', { timeout: 300_000 }, async () => {
  await using s = await story()
  const { folder, zip } = await keptAs(s)
  assert.deepEqual(await verifyBag(s.world, folder), { ok: true, files: 11, problems: [] })
  assert.deepEqual(await verifyBag(s.world, zip), { ok: true, files: 11, problems: [] })
  const sorted = async (path: string) => (await verifyBag(s.world, path)).problems.sort()
  for (const [what, [tamper, said]] of Object.entries(tampering)) {
    const copy = join(dirname(folder), 'copy')
    cpSync(folder, copy, { recursive: true })
    tamper((path) => join(copy, path), copy)
    const found = await sorted(copy)
    assert.match(found.join('\n'), said, what)
    const packed = join(dirname(folder), 'copy.zip')
    writeFileSync(
      packed,
      zipOf(
        filesIn(copy).map((path) => ({ name: `RING/${path}`, bytes: readFileSync(join(copy, path)), stored: true })),
      ),
    )
    if (what !== 'the declaration')
      assert.deepEqual(await sorted(packed), found, what) // without it no folder is a bag
    else assert.ok((await sorted(packed)).length > 0)
    rmSync(copy, { recursive: true })
  }
})

test('what only a folder or only a ZIP can hold is named too', { timeout: 300_000 }, async () => {
  await using s = await story()
  const { folder, zip } = await keptAs(s)
  const problems = async (path: string) => (await verifyBag(s.world, path)).problems.join('\n')
  symlinkSync('/etc/passwd', join(folder, 'data/link'))
  assert.match(await problems(folder), /^data\/link is a link or no plain file\./)
  rmSync(join(folder, 'data/link'))
  mkdirSync(join(folder, 'data/empty'))
  assert.equal(await problems(folder), '') // a folder is no file
  const entries = filesIn(folder).map((path) => ({ name: `RING/${path}`, bytes: readFileSync(join(folder, path)) }))
  const made = (more: { name: string; bytes: string | Buffer }[]) => {
    writeFileSync(zip, zipOf([...entries, ...more]))
    return problems(zip)
  }
  assert.equal(await made([]), '')
  assert.match(await made([{ name: 'other.txt', bytes: 'x' }]), /other\.txt lies beside the bag/)
  assert.match(await made([{ name: `RING/${pdf}`, bytes: 'x' }]), /twice in the ZIP/)
  const whole = readFileSync(zip)
  writeFileSync(zip, whole.subarray(0, whole.length - 400))
  const found = await verifyBag(s.world, zip).catch(({ message }: Error) => ({ ok: false, problems: [message] }))
  assert.equal(found.ok, false)
})

test('both packs open from a disk without a network: every link leads to a file, nothing is asked for elsewhere', {
  timeout: 300_000,
}, async () => {
  await using s = await story()
  const browser = await chromium.launch({ executablePath: findChromium(), args: ['--no-sandbox', '--disable-gpu'] })
  try {
    for (const files of ['exhibits', 'originals'] as const) {
      const { folder } = await s.pack(files)
      const index = pathToFileURL(join(folder, 'data/index.html')).href
      const context = await browser.newContext({ offline: true, viewport: { width: 390, height: 800 } })
      const page = await context.newPage()
      const [asked, wrong]: [string[], string[]] = [[], []]
      page.on('request', (request) => asked.push(request.url()))
      page.on('console', (message) => message.type() === 'error' && wrong.push(message.text()))
      page.on('pageerror', (error) => wrong.push(error.message))
      await page.goto(index)
      assert.equal(await page.locator('h1').count(), 1)
      const links = await page.locator('a').evaluateAll((all) => all.map((a) => (a as HTMLAnchorElement).href))
      assert.ok(links.length >= 6, `${links.length} links`)
      const there = new Set(filesIn(folder).map((path) => pathToFileURL(join(folder, path)).href))
      for (const link of links) assert.ok(there.has(link.replace(/#.*/, '')), link)
      const left = filesIn(folder).filter((path) => path.startsWith('data/') && path !== 'data/index.html')
      const linked = new Set(links.map((link) => link.replace(/#.*/, '')))
      for (const path of left) assert.ok(linked.has(pathToFileURL(join(folder, path)).href), `a link to ${path}`)
      assert.deepEqual(asked, [index])
      assert.deepEqual(wrong, [])
      const wide = await page.evaluate(() => document.documentElement.scrollWidth)
      assert.ok(wide <= 390, `it is ${wide} wide on a phone`)
      if (process.env.UNSEALED_TEST_SHOTS)
        for (const [name, size, scheme] of [
          ['wide', 1440, 'light'],
          ['phone', 390, 'light'],
          ['dark', 1440, 'dark'],
        ] as const) {
          await page.setViewportSize({ width: size, height: 900 })
          await page.emulateMedia({ colorScheme: scheme })
          await page.screenshot({ path: join(process.env.UNSEALED_TEST_SHOTS, `${files}-${name}.png`), fullPage: true })
        }
      await context.close()
    }
  } finally {
    await browser.close()
  }
})

const context = 'http://www.w3.org/ns/anno.jsonld'
const selectors: Record<string, readonly string[]> = {
  TextQuoteSelector: ['exact'],
  FragmentSelector: ['value', 'conformsTo'],
}
const motivations = ['classifying', 'describing', 'moderating']
type Linked = Record<string, unknown>

test('findings of a pack are W3C Web Annotations: what the model demands of each part is there', {
  timeout: 300_000,
}, async () => {
  await using s = await story()
  for (const [files, count] of [
    ['exhibits', 2],
    ['originals', 4],
  ] as const) {
    const { folder } = await s.pack(files)
    const text = readFileSync(join(folder, 'data/findings.jsonld'), 'utf8')
    const { first, ...collection } = JSON.parse(text) as Linked & { first: Linked & { items: Linked[] } }
    const id = 'urn:unsealed:findings:RING'
    const type = 'AnnotationCollection'
    assert.deepEqual(collection, { '@context': context, id, type, label: 'Findings', total: count })
    const { items, ...page } = first
    assert.deepEqual(page, { id: `${id}#page-1`, type: 'AnnotationPage', partOf: id, startIndex: 0 })
    assert.equal(items.length, count)
    const ids = items.map((item) => item.id)
    assert.equal(new Set(ids).size, count)
    for (const item of items) {
      assert.match(String(item.id), /^(urn:unsealed:finding:|http:\/\/localhost:3000\/findings\/)RING-F\d+$/)
      assert.equal(item.type, 'Annotation')
      assert.ok(motivations.includes(String(item.motivation)))
      for (const body of item.body as Linked[]) {
        assert.equal(body.type, 'TextualBody')
        assert.equal(typeof body.value, 'string')
        assert.ok(motivations.includes(String(body.purpose)))
      }
      const targets = item.target as (Linked & { selector: Linked[]; state: Linked })[]
      assert.ok(targets.length > 0)
      for (const { source, selector, state } of targets) {
        assert.ok(filesIn(join(folder, 'data')).includes(String(source)), `${source} lies in the pack`)
        const sha256 = createHash('sha256')
          .update(readFileSync(join(folder, 'data', String(source))))
          .digest('hex')
        assert.deepEqual(state, { type: 'TimeState', cached: `urn:sha256:${sha256}` })
        assert.ok(selector.length > 0)
        for (const one of selector)
          for (const key of selectors[String(one.type)] ?? assert.fail(`no selector of the model: ${one.type}`))
            assert.ok(typeof one[key] === 'string' && one[key] !== '', key)
      }
    }
    if (process.env.UNSEALED_TEST_SHOTS) writeFileSync(join(process.env.UNSEALED_TEST_SHOTS, `${files}.jsonld`), text)
  }
})
