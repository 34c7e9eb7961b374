import assert from 'node:assert/strict'
import { test } from 'node:test'
import { contactFor, editAgencySchema, newAgencySchema } from '../../lib/domain/agency.ts'
import { newCommunicationSchema } from '../../lib/domain/communication.ts'
import { weekdayOf } from '../../lib/domain/date.ts'
import type { Standing } from '../../lib/domain/request.ts'
import {
  daysLate,
  editRequestSchema,
  isOverdue,
  needs,
  newRequestSchema,
  outcomes,
  stages,
  statusOf,
  statusWords,
} from '../../lib/domain/request.ts'

const filed: Standing = { stage: 'filed', needs: null, outcome: null }
const request = { investigationId: 'inv_1', agencyId: 'agy_1', subject: 'Camera contracts', body: 'All contracts.' }
const said = (result: { error?: { issues: { path: PropertyKey[]; message: string }[] } | undefined }) =>
  result.error?.issues.map(({ path, message }) => `${path.join('.')}: ${message}`) ?? []

test('the chip reads stage, need and outcome as one word', () => {
  assert.equal(statusOf(filed), 'sent')
  assert.equal(statusOf({ ...filed, stage: 'awaiting_response' }), 'waiting')
  assert.equal(statusOf({ stage: 'needs_action', needs: 'fee_decision', outcome: null }), 'fee')
  assert.equal(statusOf({ stage: 'needs_action', needs: null, outcome: 'denied' }), 'refused')
  assert.equal(statusOf({ stage: 'appealing', needs: null, outcome: 'denied' }), 'appeal')
  assert.equal(statusOf({ stage: 'awaiting_response', needs: null, outcome: 'partial' }), 'partly received')
  assert.equal(statusOf({ stage: 'closed', needs: null, outcome: 'fulfilled' }), 'done')
  assert.equal(statusOf({ stage: 'closed', needs: 'payment', outcome: 'withdrawn' }), 'withdrawn')
})

test('every combination has a word, and every word is used', () => {
  const used = new Set<string>()
  for (const stage of stages)
    for (const need of [null, ...needs])
      for (const outcome of [null, ...outcomes]) used.add(statusOf({ stage, needs: need, outcome }))
  assert.deepEqual([...used].sort(), [...statusWords].sort())
})

test('a request is overdue from the day after its due day until it is closed', () => {
  const open = { stage: 'filed', dueOn: '2026-11-13' } as const
  assert.equal(isOverdue(open, '2026-11-13'), false)
  assert.equal(isOverdue(open, '2026-11-14'), true)
  assert.equal(isOverdue({ ...open, stage: 'closed' }, '2026-12-01'), false)
  assert.equal(isOverdue({ ...open, stage: 'draft' }, '2026-12-01'), false)
  assert.equal(isOverdue({ ...open, dueOn: null }, '2026-12-01'), false)
  const weekends = (date: string) => (weekdayOf(date) % 6 === 0 ? 'weekend' : null)
  assert.equal(daysLate(open, '2026-11-20', weekends), 5) // Fri 13 to Fri 20
  assert.equal(daysLate(open, '2026-11-20'), 7)
  assert.equal(daysLate(open, '2026-11-12'), 0)
})

test('a new request is refused in words a person understands', () => {
  assert.deepEqual(said(newRequestSchema.safeParse(request)), [])
  assert.deepEqual(said(newRequestSchema.safeParse({ ...request, subject: ' ' })), [
    'subject: Give the request a subject.',
  ])
  assert.deepEqual(said(newRequestSchema.safeParse({ ...request, receivedOn: '2026-01-02' })), [
    'filedOn: Say when it was filed.',
  ])
  assert.equal(said(newRequestSchema.safeParse({ ...request, filedOn: '2026-02-30' })).length, 1)
  assert.match(
    said(newRequestSchema.safeParse({ ...request, filedOn: '2026-01-03', receivedOn: '2026-01-02' }))[0] ?? '',
    /before it was filed/,
  )
  assert.match(
    said(newRequestSchema.safeParse({ ...request, filedOn: '2026-01-03', stage: 'draft' }))[0] ?? '',
    /no draft/,
  )
  assert.equal(newRequestSchema.safeParse({ ...request, dueOn: '2026-01-02' }).success, false) // computed, never set
  assert.equal(editRequestSchema.safeParse({ dueOverride: null, tags: ['a'], embargoUntil: null }).success, true)
  assert.equal(editRequestSchema.safeParse({ dueOverride: { on: '2026-01-02', reason: '' } }).success, false)
})

test('a communication says when it happened once, and of which kind for its direction', () => {
  const letter = { direction: 'in', channel: 'post', occurredOn: '2026-01-15' }
  assert.deepEqual(said(newCommunicationSchema.safeParse({ ...letter, kind: 'denial' })), [])
  assert.match(
    said(newCommunicationSchema.safeParse({ ...letter, kind: 'appeal' }))[0] ?? '',
    /does not go in this direction/,
  )
  assert.match(
    said(newCommunicationSchema.safeParse({ direction: 'in', channel: 'post' }))[0] ?? '',
    /when it happened/,
  )
  assert.equal(newCommunicationSchema.safeParse({ ...letter, occurredAt: '2026-01-15T10:00:00Z' }).success, false)
  assert.equal(
    newCommunicationSchema.safeParse({
      direction: 'out',
      channel: 'email',
      occurredAt: '2026-01-15T10:00:00Z',
      kind: 'appeal',
    }).success,
    true,
  )
})

test('an agency has a known jurisdiction and contacts that can be reached', () => {
  const agency = { name: 'Bloomfield PD', jurisdiction: 'NJ' }
  assert.deepEqual(said(newAgencySchema.safeParse(agency)), [])
  assert.match(said(newAgencySchema.safeParse({ ...agency, jurisdiction: 'PR' }))[0] ?? '', /no such jurisdiction/)
  assert.match(said(newAgencySchema.safeParse({ ...agency, lat: 40.8 }))[0] ?? '', /together/)
  const contact = (channel: string, address: string) =>
    newAgencySchema.safeParse({ ...agency, contacts: [{ purpose: 'request', channel, address }] })
  assert.deepEqual(said(contact('email', 'records at bloomfield')), [
    'contacts.0.address: That is not an e-mail address.',
  ])
  assert.equal(contact('email', 'opra@bloomfieldtwpnj.com').success, true)
  assert.equal(contact('portal', 'javascript:alert(1)').success, false)
  assert.equal(contact('post', '1 Municipal Plaza').success, true)
  assert.equal(editAgencySchema.safeParse({ place: null }).success, true)
  assert.equal(editAgencySchema.safeParse({ id: 'agy_2' }).success, false)
})

test('a letter without a contact of its own goes to the general one', () => {
  const contacts = [
    { purpose: 'request', address: 'a' },
    { purpose: 'general', address: 'b' },
  ] as const
  assert.equal(contactFor(contacts, 'appeal')?.address, 'b')
  assert.equal(contactFor(contacts, 'request')?.address, 'a')
  assert.equal(contactFor([], 'request'), null)
})
