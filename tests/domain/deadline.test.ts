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
