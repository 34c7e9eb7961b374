import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { addDays, weekdayOf, yearOf } from '../../lib/domain/date.ts'
import { jurisdictionCodes, jurisdictionSchema, viewOfLaw } from '../../lib/domain/jurisdiction.ts'
import { jurisdictions, lawOf } from '../../lib/domain/law.ts'

const closed = (code: string, date: string) => lawOf(code)?.closed(date)
const yearsClosed = (code: string, year: number) => {
  const days: string[] = []
  for (let day = `${year}-01-01`; yearOf(day) === year; day = addDays(day, 1)) {
    const why = closed(code, day)
    if (why && why !== 'Sat' && why !== 'Sun' && weekdayOf(day) % 6 !== 0) days.push(day)
  }
  return days
}
const fileOf = (name: string): unknown =>
  JSON.parse(readFileSync(new URL(`../../lib/domain/law/${name}`, import.meta.url), 'utf8'))

test('there are 52 laws: the federal one first, the fifty states, DC', () => {
  const all = jurisdictions()
  assert.equal(all.length, 52)
  assert.equal(all[0]?.code, 'US')
  assert.deepEqual(new Set(all.map(({ code }) => code)), new Set(jurisdictionCodes))
  assert.equal(lawOf('PR'), null)
})

test('each law answers with its citations, appeal, fees, residency and calendar', () => {
  for (const law of jurisdictions()) {
    const view = jurisdictionSchema.parse(viewOfLaw(law))
    assert.equal(view.clocks[0]?.id, 'first')
    assert.ok(
      view.citations.every(({ citation }) => citation.length > 0),
      law.code,
    )
    assert.ok(view.calendar.source.length > 0 && view.calendar.confidence.length > 0, law.code)
    assert.ok(
      view.calendar.closedDays.some(({ name }) => name === 'Thanksgiving'),
      law.code,
    )
  }
})

test('each row about counting is about a clock that exists', () => {
  const { clocks } = fileOf('counting.json') as { clocks: { clock: string; omit?: string; after?: string[] }[] } // our own file, checked when the laws load
  for (const row of clocks) {
    const [code = '', id] = row.clock.split('.')
    const law = lawOf(code)
    assert.ok(law, row.clock)
    if (row.omit)
      assert.ok(
        law.facts.other_clocks.some((other) => other.id === id),
        row.clock,
      )
    else
      assert.ok(
        law.clocks.some((clock) => clock.id === id),
        row.clock,
      )
    for (const before of row.after ?? [])
      assert.ok(
        law.clocks.some((clock) => clock.id === before),
        `${row.clock} after ${before}`,
      )
  }
  assert.equal(new Set(clocks.map(({ clock }) => clock)).size, clocks.length)
})

test('a holiday on a weekend is kept as each law says', () => {
  assert.equal(closed('VA', '2026-07-03'), 'Independence (observed Fri)')
  assert.equal(closed('MO', '2026-07-03'), null) // Sunday to Monday only
  assert.equal(closed('RI', '2026-07-03'), null)
  assert.equal(closed('RI', '2026-07-06'), 'Independence (observed Mon)')
  assert.equal(closed('TX', '2026-07-03'), null)
  assert.equal(closed('TX', '2026-07-04'), 'Independence')
  assert.equal(closed('MO', '2027-07-05'), 'Independence (observed Mon)')
  assert.equal(closed('US', '2021-12-31'), 'New Year (observed Fri)') // of 2022
  assert.equal(closed('US', '2022-01-01'), 'New Year')
})

test('a holiday closes offices only while the law has it', () => {
  assert.equal(closed('US', '2020-06-19'), null)
  assert.equal(closed('US', '2021-06-18'), 'Juneteenth 19 (observed Fri)')
  assert.equal(closed('VA', '2020-01-17'), 'Lee-Jackson')
  assert.equal(closed('VA', '2021-01-15'), null)
  assert.equal(closed('VA', '2019-11-05'), null)
  assert.equal(closed('VA', '2020-11-03'), 'Election')
  assert.equal(closed('CO', '2019-10-14'), 'Columbus/Indigenous')
  assert.equal(closed('CO', '2026-10-12'), null)
  assert.equal(closed('CO', '2026-10-05'), 'Cabrini')
  assert.equal(closed('TX', '2022-12-26'), null)
  assert.equal(closed('TX', '2023-12-26'), 'Dec 26')
})

test('days that some states have and others lack', () => {
  assert.equal(closed('NJ', '2025-06-20'), 'Juneteenth NJ') // third Friday
  assert.equal(closed('NJ', '2025-06-19'), null)
  assert.equal(closed('UT', '2025-06-16'), 'Juneteenth UT') // kept on a Monday
  assert.equal(closed('UT', '2027-06-21'), 'Juneteenth UT') // from a Saturday, the next Monday
  assert.equal(closed('IL', '2026-11-03'), 'Election even')
  assert.equal(closed('IL', '2027-11-02'), null)
  assert.equal(closed('NY', '2027-11-02'), 'Election')
  assert.equal(closed('MA', '2026-04-20'), 'Patriots')
  assert.equal(closed('LA', '2026-02-17'), 'Mardi Gras')
  assert.equal(closed('DC', '2025-01-20'), 'MLK') // and Inauguration Day
  assert.equal(closed('SC', '2027-05-10'), 'Confederate May 10')
  assert.equal(closed('WA', '2026-10-12'), null)
})

test('the federal year 2026 is the list of the Office of Personnel Management', () => {
  const opm = ['01-01', '01-19', '02-16', '05-25', '06-19', '07-03', '09-07', '10-12', '11-11', '11-26', '12-25']
  assert.deepEqual(
    yearsClosed('US', 2026),
    opm.map((day) => `2026-${day}`),
  )
})

test('no year of any state has fewer than 6 or more than 20 closed weekdays', () => {
  for (const { code } of jurisdictions())
    for (let year = 2000; year <= 2050; year += 1) {
      const count = yearsClosed(code, year).length
      assert.ok(count >= 6 && count <= 20, `${code} ${year}: ${count}`)
    }
})
