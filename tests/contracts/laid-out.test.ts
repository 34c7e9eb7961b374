import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, test } from 'node:test'
import { createLaidOut } from '#lib/io/laid-out'

const folder = mkdtempSync(join(tmpdir(), 'unsealed-laid-out-'))
after(() => rmSync(folder, { recursive: true, force: true }))
const fill = (bytes: number) => (place: string) => writeFile(join(place, 'form'), Buffer.alloc(bytes))

async function fileOf(name: string): Promise<string> {
  const path = join(folder, name)
  await writeFile(path, name)
  return path
}

describe('laid-out forms', () => {
  test('a form is made once for those who ask at the same time, and found by those who ask later', async () => {
    const forms = createLaidOut({ folder: join(folder, 'once') })
    const path = await fileOf('a')
    let made = 0
    const make = async (place: string) => {
      made++
      await fill(10)(place)
    }
    const places = await Promise.all([1, 2, 3].map(() => forms.get(path, 'csv', make)))
    await createLaidOut({ folder: join(folder, 'once') }).get(path, 'csv', make)
    assert.deepEqual([made, new Set(places).size], [1, 1])
    await forms.get(path, 'text', make)
    assert.equal(made, 2, 'another kind is another form')
  })

  test('a making that fails leaves nothing behind and is tried again', async () => {
    const forms = createLaidOut({ folder: join(folder, 'failed') })
    const path = await fileOf('b')
    await assert.rejects(
      forms.get(path, 'csv', async () => {
        throw new Error('broken')
      }),
    )
    assert.deepEqual(readdirSync(join(folder, 'failed')), [])
    await forms.get(path, 'csv', fill(1))
  })

  test('a file that is gone takes all its forms with it, and those of no other', async () => {
    const place = join(folder, 'dropped')
    const forms = createLaidOut({ folder: place })
    const [gone, stays] = [await fileOf('gone'), await fileOf('stays')]
    for (const kind of ['csv', 'text']) await forms.get(gone, kind, fill(1))
    const kept = await forms.get(stays, 'csv', fill(1))
    await forms.drop(createHash('sha256').update('gone').digest('hex'))
    assert.deepEqual(
      readdirSync(place).map((name) => kept.endsWith(name)),
      [true],
    )
    await createLaidOut({ folder: join(folder, 'never made') }).drop('0'.repeat(64))
  })

  test('when there are too many, those unused for longest go, never those just used', async () => {
    const place = join(folder, 'swept')
    const forms = createLaidOut({ folder: place, mostBytes: 250 })
    const made: string[] = []
    for (const [i, name] of ['c', 'd', 'e'].entries()) {
      const form = await forms.get(await fileOf(name), 'csv', fill(100))
      made.push(form)
      const ago = new Date(Date.now() - (60 - i * 20) * 60_000)
      await utimes(join(form, 'used'), ago, ago)
    }
    await forms.get(await fileOf('f'), 'csv', fill(100))
    const left = readdirSync(place)
    assert.deepEqual(
      made.map((form) => left.some((name) => form.endsWith(name))),
      [false, false, true],
    )
    assert.equal(left.length, 2)
  })
})
