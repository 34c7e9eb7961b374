import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import { test } from 'node:test'
import { and, eq } from 'drizzle-orm'
import { pages } from '#db/schema'
import { downloadOriginal } from '#lib/services/documents/download-original'
import { viewDocument } from '#lib/services/documents/view-document'
import { viewPage } from '#lib/services/documents/view-page'
import { addFinding } from '#lib/services/findings/add-finding'
import { defineFindingType } from '#lib/services/findings/define-finding-type'
import { searchEverything } from '#lib/services/search/search-everything'
import { buildTeam } from '../build.ts'
import { buildRequest, doAllWork, keepFile } from '../fixtures/keep-file.ts'
import { testWorld } from '../world.ts'
import { corpus, noCorpus } from './setting.ts'

const folder = join(corpus, 'eugene-flock')
const skip = noCorpus || (existsSync(folder) ? false : 'the corpus has no eugene-flock')

/** 24 files that a police department released about its plate readers, as a reporter gets them: all under one request. */
test('real records: every text PDF is readable, searchable and taggable, scans are read off their pictures, sheets are tables', {
  skip,
}, async () => {
  await using t = await testWorld()
  const { investigation, reporter } = await buildTeam(t.world, 'Plate readers', 'PLATES')
  const investigationId = investigation.id
  const request = await buildRequest(t.world, reporter, investigationId)
  const type = await defineFindingType(t.world, reporter, { investigationId, name: 'Worth a look' })
  const names = readdirSync(folder).sort()
  const kept = new Map<string, string>()
  for (const name of names) {
    const at = { investigationId, requestId: request.id, name }
    kept.set(name, (await keepFile(t.world, reporter, readFileSync(join(folder, name)), at)).document.id)
  }
  await doAllWork(t.world)
  const rows: string[] = []
  for (const [name, id] of kept) {
    const view = await viewDocument(t.world, reporter, { id })
    const bytes = readFileSync(join(folder, name))
    const sha256 = createHash('sha256').update(bytes).digest('hex')
    assert.equal(view.sha256, sha256, name)
    const original = await downloadOriginal(t.world, reporter, { id })
    assert.equal(
      createHash('sha256')
        .update(await buffer(await original.open()))
        .digest('hex'),
      sha256,
      name,
    )
    const blank = view.warnings.filter((w) => w.code === 'no_text').length
    assert.equal(view.status, 'ready', `${name}: ${view.failure?.detail}`)
    const its = and(eq(pages.documentId, id), eq(pages.inUse, true), eq(pages.source, 'ocr'))
    const pictures = (await t.world.db.select({ page: pages.page }).from(pages).where(its)).length
    const tagged = await tagFirstPassage(id, view.pages, name)
    rows.push(`| ${name} | ready | ${view.pages} | ${pictures || '–'} | ${blank || '–'} | ${tagged} |`)
  }
  assert.equal(rows.length, 24)
  for (const scan of ['DOC102825-', 'EPD-2025-2738_4.', 'EPD-2025-4537_', 'Flock_Safety_INV-'])
    assert.ok(
      rows.some((row) => row.startsWith(`| ${scan}`) && /\| ready \| (\d+) \| \1 \| [–1] \|/.test(row)),
      `every page of ${scan} is read`,
    )
  if (process.env.UNSEALED_WRITE_DOCS) writeFileSync('docs/real-records.md', report(rows))

  /** The longest word run of the first page with text: found by search, then tagged, its quote standing on its page. */
  async function tagFirstPassage(id: string, count: number, name: string): Promise<string> {
    const run = (words: { text: string }[], from: number, n: number) =>
      words.slice(from, from + n).length === n &&
      words.slice(from, from + n).every((w) => /^[A-Za-z]{3,}$/.test(w.text))
    for (const [n, page] of [4, 3, 2].flatMap((n) => Array.from({ length: count }, (_, p) => [n, p + 1] as const))) {
      const { words } = await viewPage(t.world, reporter, { id, page })
      const plain = words.findIndex((_, i) => run(words, i, n))
      if (plain < 0) continue
      const quote = words
        .slice(plain, plain + n)
        .map((w) => w.text)
        .join(' ')
      const found = await searchEverything(t.world, reporter, { q: `"${quote}"`, investigationId, limit: 200 })
      assert.ok(
        found.data.some((hit) => hit.documentId === id && hit.page === page),
        `${name}: "${quote}" is not found`,
      )
      const anchors = [{ documentId: id, page, quote, role: 'supports' as const }]
      const finding = await addFinding(t.world, reporter, {
        investigationId,
        typeId: type.id,
        statement: quote,
        anchors,
      })
      assert.ok((finding.anchors[0]?.boxes.length ?? 0) > 0, name)
      return `readable, found and tagged (p. ${page})`
    }
    return assert.fail(`${name}: no passage to tag`)
  }
})

const report = (rows: string[]) => `# Real records

Twenty-four files that the police department of Eugene, Oregon, released about its automated licence-plate readers
(source: eyes-off/eugene-oregon, CC0), all put under one request, as a reporter would. What became of each, as
\`UNSEALED_WRITE_DOCS=1 node --test tests/hostile/real-records.test.ts\` writes it:

| file | state | pages | with words off pictures | without words | outcome |
|---|---|---|---|---|---|
${rows.join('\n')}

*Readable* means that the page shows real, selectable text; *found* that a phrase of two to four words of it is found by the
search on its page; *tagged* that a finding on that phrase keeps its quote and boxes. Scans and pictures of
text beside text are read off their pixels, here by the machine's own tesseract where it is installed; a page without
words after that says that there is nothing to read on it. Each original that is
downloaded again has the hash it came with.
`
