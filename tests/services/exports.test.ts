import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { createWriteStream, existsSync, readFileSync, writeFileSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { test } from 'node:test'
import { exports } from '#db/schema'
import { withdrawExhibit } from '#lib/services/exhibits/publish-exhibit'
import { makeExport } from '#lib/services/exports/make-export'
import { openExportFile } from '#lib/services/exports/open-export-file'
import { verifyBag } from '#lib/services/exports/verify-bag'
import { listExports, viewExport } from '#lib/services/exports/view-export'
import { sweep } from '#lib/services/upkeep/sweep'
import { leavesOneRow, refuses, system } from '../build.ts'
import { doAllWork } from '../fixtures/keep-file.ts'
import { textPdf } from '../fixtures/make-pdf.ts'
import { filesIn, story } from '../fixtures/make-story.ts'

const dayMs = 24 * 3600 * 1000
/** Words of which none may be in what outsiders get. */
const canaries = [
  'Quoxzyname',
  'Quoxzyfile',
  'Quoxzynote',
  'Quoxzyunmarked',
  'Quoxzystatement',
  'Quoxzyproposed',
  'Quoxzyletter',
  'Quoxzyrequest',
  'Quoxzymail',
  'Quoxzyowner',
  'Quoxzyearly',
  'RING-D',
]

/** Every link of the index, without its place in the file. */
function linksOf(folder: string): string[] {
  const page = readFileSync(join(folder, 'data/index.html'), 'utf8')
  assert.doesNotMatch(page, /<script|src=|https?:\/\/|\/\//i, 'it needs nothing from elsewhere')
  return [...page.matchAll(/href="([^"]+)"/g)].map(([, href = '']) => decodeURIComponent(href.replace(/#.*/, '')))
}

test('a pack for outsiders holds published exhibits and cleared findings in their words, and nothing from inside', {
  timeout: 180_000,
}, async () => {
  await using s = await story()
  const { folder, name, done, of } = await s.pack('exhibits', s.viewer)
  assert.deepEqual([name, done, of], ['RING-story-pack-2026-11-02.zip', 6, 6])
  assert.deepEqual(filesIn(folder), [
    'README.txt',
    'bag-info.txt',
    'bagit.txt',
    'data/custody.csv',
    'data/exhibits/RING-E1-v1.pdf',
    'data/exhibits/RING-E1-v1.report.json',
    'data/findings.csv',
    'data/findings.jsonld',
    'data/index.html',
    'manifest-sha256.txt',
    'tagmanifest-sha256.txt',
  ])
  const text = (path: string) => readFileSync(join(folder, path), 'latin1')
  for (const path of filesIn(folder))
    for (const word of canaries) assert.ok(!text(path).toLowerCase().includes(word.toLowerCase()), `${path}: ${word}`)
  for (const { id } of [s.owner, s.editor, s.reporter, s.document])
    for (const path of filesIn(folder)) assert.ok(!text(path).includes(id), `${path}: ${id}`)
  const findings = text('data/findings.csv')
  assert.match(findings, /RING-F1,Coaching,,?.*Officers were given posts.*The chief \[redacted: personal\] wrote posts/)
  assert.match(findings, /RING-F2,Coaching,[^,]*,,.*wrote posts for officers/, 'a statement that says it is left out')
  assert.doesNotMatch(findings, /RING-F[34]/)
  const { first } = JSON.parse(text('data/findings.jsonld')) as { first: { items: { target: { source: string }[] }[] } }
  assert.deepEqual(
    first.items.map(({ target }) => target[0]?.source),
    ['exhibits/RING-E1-v1.pdf', 'exhibits/RING-E1-v1.pdf'],
  )
  assert.match(
    text('data/custody.csv'),
    /^at,step,exhibit,version,sha256\r\n[^,]+,published,RING-E1,1,[0-9a-f]{64}\r\n$/,
  )
  const links = linksOf(folder)
  assert.ok(links.includes('exhibits/RING-E1-v1.pdf'))
  for (const link of links) assert.ok(existsSync(join(folder, 'data', link)), link)
  assert.deepEqual(await verifyBag(s.world, folder), { ok: true, files: 11, problems: [] })
})

test('a pack with originals holds every file as it came, letters, tables, who did what, and opens offline', {
  timeout: 180_000,
}, async () => {
  await using s = await story()
  const { folder } = await s.pack('originals')
  const there = filesIn(folder)
  assert.deepEqual(
    there.filter((path) => /originals|letters/.test(path)),
    [
      'data/letters/RING-1/001-2026-07-10-in.txt',
      'data/letters/RING-1/002-2026-11-02-in.txt',
      'data/originals/RING-D1-Quoxzyfile-of-may.pdf',
      'data/originals/RING-D2-answer.eml',
    ].sort(),
  )
  const bytes = readFileSync(join(folder, 'data/originals/RING-D1-Quoxzyfile-of-may.pdf'))
  assert.ok(
    bytes.equals(
      Buffer.from(
        textPdf([['The chief Casey Quoxzyname', 'wrote posts for officers'], ['Quoxzyunmarked second page']]),
      ),
    ),
  )
  const text = (path: string) => readFileSync(join(folder, 'data', path), 'utf8')
  assert.match(text('letters/RING-1/001-2026-07-10-in.txt'), /Subject: Quoxzyrequest[\s\S]*Quoxzyletter/)
  assert.match(text('letters/RING-1/002-2026-11-02-in.txt'), /The mail itself: originals\/RING-D2-answer\.eml/)
  assert.match(text('requests.csv'), /RING-1,.*Lakeland Police Department,FL/)
  assert.equal(text('findings.csv').trim().split('\r\n').length, 5)
  assert.match(text('custody.csv'), /exhibit\.publish/)
  const { total } = JSON.parse(text('findings.jsonld')) as { total: number }
  assert.equal(total, 4)
  const links = linksOf(folder)
  assert.ok(links.includes('originals/RING-D1-Quoxzyfile-of-may.pdf'))
  for (const link of links) assert.ok(existsSync(join(folder, 'data', link)), link)
  assert.equal((await verifyBag(s.world, folder)).ok, true)
  const bagit = spawnSync('python3', ['-m', 'bagit', '--validate', folder], { encoding: 'utf8' })
  if (/No module named/.test(bagit.stderr ?? '') || bagit.error) console.log('skipped: Python’s bagit is not installed')
  else assert.equal(bagit.status, 0, bagit.stderr)
  const sums = spawnSync('sha256sum', ['--check', '--quiet', 'manifest-sha256.txt'], { cwd: folder, encoding: 'utf8' })
  if (sums.error) console.log('skipped: sha256sum is not installed')
  else assert.equal(sums.status, 0, sums.stdout)
})

test('a changed byte, a missing and an added file are found, in a folder and in a ZIP', {
  timeout: 180_000,
}, async () => {
  await using s = await story()
  const { folder, id } = await s.pack('exhibits')
  const problems = async () => (await verifyBag(s.world, folder)).problems.join('\n')
  const index = join(folder, 'data/index.html')
  const kept = readFileSync(index)
  writeFileSync(
    index,
    kept.map((byte, i) => (i === 99 ? byte ^ 1 : byte)),
  )
  assert.equal(await problems(), 'data/index.html has other bytes than manifest-sha256.txt says.')
  await rm(index)
  assert.match(await problems(), /^data\/index\.html is missing\./)
  writeFileSync(index, kept)
  writeFileSync(join(folder, 'data/extra.pdf'), 'x')
  assert.match(await problems(), /^data\/extra\.pdf is not in manifest-sha256\.txt: it was added\./)
  await rm(join(folder, 'data/extra.pdf'))
  assert.equal(await problems(), '')
  const zip = join(s.world.env.data, 'pack.zip')
  const file = await openExportFile(s.world, s.viewer, { id })
  await pipeline(await file.open(), createWriteStream(zip))
  assert.deepEqual(await verifyBag(s.world, zip), { ok: true, files: 11, problems: [] })
  const bytes = readFileSync(zip)
  const at = bytes.indexOf('%PDF') + 200 // in the exhibit, which is stored as it is
  writeFileSync(zip, bytes.with(at, bytes.readUInt8(at) ^ 1))
  const found = await verifyBag(s.world, zip)
  assert.ok(!found.ok && found.problems.some((line) => line.startsWith('data/exhibits/RING-E1-v1.pdf has other bytes')))
  await refuses('invalid', verifyBag(s.world, join(dirname(zip), 'nosuch')))
})

test('who may: a viewer has exhibits, a reporter originals, a stranger nothing; each step leaves one row', {
  timeout: 180_000,
}, async () => {
  await using s = await story()
  const { world, investigationId: id, viewer, reporter, stranger, admin } = s
  await refuses('not_found', makeExport(world, stranger, { id }))
  await refuses('not_found', makeExport(world, admin, { id }))
  await refuses('forbidden', makeExport(world, viewer, { id, files: 'originals' }))
  const made = await leavesOneRow(world, 'export.make', viewer, () => makeExport(world, viewer, { id }))
  const whole = await leavesOneRow(world, 'export.make-originals', reporter, () =>
    makeExport(world, reporter, { id, files: 'originals' }),
  )
  await refuses('conflict', openExportFile(world, viewer, { id: made.id }))
  await doAllWork(world)
  await leavesOneRow(world, 'export.download', viewer, () => openExportFile(world, viewer, { id: made.id }))
  await refuses('forbidden', openExportFile(world, viewer, { id: whole.id }))
  await leavesOneRow(world, 'export.download-originals', reporter, () =>
    openExportFile(world, reporter, { id: whole.id }),
  )
  await refuses('not_found', viewExport(world, stranger, { id: made.id }))
  await refuses('not_found', openExportFile(world, stranger, { id: made.id }))
  await refuses('not_found', listExports(world, stranger, { id }))
  assert.equal((await listExports(world, viewer, { id })).length, 2)
})

test('a pack is not handed out once one of its exhibits was withdrawn, nor after a week, when its file goes', {
  timeout: 180_000,
}, async () => {
  await using s = await story()
  const { world, t, editor } = s
  const { id, sha256 } = await s.pack('exhibits')
  t.later(1000)
  await withdrawExhibit(world, editor, { id: s.exhibit.id, reason: 'A name was missed.' })
  const refused = await refuses('conflict', openExportFile(world, s.viewer, { id }))
  assert.match(refused.message, /withdrawn or replaced since/)
  const next = await s.pack('exhibits')
  assert.equal(next.of, 4)
  await openExportFile(world, s.viewer, { id: next.id })
  t.later(7 * dayMs + 2000)
  await refuses('gone', openExportFile(world, s.viewer, { id: next.id }))
  t.later(dayMs)
  await sweep(world, system)
  t.later(8 * dayMs)
  const rows = await world.db.select().from(exports)
  assert.deepEqual(new Set(rows.map((row) => `${row.status} ${row.sha256}`)), new Set(['expired null']))
  assert.ok(sha256)
})

test('where a kept file is missing the pack fails in words, and nothing is handed out', {
  timeout: 180_000,
}, async () => {
  await using s = await story()
  const { world, reporter } = s
  await world.blobs.remove(s.document.sha256)
  const made = await makeExport(world, reporter, { id: s.investigationId, files: 'originals' })
  await doAllWork(world)
  const { status, failure } = await viewExport(world, reporter, { id: made.id })
  assert.equal(status, 'failed')
  assert.match(failure ?? '', /originals\/RING-D1-Quoxzyfile-of-may\.pdf is missing or has changed/)
  await refuses('conflict', openExportFile(world, reporter, { id: made.id }))
})
