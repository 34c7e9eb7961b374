import assert from 'node:assert/strict'
import { test } from 'node:test'
import { deflateSync } from 'node:zlib'
import { findStrings } from '#lib/io/children/find-strings'

const noise = Buffer.from(Uint8Array.from({ length: 300_000 }, (_, i) => (Math.imul(i, 2654435761) >>> 13) & 255))
const withIn = (...pieces: (Buffer | string)[]) =>
  Buffer.concat([
    noise,
    ...pieces.map((piece) => (Buffer.isBuffer(piece) ? piece : Buffer.from(piece, 'latin1'))),
    noise,
  ])
const found = (file: Buffer, string: string) =>
  findStrings({ texts: [], packed: [file] }, [string, 'Nobody Atall']).length

const utf16 = Buffer.from('Müller-Zoë', 'utf16le')
const octal = [...Buffer.from('Müller-Zoë', 'latin1')].map((byte) => `\\${byte.toString(8).padStart(3, '0')}`).join('')
const forms: Record<string, Buffer | string> = {
  'as it stands': Buffer.from('Müller-Zoë'),
  'in Latin-1': 'M\xfcller-Zo\xeb',
  'in capital letters': 'M\xdcLLER-ZO\xcb',
  'in UTF-16, small end first': utf16,
  'in UTF-16, big end first': Buffer.from(utf16).swap16(),
  'in hexadecimal': Buffer.from('Müller-Zoë').toString('hex'),
  'in hexadecimal capitals': Buffer.from('Müller-Zoë', 'latin1').toString('hex').toUpperCase(),
  'in octal': octal,
  backwards: '\xeboZ-rell\xfcM',
}
for (const [how, bytes] of Object.entries(forms))
  test(`a word is found in a file ${how}`, () => {
    assert.equal(found(withIn(bytes), 'Müller-Zoë'), 1)
    assert.equal(
      found(withIn(bytes).subarray(0, noise.length + Buffer.byteLength(bytes, 'latin1') - 1), 'Müller-Zoë'),
      0,
    )
  })

test('a word is found at the very beginning and the very end of a file, and twice as often does no harm', () => {
  assert.equal(found(Buffer.concat([Buffer.from('Placeholder'), noise]), 'Placeholder'), 1)
  assert.equal(found(Buffer.concat([noise, Buffer.from('Placeholder')]), 'Placeholder'), 1)
  assert.equal(found(withIn('PlaPlaPlaPlaceholderPlaceholder'), 'Placeholder'), 1)
})

test('a short word is looked for in what is unpacked only: it stands in any packed bytes by chance', () => {
  const packed = deflateSync(Buffer.from('nothing'))
  assert.deepEqual(findStrings({ texts: [Buffer.from('by Lee')], packed: [packed] }, ['Lee']), ['Lee'])
  assert.deepEqual(findStrings({ texts: [packed], packed: [Buffer.from('by Lee')] }, ['Lee']), [])
})

test('many words are found in one walk, each for itself', () => {
  const words = Array.from({ length: 500 }, (_, i) => `witness-${i}-of-many`)
  const there = words.filter((_, i) => i % 7 === 0)
  assert.deepEqual(findStrings({ texts: [], packed: [withIn(there.join('\x00'))] }, words), there)
})
