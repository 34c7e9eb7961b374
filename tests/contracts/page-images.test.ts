import assert from 'node:assert/strict'
import { mkdtemp, readdir, rm, stat, truncate } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import type { PageImage } from '#lib/io/draw-pages'
import { createPageImages } from '#lib/io/page-images'

const hash = (digit: string) => digit.repeat(64)
const image = (text: string): PageImage => ({
  bytes: Buffer.from(text),
  mediaType: 'image/png',
  width: 700,
  height: 906,
})
const soon = () => new Promise((resolve) => setTimeout(resolve, 20))

describe('page images', () => {
  let folder: string
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'unsealed-images-'))
  })
  after(() => rm(folder, { recursive: true }))

  test('a page is drawn once and comes back the same, also after a restart', async () => {
    let drawn = 0
    const draw = async () => {
      drawn++
      return image('page one')
    }
    const first = await createPageImages({ folder }).get(hash('a'), 1, 700, draw)
    const again = await createPageImages({ folder }).get(hash('a'), 1, 700, draw)
    assert.deepEqual({ ...again, bytes: String(again.bytes) }, { ...first, bytes: String(first.bytes) })
    assert.equal(drawn, 1)
  })

  test('another page, another width and another file are other images', async () => {
    const images = createPageImages({ folder })
    const asked: [string, number, number][] = [
      [hash('b'), 1, 700],
      [hash('b'), 2, 700],
      [hash('b'), 1, 1000],
      [hash('c'), 1, 700],
    ]
    for (const [sha256, page, width] of asked) {
      const made = await images.get(sha256, page, width, async () => image(`${sha256} ${page} ${width}`))
      assert.equal(String(made.bytes), `${sha256} ${page} ${width}`)
    }
  })

  test('many readers of one page cost one drawing', async () => {
    const images = createPageImages({ folder })
    let drawn = 0
    const draw = async () => {
      drawn++
      await soon()
      return image('shared')
    }
    const all = await Promise.all(Array.from({ length: 20 }, () => images.get(hash('d'), 1, 700, draw)))
    assert.deepEqual([drawn, new Set(all.map(({ bytes }) => String(bytes))).size], [1, 1])
  })

  test('a drawing that failed is tried again for the next reader', async () => {
    const images = createPageImages({ folder })
    await assert.rejects(
      images.get(hash('f'), 1, 700, async () => Promise.reject(new Error('no'))),
      /no/,
    )
    assert.equal(String((await images.get(hash('f'), 1, 700, async () => image('yes'))).bytes), 'yes')
  })

  test('a cut-off file in the cache is drawn anew, and a dropped document leaves nothing', async () => {
    const images = createPageImages({ folder })
    await images.get(hash('1'), 1, 700, async () => image('whole'))
    const path = join(folder, '11', hash('1'), '1-700')
    await truncate(path, (await stat(path)).size - 1)
    assert.equal(String((await images.get(hash('1'), 1, 700, async () => image('anew'))).bytes), 'anew')
    await images.drop(hash('1'))
    assert.deepEqual(await readdir(join(folder, '11')), [])
  })

  test('what is no hash is never a path', async () => {
    await assert.rejects(createPageImages({ folder }).get('../../etc', 1, 700, async () => image('x')))
  })
})
