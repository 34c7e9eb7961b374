import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { test } from 'node:test'
import { bagDeclaration, bagInfo, type FoundBag, judgeBag, manifestLine, safeName } from '#lib/domain/bag'
import { csvLine } from '#lib/domain/csv'
import { findingArticle, linkTo, pageHead } from '#lib/domain/export-page'
import { createOutside } from '#lib/domain/outside-words'

const sha = (text: string) => createHash('sha256').update(text).digest('hex')

/** A bag of these files, as it should be; then changed as a test wants it. */
function bagOf(payload: Record<string, string>, change: (all: Map<string, string>) => void = () => {}): FoundBag {
  const lines = (all: Record<string, string>) =>
    Object.entries(all)
      .map(([path, text]) => manifestLine(sha(text), path))
      .join('')
  const bytes = Object.values(payload).join('').length
  const info = bagInfo([['Payload-Oxum', `${bytes}.${Object.keys(payload).length}`]])
  const tags = { 'bagit.txt': bagDeclaration, 'bag-info.txt': info, 'manifest-sha256.txt': lines(payload) }
  const all = new Map(Object.entries({ ...payload, ...tags, 'tagmanifest-sha256.txt': lines(tags) }))
  change(all)
  const files = new Map([...all].map(([path, text]) => [path, { sha256: sha(text), bytes: text.length }]))
  return { files, texts: new Map([...all].filter(([path]) => !path.startsWith('data/'))), odd: [] }
}
const payload = { 'data/a.txt': 'one', 'data/b/100%.txt': 'two' }

test('a whole bag has nothing wrong, also with a name that BagIt writes in another way', () => {
  assert.deepEqual(judgeBag(bagOf(payload)), [])
  assert.equal(manifestLine('0', 'data/100%\n'), '0  data/100%25%0A\n')
})

test('a changed byte, a missing and an added file are each named, in the payload and beside it', () => {
  const wrong = (change: (all: Map<string, string>) => void) => judgeBag(bagOf(payload, change)).join('\n')
  assert.match(
    wrong((all) => all.set('data/a.txt', 'onE')),
    /^data\/a\.txt has other bytes/,
  )
  assert.match(
    wrong((all) => all.delete('data/a.txt')),
    /data\/a\.txt is missing\.\n.*1 with 3/,
  )
  assert.match(
    wrong((all) => all.set('data/c.txt', 'x')),
    /data\/c\.txt is not in manifest.*it was added/,
  )
  assert.match(
    wrong((all) => all.set('note.txt', 'x')),
    /note\.txt is not in tagmanifest.*it was added/,
  )
  assert.match(
    wrong((all) => all.set('bag-info.txt', 'Payload-Oxum: 6.3\n')),
    /bag-info\.txt has other bytes[\s\S]*3 files/,
  )
  assert.match(
    wrong((all) => all.delete('bagit.txt')),
    /bagit\.txt is missing: this is no bag/,
  )
  assert.match(
    wrong((all) => all.delete('manifest-sha256.txt')),
    /manifest-sha256\.txt is missing/,
  )
  assert.match(
    wrong((all) => all.set('bagit.txt', 'BagIt-Version: 9\n')),
    /does not say what it must/,
  )
  const twice = wrong((all) =>
    all.set('manifest-sha256.txt', `${all.get('manifest-sha256.txt')}${manifestLine(sha('one'), 'data/a.txt')}`),
  )
  assert.match(twice, /stands twice/)
  assert.match(
    wrong((all) => all.set('manifest-sha256.txt', 'gibberish\n')),
    /a line that does not fit: gibberish/,
  )
})

test('a file has a name that every system keeps', () => {
  assert.equal(safeName('RING-D7-Über die Brücke (1).pdf'), 'RING-D7-Uber-die-Brucke-1.pdf')
  assert.equal(safeName('../../etc/passwd'), 'etc-passwd')
  assert.equal(safeName('D1-a..b\u202efdp.exe'), 'D1-a.b-fdp.exe')
  assert.equal(safeName('\u6587\u66f8'), 'file')
  const long = safeName(`${'x'.repeat(300)}.pdf`)
  assert.deepEqual([long.length, long.slice(-4)], [100, '.pdf'])
})

test('a cell is never a formula, and commas, quotes and line ends stay in it', () => {
  assert.equal(
    csvLine(['=1+1', 'a,b', 'say "x"', 'two\nlines', 7, null]),
    `'=1+1,"a,b","say ""x""","two\nlines",7,\r\n`,
  )
  assert.equal(csvLine(['-5', '@x']), "'-5,'@x\r\n")
})

test('what a mark takes out, a name from inside or the number of a document is not said outside', () => {
  const outside = createOutside({
    marked: ['Casey Placeholder\nthe', '555-0142'],
    names: ['Rena Ruiz', 'notes of may.pdf'],
  })
  for (const text of [
    'met CASEY  placeholder there',
    'call 555 0142',
    'seen by Rena Ruiz',
    'Notes of May.PDF',
    'see RING-D7',
  ])
    assert.equal(outside(text), null, text)
  for (const text of ['the department coached posts', 'Casey said so', 'in the notes'])
    assert.equal(outside(text), text)
  assert.equal(outside(''), null)
})

test('the page of a pack escapes what it shows, and runs nothing', () => {
  const page = `${pageHead('<script>x</script>', ['a & b'])}${findingArticle({
    number: 'RING-F1',
    type: '"q"',
    status: 'cleared',
    agency: null,
    statement: '<img src=x onerror=y>',
    passages: [{ quote: '</blockquote>', file: linkTo('a b/c#d.pdf', 'p. 3', '#page=3') }],
  })}`
  assert.doesNotMatch(page, /<script|<img|onerror=y>/)
  assert.match(page, /href="a%20b\/c%23d\.pdf#page=3"/)
  assert.match(page, /default-src 'none'/)
  assert.match(page, /color-scheme:light dark/)
})
