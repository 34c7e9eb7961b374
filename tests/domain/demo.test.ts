import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { addDays, daysBetween, isLocalDate, weekdayOf } from '../../lib/domain/date.ts'
import { deadlinesOf, receiptOf, responseDue } from '../../lib/domain/deadline.ts'
import { demoAgencies } from '../../lib/domain/demo/agencies.ts'
import { demoDocuments } from '../../lib/domain/demo/documents.ts'
import { demoEvents } from '../../lib/domain/demo/events.ts'
import { demoExhibits } from '../../lib/domain/demo/exhibits.ts'
import { demoFigures } from '../../lib/domain/demo/figures.ts'
import { demoFindingTypes } from '../../lib/domain/demo/finding-types.ts'
import { demoFindings } from '../../lib/domain/demo/findings.ts'
import { finishedRequests } from '../../lib/domain/demo/finished-requests.ts'
import { neverSent } from '../../lib/domain/demo/marking.ts'
import { openRequests } from '../../lib/domain/demo/open-requests.ts'
import { demoCommentRequests, demoQuestions } from '../../lib/domain/demo/questions.ts'
import type { DemoRequest } from '../../lib/domain/demo/request.ts'
import { demoSources } from '../../lib/domain/demo/sources.ts'
import jurisdictions from '../../lib/domain/law/jurisdictions.json' with { type: 'json' }
import { lawOf } from '../../lib/domain/law.ts'

const today = '2026-11-22'
const requests = [...finishedRequests, ...openRequests(today)]
/** A year and a bit of days on which somebody may load it, so that every weekday and every month's end occurs. */
const anyDay = Array.from({ length: 400 }, (_, i) => addDays('2026-01-01', i))

describe('the demonstration investigation', () => {
  it('names twelve agencies in nine states, each under a law that we have', () => {
    assert.equal(demoAgencies.length, 12)
    assert.equal(new Set(demoAgencies.map((one) => one.jurisdiction)).size, 9)
    const laws = new Set(jurisdictions.map((one) => one.code))
    for (const agency of demoAgencies) assert.ok(laws.has(agency.jurisdiction), agency.name)
  })

  it('puts every agency inside the mainland of the United States', () => {
    for (const { name, lat, lng } of demoAgencies) {
      assert.ok(lat > 24 && lat < 50 && lng > -125 && lng < -66, name)
    }
  })

  it('holds no address that a mail could reach', () => {
    const all = JSON.stringify([demoAgencies, demoDocuments, requests])
    const addresses = all.match(/[\w.+-]+@[\w.-]+/g) ?? []
    assert.ok(addresses.length > 20)
    for (const address of addresses) assert.match(address, /\.example$/)
  })

  it('holds no phone number that could ring', () => {
    const numbers = JSON.stringify([demoAgencies, demoDocuments]).match(/\b\d{3}-\d{4}\b/g) ?? []
    assert.ok(numbers.length > 0)
    for (const number of numbers) assert.match(number, /^555-01\d\d$/)
  })

  it('refers only to rows that exist, and gives each its own key', () => {
    const agencyKeys = keys(demoAgencies)
    const requestKeys = keys(requests)
    const communicationKeys = keys(requests.flatMap((one) => one.communications))
    const documentKeys = keys(demoDocuments)
    const typeKeys = keys(demoFindingTypes)
    const findingKeys = keys(demoFindings)
    for (const one of requests) has(agencyKeys, one.agencyKey)
    for (const one of demoDocuments) {
      if (one.requestKey !== null) has(requestKeys, one.requestKey)
      if (one.communicationKey !== null) has(communicationKeys, one.communicationKey)
      if (one.attachedTo) has(documentKeys, one.attachedTo)
    }
    for (const one of demoFindings) {
      has(typeKeys, one.typeKey)
      if (one.agencyKey !== null) has(agencyKeys, one.agencyKey)
      for (const anchor of one.anchors) has(documentKeys, anchor.documentKey)
    }
    for (const { anchor } of demoFigures) if (anchor) has(documentKeys, anchor.documentKey)
    for (const one of demoQuestions) for (const key of one.findingKeys) has(findingKeys, key)
    for (const one of demoExhibits) has(documentKeys, one.documentKey)
  })
})

describe('the demonstration requests', () => {
  it('cover every word that the status chip can say', () => {
    const words = [
      ...['draft', 'sent', 'acknowledged', 'waiting', 'clarification', 'fee', 'partly received', 'done'],
      ...['no records', 'refused', 'appeal', 'lawsuit', 'withdrawn'],
    ]
    assert.deepEqual([...new Set(requests.map(word))].sort(), words.sort())
  })

  it('say that they were never sent, unless they hold what was reported', () => {
    for (const one of openRequests(today)) {
      assert.equal(one.note, neverSent)
      assert.ok(one.body.includes(neverSent), one.key)
    }
    for (const one of finishedRequests) {
      assert.equal(one.filedOn, null, 'the day of filing is not told')
      assert.equal(one.stage, 'closed')
      assert.deepEqual(one.trackingNumbers, [])
    }
  })

  it('never lie in the future or on a weekend, and come in order, whatever the day', () => {
    for (const day of anyDay) {
      for (const one of openRequests(day)) {
        const dates = one.communications.map((communication) => communication.occurredOn)
        for (const date of [...dates, ...(one.filedOn ? [one.filedOn] : [])]) {
          assert.ok(isLocalDate(date) && date <= day, `${one.key} ${date} on ${day}`)
          assert.ok(weekdayOf(date) % 6 !== 0, `${one.key} ${date} is no weekday`)
        }
        assert.deepEqual(dates, dates.toSorted(), `${one.key} on ${day}`)
        assert.equal(dates[0] ?? null, one.filedOn)
      }
    }
  })

  it('leave something overdue, something due within a week and a fee to decide, whatever the day', () => {
    for (const day of anyDay) {
      const open = openRequests(day)
      const left = (key: string) =>
        daysLeft(
          open.find((one) => one.key === key),
          day,
        )
      assert.ok(left('fresno-portal') < 0 && left('bloomfield-portal') < 0, `overdue on ${day}`)
      for (const key of ['albuquerque-heat-maps', 'waynesboro-follow-up']) {
        assert.ok(left(key) >= 0 && left(key) <= 7, `${key} has ${left(key)} days left on ${day}`)
      }
      assert.ok(open.some((one) => one.needs === 'fee_decision' && one.fees.length > 0))
    }
  })

  it('keep the days of reported events where they were, and move the open ones with today', () => {
    const early = openRequests('2026-03-04').find((one) => one.key === 'fresno-portal')
    const late = openRequests('2026-03-11').find((one) => one.key === 'fresno-portal')
    assert.equal(daysBetween(early?.filedOn ?? '', late?.filedOn ?? ''), 7)
    for (const one of finishedRequests) assert.match(one.communications[0]?.occurredOn ?? '', /^2019-/)
  })
})

describe('the demonstration findings', () => {
  it('are at least sixteen over all nine types, in all four statuses', () => {
    assert.equal(demoFindingTypes.length, 9)
    assert.ok(demoFindings.length >= 16)
    assert.equal(new Set(demoFindings.map((one) => one.typeKey)).size, 9)
    assert.equal(new Set(demoFindings.map((one) => one.status)).size, 4)
  })

  it('are never checked or cleared by their author, and checked or cleared only by the editor', () => {
    for (const one of demoFindings) {
      assert.notEqual(one.decidedBy, one.author, one.key)
      assert.equal(one.decidedBy === null, one.status === 'proposed', one.key)
      if (one.status === 'checked' || one.status === 'cleared') assert.equal(one.decidedBy, 'editor', one.key)
    }
  })

  it('carry values of the types that their finding type allows', () => {
    for (const one of demoFindings) {
      const allowed = demoFindingTypes.find((type) => type.key === one.typeKey)?.values ?? []
      for (const [key, value] of Object.entries(one.values)) {
        const definition = allowed.find((value) => value.key === key)
        assert.ok(definition, `${one.key} ${key}`)
        assert.equal(typeof value, definition.type === 'text' ? 'string' : 'number', `${one.key} ${key}`)
      }
    }
  })

  it('say of Lakeland ten dollars a download and fifteen cameras at 130 dollars', () => {
    const of = (key: string) => demoFindings.find((one) => one.key === key)?.values
    assert.deepEqual(of('lakeland-credits'), { amount: 10, per: 'qualifying download' })
    assert.deepEqual(of('lakeland-cameras'), { what: 'doorbell camera', count: 15, price: 130 })
  })

  it('show every one of the seven states on the board', () => {
    const onBoard = demoAgencies.filter(
      ({ key }) => requests.some((one) => one.agencyKey === key) || demoFindings.some((one) => one.agencyKey === key),
    )
    assert.equal(onBoard.length, 12)
    const states = onBoard.flatMap((agency) => demoFindingTypes.map((type) => state(agency.key, type.key)))
    assert.deepEqual(
      [...new Set(states)].sort(),
      ['asked', 'claimed', 'confirmed', 'denied', 'looked', 'no_records', 'not_asked'].sort(),
    )
    assert.equal(state('aurora', 'credits'), 'no_records')
    assert.equal(state('jersey-city', 'credits'), 'denied')
    assert.equal(state('hayward', 'credits'), 'not_asked')
    assert.equal(state('waynesboro', 'credits'), 'looked')
    assert.equal(state('bloomfield', 'credits'), 'asked')
    assert.equal(state('lakeland', 'confidentiality'), 'claimed')
    assert.equal(state('lakeland', 'credits'), 'confirmed')
  })
})

describe('the demonstration figures, events, questions and exhibits', () => {
  it('hold the eight counts of partner agencies that disagree, and the four other figures', () => {
    const counts = demoFigures.filter((one) => one.metric === 'Partner law-enforcement agencies')
    assert.deepEqual(
      counts.map((one) => one.value),
      ['31', 'several dozen', 'at least 200', 'at least 225', '401', '405', '1,700', '2,288'],
    )
    const others = demoFigures.filter((one) => !counts.includes(one)).map((one) => one.amount)
    assert.deepEqual(others, [20_000, 839_000_000, 5_800_000, 130])
    for (const one of demoFigures) assert.ok(one.sources.length > 0, one.value)
  })

  it('write every date as precisely as it is known', () => {
    const length = { day: 10, month: 7, year: 4 }
    for (const one of demoFigures) assert.equal(one.asOf.length, length[one.precision], one.value)
    for (const one of demoEvents) assert.equal(one.date.length, length[one.precision], one.title)
  })

  it('mark the publication days that are approximate', () => {
    const approximate = Object.values(demoSources).filter((one) => one.approximate)
    assert.deepEqual(
      approximate.map((one) => one.date),
      ['2019-08-05', '2019-07-29', '2022-11-02'],
    )
  })

  it('hold nine events, the questions and the comment requests with the update of 6 August 2019', () => {
    assert.equal(demoEvents.length, 9)
    assert.equal(demoEvents.at(-1)?.importance, 7)
    assert.ok(demoQuestions.length > 0)
    assert.equal(demoCommentRequests.at(-1)?.cameBackOn, '2019-08-06')
    assert.equal(demoExhibits.length, 2)
    assert.ok(demoExhibits.some((one) => one.updates.some((update) => update.on === '2019-08-06')))
  })
})

function keys(rows: readonly { key: string }[]): Set<string> {
  const all = new Set(rows.map((row) => row.key))
  assert.equal(all.size, rows.length, 'a key occurs twice')
  return all
}

function has(all: Set<string>, key: string) {
  assert.ok(all.has(key), `nothing has the key ${key}`)
}

/** Calendar days until the request is due by its law, as the product itself counts them. */
function daysLeft(request: DemoRequest | undefined, day: string): number {
  assert.ok(request?.filedOn)
  const law = lawOf(demoAgencies.find((one) => one.key === request.agencyKey)?.jurisdiction ?? '')
  assert.ok(law)
  const received = receiptOf(law, request.filedOn, request.channel)
  const events = request.communications.map(({ kind, occurredOn: on, direction }) => ({ kind, on, direction }))
  const counted = deadlinesOf(law, received, events, { channel: request.channel, sentOn: request.filedOn })
  const due = request.dueOverride?.on ?? responseDue(counted)
  assert.ok(due, `${request.key} has no due date`)
  return daysBetween(day, due)
}

/** The chip's word, read off stage, needs and outcome (overdue and due soon are computed elsewhere). */
function word({ stage, needs, outcome }: DemoRequest): string {
  if (stage === 'appealing') return 'appeal'
  if (stage === 'litigation') return 'lawsuit'
  if (stage === 'needs_action') return needs === 'clarification' ? 'clarification' : 'fee'
  if (outcome === 'partial') return 'partly received'
  if (stage !== 'closed') return { filed: 'sent', awaiting_response: 'waiting' }[stage as string] ?? stage
  return { fulfilled: 'done', no_records: 'no records', denied: 'refused' }[outcome as string] ?? outcome ?? 'done'
}

/** A cell of the matrix: the first that holds, in the order that the contract gives. */
function state(agencyKey: string, typeKey: string): string {
  const found = demoFindings.filter((one) => one.agencyKey === agencyKey && one.typeKey === typeKey)
  if (found.some((one) => one.status === 'checked' || one.status === 'cleared')) return 'confirmed'
  if (found.length > 0) return 'claimed'
  const asked = requests.filter((one) => one.agencyKey === agencyKey && one.stage !== 'draft')
  if (asked.length === 0) return 'not_asked'
  if (asked.every((one) => one.outcome === 'denied')) return 'denied'
  if (asked.every((one) => one.outcome === 'no_records')) return 'no_records'
  const papers = demoDocuments.filter((one) => asked.some((request) => request.key === one.requestKey))
  return papers.length > 0 && papers.every((one) => one.read?.toItsEnd) ? 'looked' : 'asked'
}
