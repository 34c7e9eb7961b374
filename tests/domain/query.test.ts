import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { isLocalDate } from '#lib/domain/date'
import { parseQuery } from '#lib/domain/parse-query'
import {
  lights,
  maxQueryChars,
  maxTerms,
  printQuery,
  printWords,
  type Query,
  type Term,
  tokensOf,
} from '#lib/domain/query'
import { fieldsOf, type List } from '#lib/domain/query-fields'
import { fieldLessons, wordLessons } from '#lib/domain/query-help'
import { snippetOf } from '#lib/domain/query-snippet'
import { readDays, readNumbers, resolveDays } from '#lib/domain/query-values'
import { needs, outcomes, stages, statusWords } from '#lib/domain/request'
import { stem } from '#lib/domain/stem'
import { viewLists } from '#lib/domain/view'
import { garbage } from '../fixtures/make-queries.ts'

const shape = (text: string, list?: List) => {
  const { every, none, fields: found, notes } = parseQuery(text, list)
  const say = (t: Term) => `${t.tokens.join(' ')}${t.prefix ? '*' : ''}`
  return {
    every: every.map((any) => any.map(say).join('|')),
    none: none.map(say),
    fields: found.map(({ field, values, not }) => `${not ? '-' : ''}${field}=${values.join('|')}`),
    notes,
  }
}
/** What is said about a text that is not wholly understood. */
const said = (text: string, list: List = 'requests') => parseQuery(text, list).notes.join(' ')

test('words must all stand there, a phrase stands together, OR gives a choice, minus takes out', () => {
  assert.deepEqual(shape('ring "free cameras" bloomfield OR maywood -draft').every, [
    'ring',
    'free camera',
    'bloomfield|maywood',
  ])
  assert.deepEqual(shape('ring -draft -"not this"').none, ['draft', 'not thi'])
})

test('a field counts only where there is a list that knows it; elsewhere it is words', () => {
  assert.deepEqual(shape('status:overdue agency:"Bloomfield PD",Maywood -owner:me', 'requests').fields, [
    'status=overdue',
    'agency=Bloomfield PD|Maywood',
    '-owner=me',
  ])
  assert.deepEqual(shape('notes : embargo status:overdue').every, ['note', 'embargo', 'statu overdu'])
})

test('brackets hold words together; OR between values of one field is a comma', () => {
  assert.deepEqual(shape('(free camera) OR credits').every, ['free|credit', 'camera|credit'])
  assert.deepEqual(shape('ring (free OR credits) -(draft copy)'), {
    every: ['ring', 'free|credit'],
    none: ['draft', 'copi'],
    fields: [],
    notes: [],
  })
  assert.deepEqual(shape('agency:Lakeland OR agency:Maywood', 'requests').fields, ['agency=Lakeland|Maywood'])
  assert.match(said('camera OR agency:Lakeland'), /OR stands between words/)
  assert.match(said('camera OR -draft'), /OR does not go with a minus/)
})

test('a star is the rest of a word, also of one whose stem is shorter; fewer than three letters are a word', () => {
  const finds = (typed: string, word: string) => lights([word], parseQuery(typed))[0]
  for (const [typed, word] of [
    ['surv*', 'survey'],
    ['surveillan*', 'surveillance'],
    ['police*', 'policing'],
    ['agenci*', 'agency'],
    ['confidentia*', 'confidentiality'],
    ['neighb*', 'neighbors'],
    ['24-011*', '24-0117'],
    ['"free cam*"', 'free-cameras'],
  ] as const)
    assert.ok(finds(typed, word), `${typed} ${word}`)
  assert.ok(!finds('surv*', 'serve'))
  assert.ok(!finds('camera*', 'cam'))
  assert.deepEqual(shape('ab* cd').every, ['ab', 'cd'])
  assert.match(said('ab*'), /at least 3 letters/)
})

test('what is pasted from DocumentCloud or Alaveteli is read without a word', () => {
  const pasted = shape(
    '+camera AND created_at:[2020-01-01 TO *] organization:"Lakeland PD" NOT draft "a b"~5',
    'documents',
  )
  assert.deepEqual(pasted, {
    every: ['camera', 'a b'],
    none: ['draft'],
    fields: ['added=2020-01-01..', 'agency=Lakeland PD'],
    notes: [],
  })
  assert.deepEqual(shape('01/01/2008..14/01/2008 requested_by:Ana latest_status:waiting “free cameras”', 'requests'), {
    every: ['free camera'],
    none: [],
    fields: ['filed=01/01/2008..14/01/2008', 'owner=Ana', 'status=waiting'],
    notes: [],
  })
})

test('a mistake is searched for as words, or left out, and either is said in plain words', () => {
  assert.deepEqual(shape('subject:camera credits', 'requests').every, ['subject camera', 'credit'])
  assert.match(said('subject:camera'), /searched for as words/)
  assert.deepEqual(shape('agncy:Lakeland credits', 'requests').every, ['lakeland', 'credit'])
  assert.match(said('ownr:me'), /“ownr:” is no field here.*Did you mean owner\?/)
  assert.match(said('status:overdeu'), /does not know “overdeu”.*Did you mean overdue\?/)
  assert.match(said('due:soonish'), /“soonish” is no date that due: understands/)
  assert.match(said('page:many', 'search'), /no number/)
  assert.match(said('page:3'), /means nothing here, but in findings, search/)
  assert.match(said('agency:'), /needs something behind the colon/)
  assert.match(said('filed:03/04/2026'), /read as day\/month\/year/)
  assert.equal(said('http://example.org 12:30 Re: https://x'), '')
  for (const q of ['fee:>100', 'batch:3', 'label:red', 'redacted:yes', 'in:notes', 'note:x', 'has:fee'])
    assert.match(said(q), /Nothing here has .* yet/, q)
  assert.match(said('is:private'), /leaves nothing out/)
})

test('the words of the chips and those of the API are both statuses, now and ever', () => {
  const words = [...statusWords, ...stages, ...needs, ...outcomes]
  for (const word of words) {
    assert.equal(said(`status:"${word}"`), '', word)
    assert.equal(said(`was:${word.replaceAll(' ', '_')}`), '', word)
  }
  assert.match(said('was:overdue'), /does not know/)
})

test('days: a day, a month, a year, ranges open or closed, ages, what has none', () => {
  const today = '2026-11-22'
  const span = (value: string, ahead = false) => {
    const { days } = readDays(value, ahead) ?? assert.fail(value)
    const { from = '', to = '' } = resolveDays(days, today)
    return `${from}..${to}`
  }
  assert.equal(span('2026-11'), '2026-11-01..2026-11-30')
  assert.equal(span('2024-02'), '2024-02-01..2024-02-29')
  assert.equal(span('2026'), '2026-01-01..2026-12-31')
  assert.equal(span('2026-12-31..2026-12-01'), '2026-12-01..2026-12-31')
  assert.equal(span('2026-03..'), '2026-03-01..')
  assert.equal(span('..2026-03'), '..2026-03-31')
  assert.equal(span('>2026-11-05'), '2026-11-06..')
  assert.equal(span('<=2026-11'), '..2026-11-30')
  assert.equal(span('<7d'), '2026-11-15..2026-11-22')
  assert.equal(span('>2w'), '..2026-11-07')
  assert.equal(span('<7d', true), '2026-11-22..2026-11-29')
  assert.equal(span('>7d', true), '2026-11-30..')
  assert.equal(span('3m'), '2026-08-22..2026-11-22')
  assert.equal(span('yesterday..today'), '2026-11-21..2026-11-22')
  assert.equal(span('01/13/2026..02/03/2026'), '2026-01-13..2026-02-03')
  assert.equal(span('14/01/2008'), '2008-01-14..2008-01-14')
  assert.deepEqual(readDays('none'), { days: { none: true } })
  for (const no of ['', '..', '2026-13', '2026-02-30', '31/31/2026', 'a..b', '1..2', '<', '7x', '9999y', '2026-1-1'])
    assert.equal(readDays(no), null, no)
})

test('numbers: one, from to, more than, less than', () => {
  assert.deepEqual(
    ['3', '3..9', '9-3', '>100', '<100', '>=5', '100..', '..4'].map((n) => readNumbers(n)),
    [
      { from: 3, to: 3 },
      { from: 3, to: 9 },
      { from: 3, to: 9 },
      { from: 101 },
      { to: 99 },
      { from: 5 },
      { from: 100 },
      { to: 4 },
    ],
  )
  for (const no of ['', '..', 'many', '1.5', '-', '99999999999']) assert.equal(readNumbers(no), null, no)
})

test('the same word in another form, with accents or in capitals, is the same word', () => {
  assert.deepEqual(tokensOf('Agencies’ AGENCY agéncy'), ['agenc', 'agenc', 'agenc'])
  assert.deepEqual(['coaching', 'downloads', 'confidentiality', 'neighbors', 'running'].map(stem), [
    'coach',
    'download',
    'confidenti',
    'neighbor',
    'run',
  ])
  assert.deepEqual(tokensOf('co\u00adach 24-0117 $10.50'), ['coach', '24', '0117', '10', '50'])
})

test('hits light the words as they stand on the page, a phrase only where it is whole', () => {
  const words = 'Free cameras for the free, “free cameras” again.'.split(' ')
  const lit = lights(words, parseQuery('"free camera"'))
  assert.deepEqual(
    words.filter((_, i) => lit[i]),
    ['Free', 'cameras', '“free', 'cameras”'],
  )
})

test('a snippet of a page full of links shows the words about the hit, not the links', () => {
  const link = `<https://safe.example/?url=https%3A%2F%2Fflock.example&data=05%7C02%7C${'4a9788e956b44a39008f'.repeat(20)}>`
  const parts = snippetOf(`Desk phone ${`${link} `.repeat(9)} as to sharing it`, parseQuery('data sharing'))
  assert.ok(parts.map(({ text }) => text).join('').length < 500)
  assert.deepEqual(new Set(parts.filter(({ hit }) => hit).map(({ text }) => text)), new Set(['data']))
})

test('a snippet is parts about the hits, and puts together what it shows', () => {
  const text = `${'word '.repeat(100)}the agency pays ten dollars${' more'.repeat(100)}`
  const parts = snippetOf(text, parseQuery('agencies dollars'))
  assert.deepEqual(
    parts.filter((p) => p.hit).map((p) => p.text.trim()),
    ['agency', 'dollars'],
  )
  assert.match(parts.map((p) => p.text).join(''), /^… (word )+the agency pays ten dollars( more)+ …$/)
  const hostile = snippetOf('<script>alert(1)</script>', parseQuery('alert'))
  assert.equal(hostile.map((p) => p.text).join(''), '<script>alert(1)</script>')
})

test('too much is cut off, and said', () => {
  const many = parseQuery(Array.from({ length: 40 }, (_, i) => `w${i}`).join(' '))
  assert.equal(many.every.length, maxTerms)
  assert.match(many.notes.join(' '), /first 12 words/)
  assert.match(parseQuery('x'.repeat(999)).notes.join(' '), /first 256 characters/)
  const brackets = parseQuery('(a b c d) OR (e f g h) OR (i j k l)')
  assert.ok(brackets.every.flat().length <= 36)
  assert.match(brackets.notes.join(' '), /That many brackets/)
})

const lists = [undefined, ...viewLists] as const
const numRuns = process.env.UNSEALED_NIGHTLY ? 50_000 : 1000

test('no text whatever makes it throw, and it never holds more than its limits', () => {
  fc.assert(
    fc.property(garbage, fc.constantFrom(...lists), (text, list) => {
      const query = parseQuery(text, list)
      const typed = [...query.every.flat(), ...query.none].filter((term) => !term.beside)
      assert.ok(new Set(typed.map((term) => JSON.stringify(term))).size <= maxTerms)
      assert.ok(query.every.flat().length <= 36 + 5 * maxTerms)
      lights([text], query)
      snippetOf(text, query)
      for (const { field, values } of query.fields) {
        assert.ok(list && fieldsOf[list][field], field)
        assert.ok(values.length > 0)
        for (const value of values)
          for (const ahead of [true, false]) {
            const days = readDays(value, ahead)?.days
            for (const day of Object.values(days ? resolveDays(days, '2026-11-22') : {}))
              assert.ok(isLocalDate(day), value)
          }
      }
    }),
    { numRuns },
  )
})

test('a question printed and read again is the same question', () => {
  const plain = (query: Query) => ({ every: query.every, none: query.none, fields: query.fields })
  fc.assert(
    fc.property(garbage, fc.constantFrom(...lists), (text, list) => {
      const once = parseQuery(text, list)
      const printed = printQuery(once)
      if (printed.length > maxQueryChars) return
      const again = parseQuery(printed, list)
      assert.deepEqual(plain(again), plain(once))
      assert.equal(printQuery(again), printed)
      assert.equal(printWords(parseQuery(printWords(once))), printWords(once))
    }),
    { numRuns },
  )
})

test('every example that is taught is understood, and every field that there is is taught', () => {
  for (const [typed] of wordLessons) assert.deepEqual(parseQuery(typed).notes, [], typed)
  for (const list of viewLists) {
    const typed = fieldLessons[list].flatMap(({ lessons }) => lessons.map(([example]) => example))
    for (const example of typed) {
      const { fields, notes } = parseQuery(example, list)
      assert.ok(fields.length > 0 && notes.length === 0, `${list} ${example} ${notes}`)
    }
    const taught = typed.flatMap((example) => parseQuery(example, list).fields.map(({ field }) => field))
    const there = Object.entries(fieldsOf[list]).flatMap(([name, { nothing }]) => (nothing ? [] : [name]))
    assert.deepEqual(
      there.filter((name) => !taught.includes(name)),
      [],
      list,
    )
  }
})
