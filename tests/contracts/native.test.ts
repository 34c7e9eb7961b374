import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { createNative } from '#lib/io/native'
import { createSandbox } from '#lib/io/sandbox'
import type { SandboxLevel } from '#lib/io/sandbox-ladder'

const folder = mkdtempSync(join(tmpdir(), 'unsealed-native-test-'))
after(() => rmSync(folder, { recursive: true, force: true }))
const best = await createSandbox().level()
const nativeAt = (level: SandboxLevel) => createNative({ sandbox: createSandbox({ force: level }) })
const levels = (['strong', 'weak', 'weakest'] as const).filter((level) => level !== 'strong' || best === 'strong')
const failsAs = (code: string) => (error: unknown) => error instanceof Error && 'code' in error && error.code === code
const script = (text: string) => ({ program: '/bin/sh', args: ['-c', text], totalMs: 5_000, mostBytes: 10_000 })

test('a program is found by its name where it is installed, and by nothing that is no name', async () => {
  const native = nativeAt('weakest')
  assert.match((await native.find('sh')) ?? '', /^\/.*\/sh$/)
  assert.equal(await native.find('no-such-program-here'), null)
  assert.equal(await native.find('../../bin/sh'), null)
})

for (const level of levels)
  test(`a program gets its input, answers, and ends within its limits (${level})`, async () => {
    const native = nativeAt(level)
    process.env.UNSEALED_SECRET_OF_TEST = 'seen'
    const said = await native.run({
      ...script('cat; echo "$OMP_THREAD_LIMIT $UNSEALED_SECRET_OF_TEST"; touch here && ls'),
      stdin: Buffer.from('in '),
    })
    assert.equal(said.toString(), 'in 1 \nhere\n')
    await assert.rejects(native.run(script('exit 3')), failsAs('crashed'))
    await assert.rejects(native.run({ ...script('yes'), mostBytes: 100_000 }), failsAs('too_big'))
    const began = performance.now()
    await assert.rejects(native.run({ ...script('sleep 30 & sleep 30'), totalMs: 300 }), failsAs('timeout'))
    assert.ok(performance.now() - began < 5_000)
    await assert.rejects(native.run({ ...script('sleep 30'), signal: AbortSignal.timeout(200) }), /timeout/i)
    await assert.rejects(native.run({ ...script(''), program: '/no/such/program' }), failsAs('crashed'))
  })

test('a file from outside is given only to a program that can reach nothing else', async (t) => {
  const path = join(folder, 'letter.txt')
  writeFileSync(path, 'Dear records office')
  await assert.rejects(nativeAt('weak').run({ ...script('cat /input'), path }), failsAs('unsupported'))
  if (best !== 'strong') return t.skip('bubblewrap does not work on this machine')
  const probe = `cat "$INPUT"; echo; ls ${process.cwd()} 2>/dev/null | wc -l; (echo x > /input) 2>/dev/null; ls /sys/class/net 2>/dev/null | wc -l`
  const said = await nativeAt('strong').run({ ...script(probe), path })
  assert.deepEqual(said.toString().trim().split('\n'), ['Dear records office', '0', '0'])
})
