import assert from 'node:assert/strict'
import { test } from 'node:test'
import { limits } from '#lib/domain/limits'
import { limit } from '#lib/services/limit'
import { refuses } from '../build.ts'
import { testWorld } from '../world.ts'

test('who waits as long as was said is let in, at whatever moment of the window it was said', async () => {
  for (const after of [0, 1, 499, 500, 999, 1000, 30_001, 59_001, 59_999]) {
    await using t = await testWorld('2026-11-02T15:00:00.123Z')
    const ask = () => limit(t.world, 'search', 'usr_ana')
    for (let i = 0; i < limits.search.most; i++) await ask()
    t.later(after)
    const { retryAfterSeconds = 0 } = (await refuses('too_many', ask())).detail
    assert(Number.isInteger(retryAfterSeconds) && retryAfterSeconds >= 1, String(retryAfterSeconds))
    assert(retryAfterSeconds * 1000 < 60_000 - after + 1000, 'not a second too long')
    const left = 60_000 - after
    t.later(left - 1)
    await refuses('too_many', ask())
    t.later(retryAfterSeconds * 1000 - left + 1)
    await ask()
  }
})
