import assert from 'node:assert/strict'
import { createHash, randomBytes } from 'node:crypto'
import { test } from 'node:test'
import fc from 'fast-check'
import { isSystemFile, nameFor, refusalOf } from '#lib/domain/dropped-file'
import { createSha256 } from '#lib/domain/sha256'
import { secondsLeft, timeLeftInWords } from '#lib/domain/time-left'

test('a hash made piece by piece is SHA-256, however the pieces fall', () => {
  fc.assert(
    fc.property(fc.array(fc.uint8Array({ maxLength: 300 }), { maxLength: 12 }), (pieces) => {
      const ours = createSha256()
      const theirs = createHash('sha256')
      for (const piece of pieces) {
        ours.update(piece)
        theirs.update(piece)
      }
      assert.equal(ours.hex(), theirs.digest('hex'))
    }),
  )
  const large = randomBytes(3 * 1024 ** 2 + 7)
  const ours = createSha256()
  ours.update(large)
  assert.equal(ours.hex(), createHash('sha256').update(large).digest('hex'))
})

test('time left is said as roughly as it is known, and not at all before there is a pace', () => {
  assert.equal(secondsLeft(0, 10, 60_000), null)
  assert.equal(secondsLeft(1, 10, 500), null)
  assert.equal(secondsLeft(10, 10, 60_000), null)
  assert.equal(secondsLeft(1, 5, 60_000), 240)
  const said = [null, 3, 31, 70, 240, 3600, 5400, 9000].map(timeLeftInWords)
  assert.deepEqual(said, [
    '',
    'a few seconds left',
    'about 40 seconds left',
    'about a minute left',
    'about 4 minutes left',
    'about an hour left',
    'about 1½ hours left',
    'about 2½ hours left',
  ])
})

test('files of the computer are left out, records with odd names are not', () => {
  for (const path of ['.DS_Store', 'a/b/Thumbs.db', 'a/desktop.ini', '__MACOSX/a.pdf', 'a/._b.pdf', '~$letter.docx'])
    assert.ok(isSystemFile(path), path)
  for (const path of ['.htaccess', 'DS_Store.pdf', 'a/thumbs.pdf', 'desktop.ini.txt', 'a b.pdf', '~notes.txt'])
    assert.ok(!isSystemFile(path), path)
})

test('a file is named with the folders it lay in, as far as they fit', () => {
  assert.equal(nameFor('2019/invoices/scan.pdf'), '2019/invoices/scan.pdf')
  assert.equal(nameFor(`${'x'.repeat(150)}/${'y'.repeat(60)}/scan.pdf`), `${'y'.repeat(60)}/scan.pdf`)
  assert.equal(nameFor('/./scan.pdf'), 'scan.pdf')
})

test('what cannot be sent is refused in words before it is', () => {
  assert.match(refusalOf({ name: 'a.pdf', size: 0 }), /empty/)
  assert.match(refusalOf({ name: 'a.pdf', size: 3 * 1024 ** 3 }), /2 GiB/)
  assert.match(refusalOf({ name: `${'é'.repeat(98)}.pdf!`, size: 1 }), /longer than 200 bytes/)
  assert.equal(refusalOf({ name: `${'é'.repeat(98)}.pdf`, size: 1 }), '')
})
