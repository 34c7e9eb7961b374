import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import {
  addDays,
  addMonths,
  addOpenDays,
  addYears,
  compareDates,
  daysBetween,
  easterOf,
  isLocalDate,
  localDateSchema,
  nthWeekday,
  openDaysBetween,
  sayDate,
  todayIn,
  weekdayOf,
} from '../../lib/domain/date.ts'

const anyDate = fc.integer({ min: 0, max: 18_626 }).map((n) => addDays('2000-01-01', n)) // 2000–2050
const weekends = (date: string) => (weekdayOf(date) === 6 ? 'Sat' : weekdayOf(date) === 0 ? 'Sun' : null)

test('a day that does not exist is refused in plain words', () => {
  for (const text of [
    '2023-02-29',
    '2026-13-01',
    '2026-00-10',
    '2026-06-31',
    '2026-6-1',
    '26-06-01',
    '',
    '2026-06-01T00:00',
  ])
    assert.equal(isLocalDate(text), false, text)
  assert.equal(isLocalDate('2024-02-29'), true)
  const said = localDateSchema.safeParse('2023-02-29').error?.issues[0]?.message
  assert.match(said ?? '', /date that exists/)
  assert.match(localDateSchema.safeParse(20260701).error?.issues[0]?.message ?? '', /YYYY-MM-DD/)
})

test('days are added across months, leap days and years, and back', () => {
  assert.equal(addDays('2024-02-20', 10), '2024-03-01')
  assert.equal(addDays('2023-02-20', 10), '2023-03-02')
  assert.equal(addDays('2026-12-31', 1), '2027-01-01')
  fc.assert(
    fc.property(anyDate, fc.integer({ min: -4000, max: 4000 }), (date, n) => daysBetween(date, addDays(date, n)) === n),
  )
})

test('a month later is the same day of the month, or its last', () => {
  assert.equal(addMonths('2026-01-31', 1), '2026-02-28')
  assert.equal(addMonths('2024-01-31', 1), '2024-02-29')
  assert.equal(addMonths('2026-11-15', 4), '2027-03-15')
  assert.equal(addMonths('2026-03-31', -1), '2026-02-28')
  assert.equal(addMonths('2026-01-15', -1), '2025-12-15')
  assert.equal(addYears('2024-02-29', 1), '2025-02-28')
  assert.equal(addYears('2026-07-01', 6), '2032-07-01')
})

test('text order is date order', () => {
  fc.assert(fc.property(anyDate, anyDate, (a, b) => Math.sign(daysBetween(b, a)) === compareDates(a, b)))
})

test('the nth and the last weekday of a month are found', () => {
  assert.equal(nthWeekday(2026, 11, 4, 4), '2026-11-26') // Thanksgiving
  assert.equal(nthWeekday(2026, 5, 1, -1), '2026-05-25') // Memorial Day
  assert.equal(nthWeekday(2026, 6, 1, 1), '2026-06-01')
  assert.equal(nthWeekday(2026, 8, 1, -1), '2026-08-31')
})

test('Easter falls where almanacs say', () => {
  const known = [
    '2000-04-23',
    '2008-03-23',
    '2011-04-24',
    '2024-03-31',
    '2025-04-20',
    '2026-04-05',
    '2038-04-25',
    '2049-04-18',
  ]
  for (const day of known) assert.equal(easterOf(Number(day.slice(0, 4))), day)
})

test('the time zone decides what day it is, on days the clocks change too', () => {
  assert.equal(todayIn(new Date('2026-07-02T03:30:00Z'), 'America/New_York'), '2026-07-01')
  assert.equal(todayIn(new Date('2026-07-02T04:30:00Z'), 'America/New_York'), '2026-07-02')
  assert.equal(todayIn(new Date('2026-07-02T04:30:00Z'), 'Pacific/Honolulu'), '2026-07-01')
  assert.equal(todayIn(new Date('2026-03-08T04:59:00Z'), 'America/New_York'), '2026-03-07')
  assert.equal(todayIn(new Date('2026-11-01T05:30:00Z'), 'America/New_York'), '2026-11-01')
})

test('days that count are counted from the day after, and those passed over are named', () => {
  assert.deepEqual(addOpenDays('2026-03-06', 1, weekends), {
    date: '2026-03-09',
    skipped: [
      { date: '2026-03-07', why: 'Sat' },
      { date: '2026-03-08', why: 'Sun' },
    ],
  })
  assert.equal(addOpenDays('2026-03-07', 5, weekends).date, '2026-03-13') // received on a Saturday
  assert.equal(addOpenDays('2026-03-04', 0, weekends).date, '2026-03-04')
  assert.equal(addOpenDays('2026-03-07', 0, weekends).date, '2026-03-09')
})

test('counting forward and counting between agree, and late is never counted as early', () => {
  fc.assert(
    fc.property(anyDate, fc.integer({ min: 1, max: 120 }), (from, count) => {
      const { date, skipped } = addOpenDays(from, count, weekends)
      assert.equal(weekends(date), null)
      assert.equal(openDaysBetween(from, date, weekends), count)
      assert.equal(daysBetween(from, date), count + skipped.length)
      assert.equal(openDaysBetween(date, from, weekends), 0)
    }),
  )
})

test('a date is said as people say it', () => assert.equal(sayDate('2026-07-09'), 'Thu 9 Jul 2026'))
