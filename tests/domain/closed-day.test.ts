import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { sayClosedDay } from '#lib/domain/closed-day'

test('every day of the calendars has a name that a calendar would print', () => {
  const { days } = JSON.parse(readFileSync('lib/domain/law/holidays.json', 'utf8')) as { days: object } // our own file
  const names = Object.keys(days).map(sayClosedDay)
  assert.deepEqual(
    names.filter((name) => /\b(even|NJ|UT|NE|19|\d+th|Fri|Day Day)\b/.test(name)),
    [],
  )
  assert.deepEqual(
    ['Memorial', 'Juneteenth NJ', 'Thanksgiving Fri', 'LBJ', 'Sat', 'Independence (observed Fri)'].map(sayClosedDay),
    ['Memorial Day', 'Juneteenth', 'day after Thanksgiving', 'LBJ Day', 'Saturday', 'Independence Day (observed Fri)'],
  )
})
