import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import type { LocalDate } from '../../lib/domain/date.ts'
import { addDays } from '../../lib/domain/date.ts'
import type { Deadline } from '../../lib/domain/deadline.ts'
import { deadlineSchema, deadlinesOf, explain, receiptOf, responseDue } from '../../lib/domain/deadline.ts'
import type { DeadlineEvent } from '../../lib/domain/deadline-event.ts'
import type { Law } from '../../lib/domain/law.ts'
import { jurisdictions, lawOf } from '../../lib/domain/law.ts'

function law(code: string): Law {
  const found = lawOf(code)
  assert.ok(found, `no law of ${code}`)
  return found
}

function clock(deadlines: readonly Deadline[], id: string): Deadline {
  const found = deadlines.find((one) => one.clock === id)
  assert.ok(found, `no clock ${id} among ${deadlines.map((one) => one.clock).join(', ')}`)
  return found
}

const on = (kind: DeadlineEvent['kind'], day: LocalDate): DeadlineEvent => ({ kind, on: day })
const due = (code: string, received: LocalDate, id: string, ...events: DeadlineEvent[]) =>
  clock(deadlinesOf(law(code), received, events), id).dueOn

// ---- The published vectors -------------------------------------------------------------------------------------

/** Which clock of the engine a row of the vectors speaks of. Everything else is the law's first clock. */
const clockOfRow: Record<string, string> = {
  'AK.state': 'state_agency',
  'CA.extended': 'extension',
  'CO.extended': 'extension',
  'DC.extended': 'extension',
  'IL.extended': 'extension',
  'PA.extended': 'extension',
  'US.extended': 'extension',
  'VA.extended': 'extension',
  'MD.notice': 'delay_notice',
  'MS.outer': 'production',
  'NJ.daniel': 'daniels_law_or_commercial',
  'NM.produce': 'production',
  'NY.outer': 'production',
  'TX.brief': 'ag_brief',
  'TX19.brief': 'ag_brief',
  'UT.expedited': 'expedited',
  'VA.criminal': 'criminal_investigative_file_extension',
  'CT.appeal': 'appeal',
  'NY.appeal': 'appeal',
  'PA.appeal': 'appeal',
  'US.appeal': 'appeal',
  'ID.court': 'court',
}
/** Limits of the requester: the row's received date is the day of the refusal. */
const requesters = new Set(['CT.appeal', 'NY.appeal', 'PA.appeal', 'US.appeal', 'ID.court'])

/** Fields of one line, in which a field in double quotes may hold commas. */
const fieldsOf = (line: string) =>
  [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map(
    (part) => part[1]?.replaceAll('""', '"') ?? part[2] ?? '',
  )
const [header = '', ...lines] = readFileSync(new URL('../fixtures/law-vectors.csv', import.meta.url), 'utf8')
  .trim()
  .split(/\r?\n/)
const columns = fieldsOf(header)
const vectors = lines.map((line) => {
  const fields = fieldsOf(line)
  return (column: string) => fields[columns.indexOf(column)] ?? ''
})

describe('the published vectors', () => {
  test('are all here', () => assert.equal(vectors.length, 98))
  for (const row of vectors) {
    const id = row('clock_id')
    test(`${row('vector_id')} ${id}, received ${row('received_date')}: ${row('expected_due_date')}`, () => {
      const day = row('received_date')
      const events = requesters.has(id) ? [on('denial', day)] : []
      const found = clock(
        deadlinesOf(law(row('jurisdiction')), requesters.has(id) ? addDays(day, -10) : day, events),
        clockOfRow[id] ?? 'first',
      )
      assert.equal(found.dueOn ?? 'none', row('expected_due_date'))
      assert.equal(found.basis.skipped.map(({ date, why }) => `${date} ${why}`).join('; '), row('skipped_days'))
      if (/^\d+$/.test(row('count')))
        assert.deepEqual([String(found.basis.count), found.basis.unit], [row('count'), row('unit')])
    })
  }
})

// ---- The rules of counting --------------------------------------------------------------------------------------

test('Texas in 2019, before state holidays were closed days by statute, counted only holidays', () => {
  // the rows TX19 of the worked examples: the law of that day, not today's
  assert.equal(due('TX', '2019-07-01', 'first'), '2019-07-16')
  assert.equal(due('TX', '2019-07-01', 'ag_brief'), '2019-07-23')
  assert.equal(due('TX', '2026-12-18', 'first'), '2027-01-06')
})

test('a law that had no clock yet gives none, and one that had another gives that', () => {
  assert.equal(due('AL', '2024-09-30', 'first'), null)
  assert.equal(due('AL', '2024-10-01', 'first'), '2024-10-11')
  assert.equal(due('OR', '2017-06-01', 'first'), null)
  assert.equal(due('KY', '2021-06-28', 'first'), '2021-07-01') // three days
  assert.equal(due('KY', '2021-06-29', 'first'), '2021-07-07') // five
  const clocks = deadlinesOf(law('NJ'), '2019-07-01').map((one) => one.clock)
  assert.ok(!clocks.includes('daniels_law_or_commercial'))
})

test('Michigan: an e-mail is received one business day after it was sent', () => {
  assert.equal(receiptOf(law('MI'), '2026-03-06', 'email'), '2026-03-09')
  assert.equal(receiptOf(law('MI'), '2026-03-07', 'email'), '2026-03-09')
  assert.equal(receiptOf(law('MI'), '2026-03-06', 'post'), '2026-03-06')
  assert.equal(receiptOf(law('NJ'), '2026-03-06', 'email'), '2026-03-06')
  const asked = deadlinesOf(law('MI'), '2026-03-06', [], { channel: 'email' })
  assert.deepEqual(
    asked.filter(({ kind }) => kind === 'response').map(({ dueOn, binding }) => [dueOn, binding]),
    [
      ['2026-03-13', true],
      ['2026-03-16', false], // if that day is the day of sending
    ],
  )
  const filed = deadlinesOf(law('MI'), '2026-03-09', [], { channel: 'email', sentOn: '2026-03-06' })
  assert.equal(responseDue(filed), '2026-03-16')
  assert.equal(filed.filter(({ kind }) => kind === 'response').length, 1)
  assert.match(clock(filed, 'first').basis.note, /Sent on Fri 6 Mar 2026/)
})

test('only California and New Mexico move an agency’s last calendar day off a weekend', () => {
  assert.equal(due('CA', '2026-05-13', 'first'), '2026-05-26')
  assert.match(clock(deadlinesOf(law('CA'), '2026-05-13'), 'first').basis.note, /Sat 23 May 2026, is no business day/)
  assert.equal(due('MD', '2026-12-18', 'first'), '2027-01-17') // a Sunday
  assert.match(clock(deadlinesOf(law('MD'), '2026-12-18'), 'first').basis.note, /no rule read moves it/)
})

test('the requester’s own limits have no date until a refusal starts them, and are never moved to a later day', () => {
  assert.equal(due('CT', '2026-01-05', 'appeal'), null)
  assert.equal(due('CT', '2026-01-05', 'appeal', on('acknowledgment', '2026-01-06')), null)
  assert.equal(due('CT', '2026-01-05', 'appeal', on('denial', '2026-01-15')), '2026-02-14') // a Saturday
  assert.equal(due('US', '2026-01-05', 'court', on('denial', '2026-01-15')), '2032-01-15')
  assert.equal(due('NY', '2026-01-05', 'court', on('denial', '2026-01-15')), null)
  assert.equal(
    due(
      'NY',
      '2026-01-05',
      'court',
      on('denial', '2026-01-15'),
      on('appeal', '2026-02-01'),
      on('appeal_denied', '2026-02-10'),
    ),
    '2026-06-10',
  )
  const two = deadlinesOf(law('CT'), '2026-01-05', [on('partial_records', '2026-01-15'), on('denial', '2026-02-20')])
  assert.deepEqual(
    two.filter(({ kind }) => kind === 'appeal').map(({ dueOn }) => dueOn),
    ['2026-02-14', '2026-03-22'],
  )
})

test('a clock that starts at an act still to come is counted from the last day for it, then from the act', () => {
  assert.equal(due('NY', '2019-07-01', 'production'), '2019-08-06') // 5 + 20
  assert.equal(due('NY', '2019-07-01', 'production', on('acknowledgment', '2019-07-02')), '2019-07-31')
  assert.equal(due('OR', '2026-03-02', 'production', on('acknowledgment', '2026-03-03')), '2026-03-23') // from the day it was due
  assert.equal(due('DC', '2026-03-02', 'mpd_body_camera_extension'), '2026-04-28') // 25 + 15, Emancipation Day between
  assert.equal(due('HI', '2026-03-02', 'extension'), '2026-03-31') // 20 in all, Kuhio Day between
  assert.equal(
    due('CT', '2026-01-05', 'appeal_response', on('denial', '2026-01-15'), on('appeal', '2026-01-20')),
    '2027-01-20',
  )
  assert.equal(
    clock(deadlinesOf(law('CT'), '2026-01-05', [on('denial', '2026-01-15')]), 'appeal_response').condition,
    'if you appeal on the last day for it',
  )
})

test('where a law moves last days forward, it moves the agency’s and not the requester’s', () => {
  const moving: Law = { ...law('CT'), rollsForward: true } // no law we know moves days and limits the requester
  assert.equal(clock(deadlinesOf(moving, '2026-01-05', [on('denial', '2026-01-15')]), 'appeal').dueOn, '2026-02-14')
  assert.equal(clock(deadlinesOf({ ...law('MD'), rollsForward: true }, '2026-12-18'), 'first').dueOn, '2027-01-19')
})

test('an extension letter moves nothing where the law knows no extension', () => {
  const extended = deadlinesOf(law('AR'), '2026-03-02', [on('extension', '2026-03-04')])
  assert.equal(responseDue(extended), '2026-03-05')
  assert.match(clock(extended, 'first').basis.note, /knows no extension/)
})

test('hours run by the clock and end the next day', () => {
  assert.deepEqual(clock(deadlinesOf(law('IN'), '2026-03-06'), 'in_person').dueOn, '2026-03-07')
})

test('what a request shows as due is the agency’s next act', () => {
  const next = (code: string, received: LocalDate, ...events: DeadlineEvent[]) =>
    responseDue(deadlinesOf(law(code), received, events))
  assert.equal(next('NY', '2019-07-01'), '2019-07-09')
  assert.equal(next('NY', '2019-07-01', on('acknowledgment', '2019-07-02')), '2019-07-31')
  assert.equal(next('VA', '2019-07-01', on('acknowledgment', '2019-07-02')), '2019-07-09') // an acknowledgment is no answer
  assert.equal(next('VA', '2019-07-01', on('extension', '2019-07-09')), '2019-07-18')
  assert.equal(next('NJ', '2019-07-01', { ...on('extension', '2019-07-09'), until: '2019-07-20' }), '2019-07-20')
  assert.equal(next('FL', '2019-07-01'), null)
  assert.equal(next('FL', '2019-07-01', on('extension', '2019-07-09')), null)
  assert.equal(next('VA', '2019-07-01', on('records', '2019-07-09')), null)
  assert.equal(next('VA', '2019-07-01', on('auto_reply', '2019-07-02')), '2019-07-09')
  assert.equal(next('VA', '2019-07-01', on('withdrawal', '2019-07-02')), null)
  assert.equal(next('VA', '2019-07-01', on('denial', '2019-07-09')), null)
  assert.equal(next('CT', '2026-01-05', on('denial', '2026-01-15'), on('appeal', '2026-01-20')), '2027-01-20')
  assert.equal(next('ID', '2026-07-01'), '2026-07-07') // a resident's, until somebody says otherwise
})

test('a question or a cost that may stop the clock is said, not guessed', () => {
  const asked = clock(deadlinesOf(law('VA'), '2026-03-02', [on('fee_estimate', '2026-03-04')]), 'first')
  assert.equal(asked.dueOn, '2026-03-09')
  assert.match(asked.basis.note, /some laws stop the clock/)
  const answered = clock(
    deadlinesOf(law('VA'), '2026-03-02', [{ ...on('clarification', '2026-03-04'), direction: 'out' }]),
    'first',
  )
  assert.doesNotMatch(answered.basis.note, /some laws stop the clock/)
})

test('a due date says why in one sentence', () => {
  assert.equal(
    explain(clock(deadlinesOf(law('VA'), '2019-07-01'), 'first')),
    'The agency must answer by Tue 9 Jul 2019, 5 business days, not counting 2019-07-04 Independence, 2019-07-06 Sat, 2019-07-07 Sun. Va. Code 2.2-3704(B).',
  )
  assert.match(explain(clock(deadlinesOf(law('FL'), '2019-07-01'), 'first')), /no fixed day/)
})

const anyDay = fc.integer({ min: 0, max: 18_626 }).map((n) => addDays('2000-01-01', n)) // 2000–2050
const anyEvent = fc.record({
  kind: fc.constantFrom(
    'acknowledgment',
    'extension',
    'denial',
    'partial_records',
    'appeal',
    'appeal_denied',
    'fee_estimate',
    'records',
    'withdrawal',
  ),
  after: fc.integer({ min: 0, max: 400 }),
})

test('every law answers for every day, whatever came, and no date is before what it is counted from', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...jurisdictions()),
      anyDay,
      fc.array(anyEvent, { maxLength: 5 }),
      (one, received, came) => {
        const events = came.map(({ kind, after }) => on(kind as DeadlineEvent['kind'], addDays(received, after))) // from the list above
        const deadlines = deadlinesOf(one, received, events)
        assert.equal(deadlines[0]?.clock, 'first')
        for (const deadline of deadlines) {
          deadlineSchema.parse(deadline)
          assert.ok(explain(deadline).length > 20)
          assert.ok(deadline.basis.note.length > 0)
          if (deadline.dueOn === null) continue
          assert.ok(deadline.dueOn >= received)
          const { dueOn, basis } = deadline
          // a count of none, received on a closed day, passes over that day itself
          const first = basis.count === 0 ? received : addDays(received, 1)
          assert.ok(basis.skipped.every(({ date }) => date >= first && date <= dueOn))
          if (deadline.basis.unit === 'business_days') assert.equal(one.closed(deadline.dueOn), null)
        }
        assert.deepEqual(
          deadlinesOf(one, received, [...events].reverse()),
          deadlines,
          'the order in which they are told must not matter',
        )
      },
    ),
    { numRuns: 3000 },
  )
})

test('a request that comes a day later is never due a day earlier', () => {
  fc.assert(
    fc.property(fc.constantFrom(...jurisdictions()), anyDay, (one, received) => {
      if (one.clocks.some(({ since }) => since === addDays(received, 1))) return
      const today = deadlinesOf(one, received)[0]?.dueOn
      const tomorrow = deadlinesOf(one, addDays(received, 1))[0]?.dueOn
      if (today && tomorrow) assert.ok(tomorrow >= today)
    }),
    { numRuns: 3000 },
  )
})
