import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { appendFileSync, existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { buildTeam } from '../build.ts'
import { keepFile } from '../fixtures/keep-file.ts'
import { testWorld } from '../world.ts'

test('a story pack is written by the command line, as a folder or a ZIP, and checked there', {
  timeout: 180_000,
}, async () => {
  await using t = await testWorld()
  const { investigation, reporter } = await buildTeam(t.world, 'Packed', 'PACK')
  await keepFile(t.world, reporter, 'the words of it', { investigationId: investigation.id, name: 'words.txt' })
  const folder = t.world.env.data
  const run = (...args: string[]) => {
    const env = { ...process.env, UNSEALED_DATA: folder, DATABASE_URL: t.world.env.databaseUrl, LOG_LEVEL: 'silent' }
    return spawnSync(process.execPath, ['bin/unsealed.ts', 'export', ...args], { env, encoding: 'utf8' })
  }
  const [zip, bag] = [join(folder, 'out.zip'), join(folder, 'bag')]

  const zipped = run('PACK', '--to', zip, '--json')
  assert.equal(zipped.status, 0, zipped.stderr)
  const { files, sha256 } = JSON.parse(zipped.stdout) as { files: number; sha256: string }
  assert.deepEqual([files, sha256.length, existsSync(zip)], [4, 64, true])
  assert.equal(run('verify', zip).stdout, 'All 9 files are as they were packed.\n')
  const again = run('PACK', '--to', zip)
  assert.deepEqual([again.status, /already something/.test(again.stderr)], [1, true], 'nothing is written over')

  const whole = run(investigation.slug, '--to', bag, '--files', 'originals')
  assert.equal(whole.status, 0, whole.stderr)
  assert.match(whole.stdout, /for the team only/)
  assert.equal(readFileSync(join(bag, 'data/originals/PACK-D1-words.txt'), 'utf8'), 'the words of it')
  appendFileSync(join(bag, 'data/originals/PACK-D1-words.txt'), '!')
  const changed = run('verify', bag, '--json')
  assert.equal(changed.status, 1)
  const { ok, problems } = JSON.parse(changed.stdout) as { ok: boolean; problems: string[] }
  assert.equal(ok, false)
  assert.match(
    problems.join('\n'),
    /data\/originals\/PACK-D1-words\.txt has other bytes than manifest-sha256\.txt says/,
  )

  assert.equal(run('PACK').status, 2)
})
