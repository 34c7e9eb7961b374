import assert from 'node:assert/strict'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { eq } from 'drizzle-orm'
import { claim, LostLease } from '#db/queue'
import { auditLog } from '#db/schema'
import { Unreadable } from '#lib/domain/document'
import type { JobName } from '#lib/domain/jobs'
import { createNative } from '#lib/io/native'
import { createOcr } from '#lib/io/ocr'
import type { Engine } from '#lib/io/ocr-languages'
import { createPrepare } from '#lib/io/prepare'
import { createSandbox } from '#lib/io/sandbox'
import { cancelDocument } from '#lib/services/documents/cancel-document'
import { correctPage } from '#lib/services/documents/correct-page'
import { ocrDocument } from '#lib/services/documents/ocr-document'
import { retryDocument } from '#lib/services/documents/retry-document'
import { viewDocument } from '#lib/services/documents/view-document'
import { viewPage } from '#lib/services/documents/view-page'
import { addFinding } from '#lib/services/findings/add-finding'
import { defineFindingType } from '#lib/services/findings/define-finding-type'
import { viewFinding } from '#lib/services/findings/view-finding'
import { searchEverything } from '#lib/services/search/search-everything'
import { runJob } from '#lib/worker'
import type { World } from '#lib/world'
import { buildTeam, leavesNoRow, leavesOneRow, refuses, system } from '../build.ts'
import { doAllWork, keepFile } from '../fixtures/keep-file.ts'
import { docxOf } from '../fixtures/make-office.ts'
import { textPdf } from '../fixtures/make-pdf.ts'
import { pastedPdf, scanPdf, scanPng } from '../fixtures/make-scan.ts'
import { testWorld } from '../world.ts'

const sandbox = createSandbox()
const native = createNative({ sandbox })
const engines: Engine[] = ['native', 'npm']

/** The same world with one of the readers, whichever the machine would choose. */
function readingBy(world: World, engine: Engine): World {
  const prepare = createPrepare({ mails: world.mails, sandbox, temp: join(world.env.data, 'temp') })
  return { ...world, ocr: createOcr({ sandbox, native, prepare, engine }) }
}

async function missing(t: TestContext, engine: Engine): Promise<boolean> {
  if (engine === 'npm' || (await native.find('tesseract'))) return false
  t.skip('tesseract is not installed on this machine')
  return true
}

const letter = [
  'The department shall share recordings',
  'with the Company for ninety days',
  'and credits each download with ten dollars.',
]
const second = ['Second sheet of the memorandum', 'signed by the chief of police.']

async function withFile(world: World, bytes: Uint8Array, name = 'Scan.pdf') {
  const team = await buildTeam(world)
  const { document } = await keepFile(world, team.reporter, bytes, { investigationId: team.investigation.id, name })
  return { ...team, id: document.id, investigationId: team.investigation.id }
}

/** Does the work that waits up to the reading of pictures, and answers that job, claimed. */
async function upToOcr(world: World) {
  await doOnly(world, ['documents.split'])
  const job = await claim(world, world.now(), ['documents.ocr'])
  assert.ok(job, 'pictures wait to be read')
  return { job, turn: { id: job.id, fence: job.fence, mayTryAgain: false }, input: job.payload as never }
}

async function doOnly(world: World, names: JobName[]) {
  for (let job = await claim(world, world.now(), names); job; job = await claim(world, world.now(), names))
    await runJob(world, job)
}

test('a short scan does not wait for a long one, and each page of both is read once', async () => {
  await using t = await testWorld()
  const { world } = t
  const long = await withFile(world, scanPdf(Array.from({ length: 20 }, () => [])), 'Log.pdf')
  const kept = await keepFile(world, long.reporter, scanPdf([letter]), { ...long, name: 'Letter.pdf' })
  await doOnly(world, ['documents.split'])
  const state = async (id: string) => {
    const { status, progress } = await viewDocument(world, long.reporter, { id })
    return [status, progress.done]
  }
  for (let turn = 1; turn <= 2; turn++) {
    const job = await claim(world, world.now(), ['documents.ocr'])
    await runJob(world, job ?? assert.fail('a scan waits to be read'))
  }
  assert.deepEqual(await state(kept.document.id), ['ready', 1])
  assert.deepEqual(await state(long.id), ['processing', 16])
  await doAllWork(world)
  assert.deepEqual(await state(long.id), ['ready', 20])
  const rows = await world.db.select().from(auditLog).where(eq(auditLog.action, 'document.read-picture'))
  assert.equal(rows.length, 21)
})

for (const engine of engines) {
  test(`a scan has words with boxes, how sure they are, and is found (${engine})`, async (c) => {
    if (await missing(c, engine)) return
    await using t = await testWorld()
    const world = readingBy(t.world, engine)
    const { reporter, id } = await withFile(world, scanPdf([letter, [], second]))
    await doOnly(world, ['documents.split'])
    const waiting = await viewDocument(world, reporter, { id })
    const { done, of, phase } = waiting.progress
    assert.deepEqual([waiting.status, done, of, phase], ['processing', 0, 3, 'ocr'])
    await doAllWork(world)
    const view = await viewDocument(world, reporter, { id })
    assert.deepEqual([view.status, view.language, view.progress], ['ready', 'eng', { done: 3, of: 3, phase: 'done' }])
    assert.deepEqual(view.warnings, [{ code: 'no_text', page: 2 }]) // empty paper: there is nothing to read on it
    const page = await viewPage(world, reporter, { id, page: 1 })
    assert.equal(page.text, letter.join('\n'))
    assert.deepEqual([page.source, page.layer, page.width, page.height], ['ocr', 2, 612, 792])
    assert.ok((page.sure ?? 0) > 0.8 && page.words.every(({ sure = 0 }) => sure > 0.5))
    const [x0 = 0, y0 = 0, x1 = 0, y1 = 0] = page.words[1]?.box ?? [] // "department", after "The" at one inch from both edges
    assert.ok(
      Math.abs(x0 - 0.157) < 0.01 && Math.abs(y0 - 0.083) < 0.012 && x1 < 0.27 && y1 < 0.11,
      `${page.words[1]?.box}`,
    )
    const found = await searchEverything(world, reporter, { q: '"ninety days"', limit: 10 })
    assert.deepEqual(
      found.data.map((hit) => [hit.documentId, hit.page]),
      [[id, 1]],
    )
    assert.equal((await viewPage(world, reporter, { id, page: 1, layer: 1 })).text, '')
  })

  test(`a page laid in sideways or upside down is read, and its boxes stand where it shows them (${engine})`, async (c) => {
    if (await missing(c, engine)) return
    await using t = await testWorld()
    const world = readingBy(t.world, engine)
    const long = Array.from({ length: 14 }, (_, i) => `Paragraph ${i} of the agreement about shared recordings`)
    const { reporter, investigationId } = await withFile(world, textPdf([['x']]))
    for (const turned of engine === 'npm' ? ([180] as const) : ([90, 180, 270] as const)) {
      const at = { investigationId, name: `turned ${turned}.pdf` }
      const { document } = await keepFile(world, reporter, scanPdf([long], turned), at)
      await doAllWork(world)
      const { words, text } = await viewPage(world, reporter, { id: document.id, page: 1 })
      assert.match(text, /^Paragraph 0 of the agreement about shared recordings\nParagraph 1/, `turned by ${turned}`)
      const [x0 = 0, y0 = 0, x1 = 0, y1 = 0] = words[0]?.box ?? []
      const upright = turned === 180 ? x1 - x0 > y1 - y0 : x1 - x0 < y1 - y0
      const corner = { 90: x0 > 0.8 && y0 < 0.2, 180: x0 > 0.7 && y0 > 0.8, 270: x1 < 0.2 && y1 > 0.7 }[turned]
      assert.ok(upright && corner, `turned by ${turned}: ${words[0]?.box}`)
    }
  })
}

test('words of a picture stand among the page’s own words, which stay as the file has them', async () => {
  await using t = await testWorld()
  const above = ['From: the records office', 'See the letter below.']
  const { reporter, id } = await withFile(t.world, pastedPdf(above, letter, ['End of the message.']))
  await doAllWork(t.world)
  const page = await viewPage(t.world, reporter, { id, page: 1 })
  assert.equal(page.text, [...above, ...letter, 'End of the message.'].join('\n'))
  assert.deepEqual([page.source, page.words[0]?.sure], ['ocr', undefined])
  assert.equal(
    (await viewPage(t.world, reporter, { id, page: 1, layer: 1 })).text,
    [...above, 'End of the message.'].join('\n'),
  )
  // read again in a language, the page's own words are still its own
  await retryDocument(t.world, reporter, { id, language: 'eng' })
  await doAllWork(t.world)
  const again = await viewPage(t.world, reporter, { id, page: 1 })
  assert.deepEqual([again.text, again.layer, again.words[0]?.sure], [page.text, 3, undefined])
})

test('the words of a picture in a Word file are found with its own', async () => {
  await using t = await testWorld()
  const png = await scanPng(letter)
  const picture = '<w:r><w:drawing><wp:extent cx="5486400" cy="7100000"/><a:blip r:embed="p"/></w:drawing></w:r>'
  const file = docxOf(`<w:p><w:r><w:t>As we agreed:</w:t></w:r></w:p><w:p>${picture}</w:p>`, {
    more: [{ name: 'word/media/image1.png', bytes: png }],
  })
  const { reporter, id } = await withFile(t.world, file, 'Letter.docx')
  await doAllWork(t.world)
  const found = await searchEverything(t.world, reporter, { q: '"ninety days"', limit: 10 })
  assert.deepEqual(
    found.data.map((hit) => hit.documentId),
    [id],
  )
  const own = await searchEverything(t.world, reporter, { q: '"as we agreed"', limit: 10 })
  assert.equal(own.data.length, 1)
})

test('what was read before a worker died is not read again, and a second worker’s pages come on top', async () => {
  await using t = await testWorld()
  const { reporter, id } = await withFile(t.world, scanPdf([letter, second, letter]))
  const { input, turn } = await upToOcr(t.world)
  const asked: number[][] = []
  const dying: World = {
    ...t.world,
    ocr: {
      ...t.world.ocr,
      async *readPictures(path, wanted) {
        asked.push(wanted.pages.map(({ page }) => page))
        let n = 0
        for await (const read of t.world.ocr.readPictures(path, wanted)) {
          if (asked.length === 1 && n++ === 2) throw new Error('the machine lost power')
          yield read
        }
      },
    },
  }
  await assert.rejects(ocrDocument(dying, system, input, turn), /lost power/)
  const half = await viewDocument(t.world, reporter, { id })
  assert.deepEqual(
    [half.status, half.progress.done, half.warnings.filter((w) => w.code === 'no_text').length],
    ['processing', 2, 1],
  )
  await ocrDocument(dying, system, input, turn)
  assert.deepEqual([asked[0]?.length, asked[1]?.length], [3, 1])
  const view = await viewDocument(t.world, reporter, { id })
  assert.deepEqual([view.status, view.warnings], ['ready', []])
})

test('reading pictures stops at the next page once somebody cancels it; what was read stays', async () => {
  await using t = await testWorld()
  const { reporter, id } = await withFile(t.world, scanPdf([letter, second, letter, second]))
  const { input, turn } = await upToOcr(t.world)
  let n = 0
  const watched: World = {
    ...t.world,
    ocr: {
      ...t.world.ocr,
      async *readPictures(path, wanted) {
        for await (const read of t.world.ocr.readPictures(path, wanted)) {
          if (n++ === 1) await cancelDocument(t.world, reporter, { id })
          yield read
        }
      },
    },
  }
  await assert.rejects(ocrDocument(watched, system, input, turn), LostLease)
  const view = await viewDocument(t.world, reporter, { id })
  assert.equal(n, 2)
  assert.deepEqual([view.status, view.warnings.filter((w) => w.code === 'no_text').length], ['ready', 3])
  assert.ok(
    view.warnings.some((w) => w.code === 'cancelled') && !view.warnings.some((w) => w.code === 'reading_pictures'),
  )
})

test('where reading pictures breaks down the document is ready all the same, and says so', async () => {
  await using t = await testWorld()
  const { reporter, id } = await withFile(t.world, scanPdf([letter]))
  const { input, turn } = await upToOcr(t.world)
  const broken: World = {
    ...t.world,
    ocr: {
      ...t.world.ocr,
      // biome-ignore lint/correctness/useYield: it breaks down before its first page
      async *readPictures() {
        throw new Unreadable('crashed', 'It broke down.')
      },
    },
  }
  await ocrDocument(broken, system, input, turn)
  const view = await viewDocument(t.world, reporter, { id })
  assert.deepEqual([view.status, view.failure], ['ready', undefined])
  assert.deepEqual(view.warnings, [
    { code: 'no_text', page: 1 },
    { code: 'ocr_stopped', count: 1 },
  ])
  await retryDocument(t.world, reporter, { id, language: 'eng' })
  await doAllWork(t.world)
  assert.deepEqual((await viewDocument(t.world, reporter, { id })).warnings, [])
})

test('a page on which reading breaks down says so; the others are read, and it can be tried again', async () => {
  await using t = await testWorld()
  const { reporter, id } = await withFile(t.world, scanPdf([letter, second]))
  const { input, turn } = await upToOcr(t.world)
  const stumbling: World = {
    ...t.world,
    ocr: {
      ...t.world.ocr,
      async *readPictures(...asked) {
        for await (const read of t.world.ocr.readPictures(...asked))
          yield read.page === 1 ? { ...read, words: null, sure: null } : read
      },
    },
  }
  await ocrDocument(stumbling, system, input, turn)
  const view = await viewDocument(t.world, reporter, { id })
  assert.deepEqual(
    [view.status, view.warnings],
    [
      'ready',
      [
        { code: 'no_text', page: 1 },
        { code: 'picture_unread', page: 1 },
      ],
    ],
  )
  assert.equal((await viewPage(t.world, reporter, { id, page: 2 })).text, second.join('\n'))
  await retryDocument(t.world, reporter, { id, language: 'eng' })
  await doAllWork(t.world)
  assert.deepEqual((await viewDocument(t.world, reporter, { id })).warnings, [])
})

test('a language there is no data for is refused, and those there are are named', async () => {
  await using t = await testWorld()
  const { reporter, viewer, stranger, id } = await withFile(t.world, scanPdf([letter]))
  await doAllWork(t.world)
  await leavesNoRow(t.world, async () => {
    await assert.rejects(
      retryDocument(t.world, reporter, { id, language: 'eng+zzz' }),
      /no data to read “zzz”. It can read: .*eng/,
    )
    await refuses('invalid', retryDocument(t.world, reporter, { id, pages: [2] }))
    await refuses('forbidden', retryDocument(t.world, viewer, { id, language: 'eng' }))
    await refuses('not_found', retryDocument(t.world, stranger, { id, language: 'eng' }))
  })
})

test('a line corrected by hand is shown and found as it stands there; what was read before stays', async () => {
  await using t = await testWorld()
  const { reporter, viewer, stranger, id } = await withFile(t.world, scanPdf([letter, second]))
  await doAllWork(t.world)
  const before = await viewPage(t.world, reporter, { id, page: 1 })
  const from = before.words.findIndex(({ text }) => text === 'ninety')
  await leavesNoRow(t.world, async () => {
    await refuses('forbidden', correctPage(t.world, viewer, { id, page: 1, words: [0, 0], text: 'A' }))
    await refuses('not_found', correctPage(t.world, stranger, { id, page: 1, words: [0, 0], text: 'A' }))
    await refuses('not_found', correctPage(t.world, reporter, { id, page: 9, words: [0, 0], text: 'A' }))
    await refuses('invalid', correctPage(t.world, reporter, { id, page: 1, words: [0, 999], text: 'A' }))
    await refuses('conflict', correctPage(t.world, reporter, { id, page: 1, words: [0, 0], text: 'A', layer: 1 }))
  })
  const words: [number, number] = [from, from + 1]
  const page = await leavesOneRow(t.world, 'document.correct', reporter, () =>
    correctPage(t.world, reporter, { id, page: 1, words, text: 'one hundred and eighty days' }),
  )
  assert.deepEqual([page.source, page.layer], ['corrected', 3])
  assert.equal(page.text, before.text.replace('ninety days', 'one hundred and eighty days'))
  const [first, last] = [page.words[from]?.box ?? [], page.words[from + 4]?.box ?? []]
  assert.deepEqual([first[0], last[2]], [before.words[from]?.box[0], before.words[from + 1]?.box[2]])
  const hits = async (q: string) => (await searchEverything(t.world, reporter, { q, limit: 10 })).data.length
  assert.deepEqual([await hits('"hundred and eighty"'), await hits('ninety')], [1, 0])
  assert.equal((await viewPage(t.world, reporter, { id, page: 1, layer: 2 })).text, before.text)
  // read again, a corrected page is left alone, unless it is named
  await retryDocument(t.world, reporter, { id, language: 'eng' })
  await doAllWork(t.world)
  assert.deepEqual(
    [
      (await viewPage(t.world, reporter, { id, page: 1 })).layer,
      (await viewPage(t.world, reporter, { id, page: 2 })).layer,
    ],
    [3, 4],
  )
  await retryDocument(t.world, reporter, { id, pages: [1] })
  await doAllWork(t.world)
  assert.deepEqual((await viewPage(t.world, reporter, { id, page: 1 })).text, before.text)
})

test('a finding whose words are no longer read where they stood says so', async () => {
  await using t = await testWorld()
  const { reporter, id, investigationId } = await withFile(t.world, scanPdf([letter]))
  await doAllWork(t.world)
  const type = await defineFindingType(t.world, reporter, { investigationId, name: 'Retention' })
  const anchors = [{ documentId: id, page: 1, quote: 'ninety days', role: 'supports' as const }]
  const finding = await addFinding(t.world, reporter, { investigationId, typeId: type.id, statement: 'Kept', anchors })
  const changed = async () => (await viewFinding(t.world, reporter, { id: finding.id })).anchors.map((a) => a.changed)
  assert.deepEqual(await changed(), [false])
  const { words } = await viewPage(t.world, reporter, { id, page: 1 })
  const at = words.findIndex(({ text }) => text === 'credits')
  await correctPage(t.world, reporter, { id, page: 1, words: [at, at], text: 'Credits' })
  assert.deepEqual(await changed(), [false]) // another word of the page: its own still stand there
  const ninety = words.findIndex(({ text }) => text === 'ninety')
  await correctPage(t.world, reporter, { id, page: 1, words: [ninety, ninety], text: 'nineteen' })
  assert.deepEqual(await changed(), [true])
})
