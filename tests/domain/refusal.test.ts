import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Refusal } from '#lib/domain/refusal'

test('a refusal made by another copy of its class is still a refusal, and a defect is none', async () => {
  // the name of the copy is made up at run time, so that it is loaded a second time
  const copy = await import(`../../lib/domain/refusal.ts?${Date.now()}`)
  assert.notEqual(copy.Refusal, Refusal)
  assert.ok(copy.notFound('request') instanceof Refusal)
  assert.ok(!(new Error('a defect') instanceof Refusal))
})
