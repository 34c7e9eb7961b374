import assert from 'node:assert/strict'
import { stat } from 'node:fs/promises'
import { test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Tx } from '#db/client'
import { dialect } from '#db/columns'
import { settings } from '#db/schema'
import { testWorld } from '../world.ts'

const onSqlite = { skip: dialect === 'sqlite' ? false : 'only SQLite has one writer to protect' }
const add = (tx: Tx, key: string) => tx.insert(settings).values({ key, value: 1 })
const keys = async (tx: Tx) => (await tx.select().from(settings)).length

test('a transaction that throws leaves nothing behind; one inside another is refused', async () => {
  await using t = await testWorld()
  const broken = async (tx: Tx) => {
    await add(tx, 'a')
    throw new Error('power cut')
  }
  await assert.rejects(t.world.transact(broken), /power cut/)
  await assert.rejects(
    t.world.transact(() => t.world.transact(async () => {})),
    /pass tx down/,
  )
  assert.equal(await keys(t.world.db), 0)
})

test('a transaction that waits for anything but the record is rolled back', onSqlite, async () => {
  await using t = await testWorld()
  const tick = () => new Promise<void>((resolve) => process.nextTick(resolve))
  for (const stray of [() => sleep(0), () => stat('.'), tick]) {
    const body = async (tx: Tx) => {
      await add(tx, 'a')
      await stray()
    }
    await assert.rejects(t.world.transact(body), /other than the database/)
  }
  assert.equal(await keys(t.world.db), 0)
})

test('writers take turns: each sees its predecessors, a reader only what is committed', async () => {
  await using t = await testWorld()
  const turn = (key: string) =>
    t.world.transact(async (tx) => {
      await add(tx, key)
      return keys(tx)
    })
  await Promise.all(['a', 'b', 'c', 'd', 'e'].map(turn))
  assert.equal(await keys(t.world.db), 5)
})
