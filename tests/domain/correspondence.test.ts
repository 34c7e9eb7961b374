import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import {
  areAlike,
  bandsOf,
  likenessOf,
  printOf,
  signatureOf,
  similarity,
  wordsToCompare,
  writeSignature,
} from '#lib/domain/likeness'
import { splitQuoted } from '#lib/domain/quoted'
import { splitQuotedHtml } from '#lib/domain/quoted-html'
import {
  belongTogether,
  type Correspondence,
  groupsOf,
  isAnswer,
  isTelling,
  keysOf,
  plainSubject,
} from '#lib/domain/thread'

const own = (text: string) => splitQuoted(text).own.trim()

test('what a mail program quotes at the end is history, and says whose it is', () => {
  const gmail = 'Thank you.\n\nOn Wed, Jul 2, 2025 at 2:06 PM Sam Roe <sam@pd.example> wrote:\n\n> Here it is.\n> Sam\n'
  assert.equal(own(gmail), 'Thank you.')
  assert.deepEqual(splitQuoted(gmail).quotes, [
    { from: 'Sam Roe <sam@pd.example>', sentText: 'Wed, Jul 2, 2025 at 2:06 PM', subject: null },
  ])
  const outlook =
    'Thank you.\n\n________________________________\nFrom: Sam Roe <sam@pd.example>\nSent: Wednesday, July 2, 2025 2:06 PM\nTo: Ana Lee\nSubject: Cameras\n\nHere it is.\n'
  assert.equal(own(outlook), 'Thank you.')
  assert.equal(splitQuoted(outlook).quotes[0]?.subject, 'Cameras')
  assert.equal(own('Thank you.\n-----Original Message-----\nFrom: Sam\nHere it is.'), 'Thank you.')
  assert.equal(own('Thank you.\n\nOn 2 Jul 2025, at 14:06, Sam Roe\n<sam@pd.example>\nwrote:\n\n> Here'), 'Thank you.')
  assert.equal(own('Thank you.\n\n> Here it is.\n> Sam'), 'Thank you.')
})

test('an answer between the lines, a bare forward and a sentence that says “wrote:” stay as they are', () => {
  const between =
    'See below.\n\nOn Wed, Jul 2, 2025 at 2:06 PM Sam Roe <sam@pd.example> wrote:\n> Will you pay?\nNo.\n> And then?\nNothing.'
  assert.equal(splitQuoted(between).history, '')
  const forward =
    '---------- Forwarded message ---------\nFrom: Sam <sam@pd.example>\nDate: Wed, Jul 2, 2025 at 2:06 PM\nSubject: Cameras\nTo: Ana\n\nHere.'
  assert.equal(splitQuoted(forward).own, forward)
  assert.equal(splitQuoted(forward).quotes[0]?.subject, 'Cameras')
  const letter = 'As the judge wrote: > is a sign.\nFrom: the beginning\nTo: the end\nwe object.'
  assert.equal(splitQuoted(letter).own, letter)
})

const line = fc.constantFrom(
  '',
  ' ',
  'Thank you.',
  '> quoted',
  '>> twice',
  'On Wed, Jul 2, 2025 at 2:06 PM Sam <s@x.example> wrote:',
  'From: Sam Roe',
  'Sent: Wednesday, July 2, 2025 2:06 PM',
  'To: Ana',
  'Subject: Cameras',
  '-----Original Message-----',
  'wrote:',
  '________________',
)
test('folding loses no letter of a text, and no word of a body that was made safe', () => {
  fc.assert(
    fc.property(fc.array(fc.oneof(line, fc.string({ maxLength: 80 })), { maxLength: 30 }), (lines) => {
      const text = lines.join('\n')
      const folded = splitQuoted(text)
      assert.equal(folded.own + folded.history, text)
    }),
    { numRuns: 500 },
  )
  const tag = fc.constantFrom('div', 'p', 'blockquote', 'b', 'table', 'td', 'ul', 'li')
  const { node } = fc.letrec<{ node: string }>((tie) => ({
    node: fc.oneof(
      { maxDepth: 4 },
      line.map((text) => text.replaceAll('<', '&lt;').replaceAll('>', '&gt;')),
      fc.constant('<br>'),
      fc
        .tuple(tag, fc.array(tie('node'), { maxLength: 4 }))
        .map(([name, inner]) => `<${name}>${inner.join('')}</${name}>`),
    ),
  }))
  const words = (html: string) => html.replace(/<[^>]*>/g, ' ').match(/\S+/g) ?? []
  const balance = (html: string) => {
    const open: string[] = []
    for (const [, slash, name = ''] of html.matchAll(/<(\/?)([a-z]+)[^>]*>/g)) {
      if (name === 'br') continue
      if (slash) assert.equal(open.pop(), name)
      else open.push(name)
    }
    assert.deepEqual(open, [])
  }
  fc.assert(
    fc.property(fc.array(node, { maxLength: 8 }), (nodes) => {
      const html = nodes.join('')
      const folded = splitQuotedHtml(html)
      assert.deepEqual([...words(folded.own), ...words(folded.history)], words(html))
      balance(folded.own)
      balance(folded.history)
    }),
    { numRuns: 500 },
  )
})

test('formatted mail is folded where its history begins, whichever program wrote it', () => {
  const gmail =
    '<div>Thank you.</div><br><div><div>On Wed, Jul 2, 2025 at 2:06 PM Sam Roe &lt;sam@pd.example&gt; wrote:<br></div><blockquote><div>Here it is.</div></blockquote></div>'
  const outlook =
    '<div><p>Thank you.</p><div><div><p><b>From:</b> Sam Roe &lt;sam@pd.example&gt;<br><b>Sent:</b> Wednesday, July 2, 2025 2:06 PM<br><b>To:</b> Ana Lee<br><b>Subject:</b> Cameras</p></div></div><p>Here it is.</p></div>'
  for (const html of [gmail, outlook]) {
    const folded = splitQuotedHtml(html)
    assert.match(folded.own, /Thank you/)
    assert.doesNotMatch(folded.own, /Sam Roe|Here it is/)
    assert.match(folded.history, /Sam Roe.*Here it is/s)
    assert.equal(folded.quotes[0]?.from, 'Sam Roe <sam@pd.example>')
  }
  const cited = '<p>The statute says:</p><blockquote>Every person has a right to inspect.</blockquote>'
  assert.equal(splitQuotedHtml(cited).history, '')
})

test('a subject is the same whatever mail programs put before it', () => {
  for (const subject of [
    'Cameras',
    'RE: Cameras',
    'Re: FW: Cameras',
    'AW: WG: cameras',
    '[External] Re[2]: Cameras',
    'Fwd:  CAMERAS',
    'EXTERNAL: Cameras',
  ])
    assert.equal(plainSubject(subject), 'cameras', subject)
  assert.deepEqual(['Re: Cameras', '[EXT] Fw: Cameras', 'Cameras', 'Regarding cameras'].map(isAnswer), [
    true,
    true,
    false,
    false,
  ])
})

test('a person is known by address, and by name in any order', () => {
  assert.deepEqual(keysOf('Lee, Ana M. <Ana@News.example>'), ['ana@news.example', 'ana lee'])
  assert.deepEqual(keysOf('Ana Lee/PD/City'), ['ana lee'])
  assert.deepEqual(keysOf('ana@news.example'), ['ana@news.example'])
  assert.deepEqual(keysOf('Records'), [])
})

const said = (more: Partial<Correspondence>): Correspondence => {
  const base = { from: 'Ana Lee <ana@n.example>', to: ['Sam Roe <sam@pd.example>'], cc: [], printed: false }
  return {
    ...base,
    sentAt: Date.UTC(2026, 2, 2),
    subject: 'Camera sites',
    id: null,
    references: [],
    quotes: [],
    ...more,
  }
}
const answer = said({
  from: 'Sam Roe <sam@pd.example>',
  to: ['ana@n.example'],
  subject: 'RE: Camera sites',
  sentAt: Date.UTC(2026, 2, 9),
})

test('what belongs together does so in both directions, and never by its subject alone', () => {
  assert.ok(belongTogether(said({}), answer))
  assert.ok(belongTogether(answer, said({})))
  assert.ok(!belongTogether(said({ from: 'Kit Poe <kit@x.example>' }), answer))
  assert.ok(!belongTogether(said({ to: ['Clerk <clerk@c.example>'] }), answer))
  assert.ok(!belongTogether(said({ sentAt: Date.UTC(2026, 5, 9) }), { ...answer, subject: 'Camera sites' }))
  assert.ok(!belongTogether(said({ sentAt: null }), answer))
  const arbitrary = fc.record({
    from: fc.constantFrom('Ana Lee <ana@n.example>', 'Sam Roe', 'kit@x.example', null),
    to: fc.subarray(['Ana Lee', 'sam@pd.example', 'Kit Poe <kit@x.example>']),
    sentAt: fc.option(
      fc.integer({ min: 0, max: 40 }).map((days) => days * 5 * 86_400_000),
      { nil: null },
    ),
    subject: fc.constantFrom('Camera sites', 'Re: Camera sites', 'Re: Other things', ''),
    printed: fc.boolean(),
    references: fc.subarray(['<a@x.example>', '<b@x.example>']),
  })
  fc.assert(
    fc.property(arbitrary, arbitrary, (a, b) => {
      assert.equal(belongTogether(said(a), said(b)), belongTogether(said(b), said(a)))
      const nobody = { ...said(a), references: [], from: 'x@one.example', to: ['y@one.example'] }
      assert.ok(!belongTogether(nobody, { ...said(b), from: 'v@two.example', to: ['w@two.example'] }))
    }),
    { numRuns: 500 },
  )
})

test('a Message-ID that was written into every mail, or is somebody’s address, links nothing', () => {
  const wiped = (subject: string, day: number) =>
    said({ subject, sentAt: Date.UTC(2026, 2, day), id: '<id@export.example>', references: ['<id@export.example>'] })
  assert.ok(!belongTogether(wiped('Budget of the year', 2), wiped('Camera sites', 9)))
  assert.ok(belongTogether(wiped('Camera sites', 2), wiped('Camera sites', 2)))
  assert.ok(isTelling('<a1b2c3@mail.example>', ['Ana Lee <ana@n.example>']))
  assert.ok(!isTelling('<ana@n.example>', ['Ana Lee <ana@n.example>']))
  assert.ok(!isTelling('<1>'))
})

test('who quotes a letter belongs with it, also under another subject and on a clock of another zone', () => {
  const quotes = [{ from: 'Ana Lee <ana@n.example>', sentText: 'Sun, Mar 1, 2026 at 4:00 PM', subject: null }]
  const quoting = said({ from: 'Kit Poe <kit@x.example>', to: ['desk@x.example'], subject: 'Look at this', quotes })
  assert.ok(belongTogether(said({}), quoting)) // midnight UTC is 4 PM the day before on the west coast
  assert.ok(!belongTogether(said({ sentAt: Date.UTC(2026, 2, 2, 0, 7) }), quoting))
})

test('links make groups, and only those that are linked', () => {
  assert.deepEqual(
    groupsOf(5, [
      [0, 3],
      [3, 1],
    ]),
    [[0, 1, 3], [2], [4]],
  )
})

const text = fc.array(fc.stringMatching(/^[a-z]{3,8}$/), { minLength: 120, maxLength: 400 })
test('a text is like itself however it is set, shares a band with a near copy, and is unlike another', () => {
  fc.assert(
    fc.property(text, text, (words, others) => {
      const a = printOf(wordsToCompare(words.join(' ')))
      const set = printOf(wordsToCompare(words.join('\n').toUpperCase()))
      const near = printOf([...words.slice(0, -8), 'signed', 'today'])
      const b = printOf(others)
      if (!a || !set || !near || !b) return
      assert.equal(similarity(a, set), 1)
      assert.ok(areAlike(a, near))
      const bands = new Set(bandsOf(signatureOf(a)))
      assert.ok(bandsOf(signatureOf(near)).some((band) => bands.has(band)))
      assert.ok(
        Math.abs(likenessOf(writeSignature(signatureOf(a)), writeSignature(signatureOf(near))) - similarity(a, near)) <
          0.2,
      )
      assert.ok(!areAlike(a, b))
    }),
    { numRuns: 40 },
  )
  assert.equal(printOf(wordsToCompare('Too short to be told from others.')), null)
})

test('a form filled in for another case is another document, a stamped copy is the same', () => {
  const form = Array.from(
    { length: 300 },
    (_, i) => `word${String.fromCharCode(97 + (i % 26))}${String.fromCharCode(97 + Math.floor(i / 26))}`,
  )
  const filled = (values: string[]) =>
    printOf(form.flatMap((word, i) => (i % 60 === 30 ? [word, values[i / 60 - 0.5] ?? ''] : [word])))
  const [one, two] = [filled(['4410', '500', '2026', '17', '981']), filled(['4411', '912', '2026', '30', '112'])]
  const stamped = printOf([
    ...form.flatMap((word, i) =>
      i % 60 === 30 ? [word, ['4410', '500', '2026', '17', '981'][i / 60 - 0.5] ?? ''] : [word],
    ),
    'received',
    '3',
    'march',
    '2026',
  ])
  assert.ok(one && two && stamped)
  assert.ok(similarity(one, two) >= 0.8)
  assert.ok(!areAlike(one, two))
  assert.ok(areAlike(one, stamped))
})
