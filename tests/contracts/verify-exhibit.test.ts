import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { deflateSync, inflateSync } from 'node:zlib'
import sharp from 'sharp'
import { Unreadable } from '#lib/domain/document'
import { attack, type Made, makeExhibit } from '../fixtures/make-exhibit.ts'
import { textPdf } from '../fixtures/make-pdf.ts'
import { scanPdf } from '../fixtures/make-scan.ts'
import { testWorld } from '../world.ts'

const folder = mkdtempSync(join(tmpdir(), 'unsealed-verify-'))
const t = await testWorld()
const { world } = t
after(async () => {
  await t[Symbol.asyncDispose]()
  rmSync(folder, { recursive: true, force: true })
})

const pages = [
  ['Notes for Casey Placeholder', 'and a line that stays'],
  ['A second sheet', 'about cameras on Main Street'],
]
const made = makeExhibit(world, folder, textPdf(pages), { terms: ['Casey Placeholder'] })

/** The names of the checks that a file fails; `unreadable` where the verifier refuses it whole. */
async function failed(exhibit: Made, file: Buffer): Promise<string[]> {
  try {
    return (await attack(world, folder, exhibit, file)).filter(({ passed }) => !passed).map(({ name }) => name)
  } catch (error) {
    if (error instanceof Unreadable) return ['unreadable']
    throw error
  }
}

/** The objects of our own file, to be put together anew as somebody who knows its form would. */
type Part = { head: string; data: Buffer | null }
function partsOf(file: Buffer): Part[] {
  const text = file.toString('latin1')
  const parts: Part[] = []
  let at = text.indexOf('1 0 obj')
  for (const object = /\d+ 0 obj\n/y; ; ) {
    object.lastIndex = at
    if (!object.test(text)) return parts
    const body = object.lastIndex
    const [ends, begins] = [text.indexOf('\nendobj\n', body), text.indexOf('\nstream\n', body)]
    if (begins < 0 || ends < begins) {
      parts.push({ head: text.slice(body, ends), data: null })
      at = ends + 8
      continue
    }
    const head = text.slice(body, begins)
    const length = Number(/\/Length (\d+)>>$/.exec(head)?.[1])
    parts.push({ head: head.replace(/\/Length \d+>>$/, ''), data: file.subarray(begins + 8, begins + 8 + length) })
    at = begins + 8 + length + 18
  }
}
function fileOf(parts: Part[]): Buffer {
  const pieces: Buffer[] = [Buffer.from('%PDF-1.7\n%\xe2\xe3\xcf\xd3\n', 'latin1')]
  const places: number[] = []
  const size = () => pieces.reduce((sum, piece) => sum + piece.length, 0)
  for (const [i, { head, data }] of parts.entries()) {
    places.push(size())
    pieces.push(Buffer.from(`${i + 1} 0 obj\n${head}${data ? `/Length ${data.length}>>\nstream\n` : ''}`, 'latin1'))
    if (data) pieces.push(data, Buffer.from('\nendstream'))
    pieces.push(Buffer.from('\nendobj\n'))
  }
  const at = size()
  const rows = places.map((place) => `${String(place).padStart(10, '0')} 00000 n \n`).join('')
  const id = '0'.repeat(32)
  const trailer = `trailer\n<</Size ${parts.length + 1}/Root 1 0 R/Info 3 0 R/ID[<${id}><${id}>]>>\nstartxref\n${at}\n%%EOF\n`
  pieces.push(Buffer.from(`xref\n0 ${parts.length + 1}\n0000000000 65535 f \n${rows}${trailer}`))
  return Buffer.concat(pieces)
}
/** The same file with its parts changed and put together anew. */
function changed(file: Buffer, change: (parts: Part[]) => void): Buffer {
  const parts = partsOf(file)
  change(parts)
  return fileOf(parts)
}
const at = (parts: Part[], what: RegExp, n = 0): Part => {
  const found = parts.filter(({ head }) => what.test(head))[n]
  assert.ok(found, `${what}`)
  return found
}
const contents = (parts: Part[], change: (text: string) => string, n = 0) => {
  const page = at(parts, /\/Type\/Page\//, n)
  const part = parts[Number(/\/Contents (\d+)/.exec(page.head)?.[1]) - 1]
  assert.ok(part?.data)
  part.data = deflateSync(Buffer.from(change(inflateSync(part.data).toString('latin1')), 'latin1'))
}
/** Changes the dots of a page's picture, a row of bytes each. */
const dots = (parts: Part[], change: (rows: Buffer, rowBytes: number, height: number) => void, n = 0) => {
  const part = at(parts, /\/Subtype\/Image/, n)
  assert.ok(part.data)
  const rows = inflateSync(part.data)
  const height = Number(/\/Height (\d+)/.exec(part.head)?.[1])
  change(rows, rows.length / height, height)
  part.data = deflateSync(rows)
}

test('an exhibit as it was built passes every check', { timeout: 120_000 }, async () => {
  const exhibit = await made
  assert.deepEqual(await failed(exhibit, exhibit.file), [])
  assert.deepEqual(await failed(exhibit, fileOf(partsOf(exhibit.file))), []) // so what fails below is what was changed
})

/** Each way to spoil a file, and the check that must see it. */
const ways: [string, string, (file: Buffer, exhibit: Made) => Buffer | Promise<Buffer>][] = [
  [
    'text added under a box',
    'words',
    (file, { claimed }) =>
      changed(file, (parts) => {
        const [box] = claimed.marks[0]?.boxes ?? []
        assert.ok(box)
        const [x, y] = [box[0] * 612, (1 - box[3]) * 792 + 20]
        contents(parts, (text) =>
          text.replace(
            '3 Tr\n',
            `3 Tr\nBT 100 Tz 1 0 0 1 ${x.toFixed(1)} ${y.toFixed(1)} Tm /T0 9 Tf<0203040506> Tj ET\n`.replace(
              '> Tj',
              '>Tj',
            ),
          ),
        )
      }),
  ],
  [
    'an annotation',
    'parts',
    (file) =>
      changed(file, (parts) => {
        const page = at(parts, /\/Type\/Page\//)
        page.head = page.head.replace(/>>$/, '/Annots[<</Type/Annot/Subtype/Text/Rect[0 0 9 9]/Contents(note)>>]>>')
      }),
  ],
  [
    'metadata of its maker',
    'parts',
    (file) =>
      changed(file, (parts) => {
        const info = at(parts, /^<<\/Title/)
        info.head = info.head.replace(/>>$/, '/Author(A. Reporter)>>')
      }),
  ],
  [
    'a second revision',
    'parts',
    (file) => Buffer.concat([file, Buffer.from('9 0 obj\n<</A 1>>\nendobj\nstartxref\n1\n%%EOF\n')]),
  ],
  ['bytes behind its end', 'parts', (file) => Buffer.concat([file, Buffer.from('Casey Placeholder')])],
  ['bytes before its beginning', 'parts', (file) => Buffer.concat([Buffer.from('mail\n'), file])],
  [
    'a comment between two objects',
    'parts',
    (file) => Buffer.from(file.toString('latin1').replace('endobj\n4 0', 'endobj\n% Casey\n4 0'), 'latin1'),
  ],
  [
    'a table that points elsewhere',
    'parts',
    (file) => Buffer.from(file.toString('latin1').replace(/(\d{10}) 00000 n /, '0000000001 00000 n '), 'latin1'),
  ],
  [
    'an object that nothing uses',
    'parts',
    (file) => changed(file, (parts) => parts.push({ head: '<<', data: Buffer.from('spare') })),
  ],
  [
    'a secret in a packed stream',
    'strings',
    (file) =>
      changed(file, (parts) =>
        parts.push({ head: '<</Filter/FlateDecode', data: deflateSync(Buffer.from('CASEY PLACEHOLDER')) }),
      ),
  ],
  [
    'a secret in UTF-16',
    'strings',
    (file) =>
      changed(file, (parts) => {
        at(parts, /^<<\/Title/).head =
          `<</Title <feff${Buffer.from('Casey Placeholder', 'utf16le').swap16().toString('hex')}>>>`
      }),
  ],
  [
    'a secret packed behind the words of a page',
    'parts',
    (file) =>
      changed(file, (parts) => {
        const part = at(parts, /^<<\/Filter\/FlateDecode$/)
        part.data = Buffer.concat([part.data ?? Buffer.alloc(0), deflateSync(Buffer.from('Casey Placeholder'))])
      }),
  ],
  [
    'something packed behind a picture',
    'unreadable',
    (file) =>
      changed(file, (parts) => {
        const part = at(parts, /\/Subtype\/Image/)
        part.data = Buffer.concat([part.data ?? Buffer.alloc(0), Buffer.from('more')])
      }),
  ],
  [
    'one lighter dot in a box',
    'boxes',
    (file, { claimed }) =>
      changed(file, (parts) =>
        dots(parts, (rows, rowBytes, height) => {
          const [fill] = claimed.marks[0]?.fills ?? []
          assert.ok(fill)
          const [x, y] = [(fill[0] + fill[2]) / 2, (fill[1] + fill[3]) / 2]
          const place = Math.floor(y * height) * rowBytes + 1 + Math.floor(x * (rowBytes - 1))
          rows[place] = 0x11
        }),
      ),
  ],
  [
    'letters spelt in the dots of a picture',
    'unreadable',
    (file) =>
      changed(file, (parts) => dots(parts, (rows, rowBytes) => rows.write('Casey', rowBytes * 9 + 40, 'latin1'))),
  ],
  [
    'a line as thin as one dot that the source has not',
    'outside',
    (file) =>
      changed(file, (parts) =>
        dots(parts, (rows, rowBytes, height) => {
          for (let y = Math.round(height * 0.6); y < height * 0.7; y++) rows[y * rowBytes + 700] = 0
        }),
      ),
  ],
  [
    'a letter that is another than in the source',
    'outside',
    (file, { claimed }) =>
      changed(file, (parts) =>
        dots(
          parts,
          (rows, rowBytes, height) => {
            const word = claimed.pages[1]?.words.find(({ text }) => text === 'about')
            assert.ok(word)
            const [x0, y0, x1, y1] = word.box
            const letter = Math.round(((x1 - x0) * (rowBytes - 1)) / 5)
            const first = 1 + Math.floor(x0 * (rowBytes - 1))
            for (let y = Math.floor(y0 * height); y < y1 * height; y++)
              rows.copyWithin(
                y * rowBytes + first,
                y * rowBytes + first + 2 * letter,
                y * rowBytes + first + 3 * letter,
              )
          },
          1,
        ),
      ),
  ],
  [
    'a picture of another size',
    'outside',
    (file) =>
      changed(file, (parts) => {
        const part = at(parts, /\/Subtype\/Image/)
        const rows = inflateSync(part.data ?? Buffer.alloc(0))
        const height = Number(/\/Height (\d+)/.exec(part.head)?.[1])
        part.head = part.head.replace(/\/Height \d+/, `/Height ${height - 4}`)
        part.data = deflateSync(rows.subarray(0, (rows.length / height) * (height - 4)))
      }),
  ],
  [
    'a media box that hides a part of the page',
    'parts',
    (file) =>
      changed(file, (parts) => {
        const page = at(parts, /\/Type\/Page\//)
        page.head = page.head.replace(/\/MediaBox\[0 0 (\S+) (\S+)\]/, '/MediaBox[0 0 $1 600]')
      }),
  ],
  [
    'a picture drawn smaller than its page',
    'parts',
    (file) => changed(file, (parts) => contents(parts, (text) => text.replace(/^q (\S+) 0 0/, 'q 500 0 0'))),
  ],
  [
    'another picture drawn over the first',
    'parts',
    (file) =>
      changed(file, (parts) =>
        contents(parts, (text) => text.replace('/I Do Q', '/I Do Q\nq 90 0 0 90 200 200 cm /I Do Q')),
      ),
  ],
  [
    'words that are seen outside the picture',
    'parts',
    (file) =>
      changed(file, (parts) =>
        contents(parts, (text) =>
          text.replace(/\nBT 0\.35 g/, '\nBT 0.35 g 100 Tz /L 7 Tf 1 0 0 1 20 6 Tm (Casey) Tj ET$&'),
        ),
      ),
  ],
  [
    'words of the text layer that are drawn',
    'parts',
    (file) => changed(file, (parts) => contents(parts, (text) => text.replace('\n3 Tr\n', '\n0 Tr\n'))),
  ],
  [
    'a white shape drawn on a box',
    'parts',
    (file, { claimed }) =>
      changed(file, (parts) => {
        const [fill] = claimed.marks[0]?.fills ?? []
        assert.ok(fill)
        const shape = `1 g ${fill[0] * 612 + 2} ${(1 - fill[3]) * 792 + 20} 20 4 re f`
        contents(parts, (text) => text.replace('0 Tr 1 g\n', `0 Tr 1 g\n${shape}\n`))
      }),
  ],
  [
    'words printed that are no reason',
    'parts',
    (file) =>
      changed(file, (parts) =>
        contents(parts, (text) =>
          text.replace('0 Tr 1 g\n', '0 Tr 1 g\nBT 100 Tz /L 7 Tf 1 0 0 1 80 80 Tm (Casey) Tj ET\n'),
        ),
      ),
  ],
  [
    'another stamp',
    'parts',
    (file) => changed(file, (parts) => contents(parts, (text) => text.replace('1 of 2', 'by Casey'))),
  ],
  [
    'a page missing',
    'pages',
    (file) =>
      changed(file, (parts) => {
        const tree = at(parts, /^<<\/Type\/Pages/)
        tree.head = tree.head.replace('/Count 2', '/Count 1').replace(/\[(\d+ 0 R) \d+ 0 R\]/, '[$1]')
      }),
  ],
  [
    'a page of another document',
    'outside',
    async (_, exhibit) => {
      const lines = Array.from({ length: 40 }, (_, i) => `WWWW MMMM WWWW MMMM WWWW MMMM ${i} WWWW MMMM WWWW`)
      const other = await makeExhibit(world, folder, textPdf([lines, lines]), {})
      const [mine, its] = [partsOf(exhibit.file), partsOf(other.file)]
      const image = at(its, /\/Subtype\/Image/)
      return changed(exhibit.file, (parts) =>
        Object.assign(at(parts, /\/Subtype\/Image/), image, mine.length ? {} : {}),
      )
    },
  ],
  [
    'pages in another order',
    'parts',
    (file) =>
      changed(file, (parts) => {
        const tree = at(parts, /^<<\/Type\/Pages/)
        tree.head = tree.head.replace(/\[(\d+ 0 R) (\d+ 0 R)\]/, '[$2 $1]')
      }),
  ],
]

for (const [what, check, spoil] of ways)
  test(`the verifier sees ${what}`, { timeout: 120_000 }, async () => {
    const exhibit = await made
    const file = await spoil(exhibit.file, exhibit)
    assert.ok(!file.equals(exhibit.file), 'it was changed')
    const seen = await failed(exhibit, file)
    assert.ok(seen.includes(check), `${check} failed; failed were: ${seen.join(', ') || 'none'}`)
  })

test('the verifier sees what a JPEG of a page carries besides its dots', { timeout: 120_000 }, async () => {
  const noise = Buffer.from(Uint8Array.from({ length: 850 * 1100 }, (_, i) => (i * 2654435761) >>> 24))
  const photo = await sharp(noise, { raw: { width: 850, height: 1100, channels: 1 } })
    .blur(0.7)
    .jpeg()
    .toBuffer()
  const drawn = [{ page: 1, box: [0.3, 0.3, 0.5, 0.4] as [number, number, number, number] }]
  const exhibit = await makeExhibit(world, folder, photo, { name: 'photo.jpg', drawn })
  assert.match(exhibit.file.toString('latin1'), /DCTDecode/)
  assert.deepEqual(await failed(exhibit, exhibit.file), [])
  const spoilt = (change: (jpeg: Buffer) => Promise<Buffer> | Buffer) => {
    const parts = partsOf(exhibit.file)
    const image = at(parts, /DCTDecode/)
    return Promise.resolve(change(image.data ?? Buffer.alloc(0))).then((data) => {
      image.data = data
      return fileOf(parts)
    })
  }
  const exif = await spoilt((jpeg) =>
    sharp(jpeg)
      .withExif({ IFD0: { Artist: 'somebody' } })
      .toColourspace('b-w')
      .jpeg()
      .toBuffer(),
  )
  assert.ok((await failed(exhibit, exif)).includes('parts'))
  const behind = await spoilt((jpeg) => Buffer.concat([jpeg, Buffer.from('more')]))
  assert.ok((await failed(exhibit, behind)).includes('parts'))
  const lighter = await spoilt((jpeg) =>
    sharp(jpeg).linear(0.9, 20).toColourspace('b-w').jpeg({ quality: 72 }).toBuffer(),
  )
  assert.ok((await failed(exhibit, lighter)).includes('boxes'))
})

test('the verifier reads what shows in a box that was not filled', { timeout: 120_000 }, async () => {
  const lines = ['Nothing here', 'Casey Placeholder signed this sheet']
  const bare = await makeExhibit(world, folder, scanPdf([lines]), {})
  const box: [number, number, number, number] = [0.1, 0.1, 0.6, 0.14]
  const mark = { id: 'm', page: 1, boxes: [box], fills: [box], reason: 'personal', exemption: null, words: '' }
  const marks = [{ ...mark, authorId: 'u', staysElsewhere: false }]
  const pages = bare.claimed.pages.map((page) => ({ ...page, taken: [{ box, reason: 'personal' }] }))
  const seen = await failed({ ...bare, claimed: { ...bare.claimed, marks, pages } }, bare.file)
  assert.deepEqual(
    ['boxes', 'letters'].filter((name) => seen.includes(name)),
    ['boxes', 'letters'],
    seen.join(),
  )
})

test('the verifier sees a kept page that still holds a marked word', { timeout: 120_000 }, async () => {
  const exhibit = await made
  const [mark] = exhibit.claimed.marks
  const [box] = mark?.boxes ?? []
  assert.ok(box)
  const pages = exhibit.claimed.pages.map((page, i) =>
    i > 0 ? page : { ...page, words: [...page.words, { text: 'Casey', box, line: 0 }], text: `${page.text} Casey` },
  )
  const seen = await failed({ ...exhibit, claimed: { ...exhibit.claimed, pages } }, exhibit.file)
  assert.ok(seen.includes('words'), seen.join())
})
