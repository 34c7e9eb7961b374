import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { lights, maxTerms, parseQuery, snippetOf, tokensOf } from '#lib/domain/query'
import { stem } from '#lib/domain/stem'

const shape = (text: string, fields: string[] = []) => {
  const { every, none, fields: found } = parseQuery(text, fields)
  return {
    every: every.map((any) => any.map((t) => t.tokens.join(' ')).join('|')),
    none: none.map((t) => t.tokens.join(' ')),
    fields: found.map(({ field, value, not }) => `${not ? '-' : ''}${field}=${value}`),
  }
}

test('words must all stand there, a phrase stands together, OR gives a choice, minus takes out', () => {
  assert.deepEqual(shape('ring "free cameras" bloomfield OR maywood -draft').every, [
    'ring',
    'free camera',
    'bloomfield|maywood',
  ])
  assert.deepEqual(shape('ring -draft -"not this"').none, ['draft', 'not thi'])
})

test('a field counts only where it is known; elsewhere it is words', () => {
  assert.deepEqual(shape('status:overdue agency:"Bloomfield PD" -type:x', ['status', 'agency', 'type']).fields, [
    'status=overdue',
    'agency=Bloomfield PD',
    '-type=x',
  ])
  assert.deepEqual(shape('notes : embargo status:overdue').every, ['note', 'embargo', 'statu overdu'])
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
  assert.match(many.note ?? '', /first 12 words/)
  assert.match(parseQuery('x'.repeat(999)).note ?? '', /first 256 characters/)
})

test('no text whatever makes it throw, and it never holds more than its limits', () => {
  const operators = fc.constantFrom('"', ' OR ', '-', '+', ':', 'NEAR(', '*', '^', '\0', '(', ')', "'", 'type:', ' ')
  const garbage = fc.array(fc.oneof(operators, fc.string({ unit: 'binary', maxLength: 8 })), { maxLength: 60 })
  fc.assert(
    fc.property(garbage, (pieces) => {
      const query = parseQuery(pieces.join(''), ['type'])
      assert.ok(query.every.flat().length + query.none.length <= maxTerms)
      lights(pieces, query)
      snippetOf(pieces.join(' '), query)
    }),
    { numRuns: 600 },
  )
})
