import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { listDocuments } from '#lib/services/documents/list-documents'
import { buildTeam } from '../build.ts'
import { doAllWork } from '../fixtures/keep-file.ts'
import { mailOf, plain } from '../fixtures/make-mail.ts'
import { mboxOf } from '../fixtures/make-mailbox.ts'
import { testWorld } from '../world.ts'

test('mails and mailboxes come in by the command line; what is no mail is refused and costs no other', async () => {
  await using t = await testWorld()
  const { investigation, reporter } = await buildTeam(t.world, 'Imported', 'IMP')
  const folder = t.world.env.data
  const files = {
    'box.mbox': mboxOf([mailOf([plain('one')]), mailOf([plain('two')])]),
    'letter.eml': mailOf([plain('three')]),
    'photo.eml': 'no mail at all',
  }
  const paths = Object.entries(files).map(([name, bytes]) => {
    writeFileSync(join(folder, name), bytes)
    return join(folder, name)
  })
  const run = (...args: string[]) => {
    const env = { ...process.env, UNSEALED_DATA: folder, DATABASE_URL: t.world.env.databaseUrl, LOG_LEVEL: 'silent' }
    return spawnSync(process.execPath, ['bin/unsealed.ts', 'import', 'mail', ...args], { env, encoding: 'utf8' })
  }
  const first = run(...paths, join(folder, 'nosuch.eml'), '--investigation', 'IMP', '--json')
  assert.equal(first.status, 1, first.stderr)
  const said = JSON.parse(first.stdout) as {
    documents: { number: string; kind: string; created: boolean }[]
    refused: { file: string }[]
  }
  assert.deepEqual(
    said.documents.map(({ number, kind, created }) => [number, kind, created]),
    [
      ['IMP-D1', 'mailbox', true],
      ['IMP-D2', 'email', true],
    ],
  )
  assert.deepEqual(
    said.refused.map(({ file }) => file),
    [paths[2], join(folder, 'nosuch.eml')],
  )
  const again = run(paths[1] ?? '', '--investigation', investigation.slug)
  assert.deepEqual([again.status, again.stdout], [0, 'IMP-D2 letter.eml: was here already.\n'])
  assert.equal(run(paths[1] ?? '').status, 2)
  t.later(Math.max(0, Date.now() - t.world.now().getTime()) + 1000) // the command goes by the clock on the wall
  await doAllWork(t.world)
  const { data } = await listDocuments(t.world, reporter, { limit: 50 })
  assert.deepEqual([data.length, new Set(data.map(({ status }) => status))], [4, new Set(['ready'])])
})
