import { createHash } from 'node:crypto'
import type { Call } from '../../app/_door/call.ts'
import { lineUnderBox } from '../fixtures/hidden-text.ts'
import { textPdf } from '../fixtures/make-pdf.ts'
import { type Names, quote } from './seed.ts'

/** What a call is asked with: valid for somebody who may. */
export type Sample = {
  params?: Record<string, string>
  query?: Record<string, string>
  body?: Record<string, unknown>
  raw?: string | Uint8Array
}

/** Ids that are no thing of an investigation. `upload` is whole and waits; `newcomer` has an account and no more. */
export type Others = { member: string; newcomer: string; upload: string }

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex')

export const named = (call: Pick<Call, 'method' | 'path'>) => `${call.method} ${call.path}`

/** A line of the API table → a request for it. Every optional field of a body is given, so that tests can reach it. */
export function sampleOf(call: Call, names: Names, others: Others): Sample {
  const sample = samples(names, others)[named(call)]
  if (!sample) throw new Error(`tests/access/samples.ts has no sample for ${named(call)}`)
  return sample
}

/** The same call with a body of each of its other forms too; the first is the usual one. */
export function formsOf(call: Call, names: Names, others: Others): Sample[] {
  const first = sampleOf(call, names, others)
  const boxes = [[0.1, 0.1, 0.4, 0.2]]
  const why = { reason: 'personal', exemption: 'Ch. 119', note: 'n', wholeLine: true }
  const anchor = { documentId: names.document, page: 1, boxes, role: 'supports' }
  const bodies: Record<string, Record<string, unknown>[]> = {
    'POST /documents/:id/marks': [
      { marks: [{ page: 1, boxes, ...why }] },
      { find: 'Footage', pages: '1', dryRun: false, ...why },
      { find: ['Footage', 'thirty'], ...why },
      { find: { pattern: 'phone' }, ...why },
    ],
    'POST /findings': [{ ...first.body, anchors: [anchor] }],
    'PATCH /findings/:id': [{ ...first.body, anchors: [anchor] }],
    'POST /figures': [{ ...first.body, anchor }],
  }
  return [first, ...(bodies[named(call)] ?? []).map((body) => ({ ...first, body }))]
}

function samples(names: Names, { member, newcomer, upload }: Others): Record<string, Sample> {
  const { investigation: investigationId, agency: agencyId, request: requestId } = names
  const inside = { investigationId }
  const same = textPdf([['The page text', quote], lineUnderBox('The second page', 'The held back text')]) // what it has already: nothing is replaced
  const anchors = [{ documentId: names.document, page: 1, quote, role: 'supports' }]
  const of = (id: string, more: Omit<Sample, 'params'> = {}): Sample => ({ params: { id }, ...more })
  const onPage = { params: { id: names.document, n: '1' } }
  const person = { params: { id: investigationId, userId: member } }
  const place = { place: 'Lakeland', county: 'Polk', lat: 28.03, lng: -81.95 }
  const contacts = [{ purpose: 'request', channel: 'post', address: '219 N Massachusetts Ave' }]
  const agency = { name: 'Lakeland Police', jurisdiction: 'FL', ...place, contacts, aliases: ['LPD'] }
  const values = [{ key: 'amount', label: 'Amount', type: 'usd', unit: 'a year' }]
  const filed = { filedOn: '2026-07-01', receivedOn: '2026-07-02', channel: 'email', trackingNumbers: ['W-1'] }
  const asked = { subject: 'Agreements with Ring', body: 'All of them, please.', ...filed }
  const letter = { direction: 'in', channel: 'post', kind: 'interim', occurredOn: '2026-07-10' }
  const source = { date: '2019-08-28', outlet: 'The Gazette', tier: 2, title: 'Partners', url: 'https://news.example/' }
  const figure = { metric: 'departments', value: 'at least 405', unit: 'departments', asOf: '2019-08-28' }
  return {
    'GET /health': {},
    'GET /ready': {},
    'GET /jobs': {},
    'GET /audit': { query: inside },
    'POST /investigations': { body: { title: 'Doorbells', summary: 'Who watches.', key: 'BELL' } },
    'GET /investigations': {},
    'GET /investigations/:id': of(investigationId),
    'PATCH /investigations/:id': of(investigationId, {
      body: { title: 'Doorbells again', summary: 'More.', reasons: ['personal', 'minor'] },
    }),
    'GET /investigations/:id/members': of(investigationId),
    'POST /investigations/:id/members': of(investigationId, { body: { email: newcomer, role: 'viewer' } }),
    'PATCH /investigations/:id/members/:userId': { ...person, body: { role: 'viewer' } },
    'DELETE /investigations/:id/members/:userId': person,
    'GET /investigations/:id/board': of(investigationId),
    'GET /jurisdictions': {},
    'GET /jurisdictions/:code': { params: { code: 'NJ' } },
    'POST /deadlines/preview': {
      body: {
        jurisdiction: 'NJ',
        receivedOn: '2026-07-01',
        channel: 'email',
        events: [{ kind: 'denial', on: '2026-07-08' }],
      },
    },
    'POST /agencies': { body: agency },
    'GET /agencies': { query: { q: 'Lakeland' } },
    'GET /agencies/:id': of(agencyId),
    'PATCH /agencies/:id': of(agencyId, { body: agency }),
    'GET /agencies/:id/stats': of(agencyId),
    'POST /requests': { body: { ...inside, agencyId, ...asked, stage: 'filed', outcome: null, needs: null } },
    'GET /requests': { query: inside },
    'GET /requests/:id': of(requestId),
    'PATCH /requests/:id': of(requestId, {
      body: {
        ...asked,
        agencyId,
        stage: 'filed',
        outcome: null,
        needs: null,
        ownerId: member,
        tags: ['Florida'],
        embargoUntil: '2026-12-24',
        dueOverride: { on: '2026-10-01', reason: 'Agreed on the phone.' },
      },
    }),
    'GET /requests/:id/communications': of(requestId),
    'POST /requests/:id/communications': of(requestId, {
      body: { ...letter, from: 'The clerk', to: 'Ana', subject: 'Your request', body: 'We are looking.' },
    }),
    'POST /communications/:id/move': of(names.communication, { body: { requestId } }),
    'POST /documents': { query: { ...inside, requestId, name: 'agreement.txt', kind: 'agreement' }, raw: quote },
    'POST /documents/take': { body: { uploadId: upload, sha256: sha256('parked') } },
    'POST /documents/recognise': {
      body: { ...inside, requestId, communicationId: names.communication, sha256: [sha256(quote)] },
    },
    'GET /documents/work': {},
    'GET /documents': { query: inside },
    'GET /documents/:id': of(names.document),
    'PATCH /documents/:id': of(names.document, { body: { name: 'agreement.pdf', requestId, kind: 'agreement' } }),
    'DELETE /documents/:id': of(names.document),
    'POST /documents/:id/retry': of(names.document, { body: { password: 'open sesame', language: 'eng', pages: [1] } }),
    'POST /documents/:id/cancel': of(names.document),
    'POST /documents/:id/restore': of(names.document),
    'POST /documents/:id/versions': of(names.document, { query: { name: 'newer.pdf' }, raw: same }),
    'POST /documents/:id/read': of(names.document, { body: { pages: [1], unread: [2], toItsEnd: true } }),
    'GET /documents/:id/pages': of(names.document),
    'GET /documents/:id/pages/:n': onPage,
    'POST /documents/:id/pages/:n/corrections': {
      params: { id: names.document, n: '2' }, // nothing quotes it
      body: { words: [0, 0], text: 'Sworn' },
    },
    'GET /documents/:id/pages/:n/image': { ...onPage, query: { width: '700' } },
    'GET /documents/:id/original': of(names.document),
    'GET /documents/:id/thread': of(names.document),
    'GET /documents/:id/alike': of(names.document),
    'GET /documents/:id/find': of(names.document, { query: { q: 'footage' } }),
    'GET /documents/:id/words': of(names.document),
    'GET /search': { query: { q: 'footage', ...inside } },
    'GET /views': {},
    'POST /views': { body: { name: 'Late ones', list: 'requests', q: 'status:overdue', shared: true } },
    'PATCH /views/:id': of(names.view, { body: { name: 'Late', q: 'status:overdue state:FL', shared: true } }),
    'DELETE /views/:id': of(names.view),
    'GET /finding-types': { query: inside },
    'POST /finding-types': { body: { ...inside, name: 'Price', values } },
    'PATCH /finding-types/:id': of(names.type, {
      body: { name: 'Price', values: [...values, { key: 'note', label: 'Note', type: 'text' }] },
    }),
    'DELETE /finding-types/:id': of(names.type),
    'GET /documents/:id/quarantine': of(names.document),
    'POST /documents/:id/quarantine': of(names.document, { body: { decision: 'keep', reason: 'It names a person.' } }),
    'POST /documents/:id/quarantine/show': of(names.document),
    'GET /documents/:id/marks': of(names.document),
    'POST /documents/:id/marks': of(names.document, {
      body: {
        marks: [{ page: 1, quote: 'Footage', reason: 'personal', exemption: 'Ch. 119', note: 'n', wholeLine: true }],
      },
    }),
    'GET /documents/:id/marks/:markId': { params: { id: names.document, markId: names.mark } },
    'PATCH /documents/:id/marks/:markId': {
      params: { id: names.document, markId: names.mark },
      body: { reason: 'personal', exemption: 'Ch. 119', note: 'n', staysElsewhere: 'public' },
    },
    'DELETE /documents/:id/marks/:markId': { params: { id: names.document, markId: names.mark } },
    'POST /documents/:id/exhibits': of(names.document, {
      body: { title: 'What they keep', pages: '1', label: 'readers', leaveOut: [names.mark], replaces: names.exhibit },
    }),
    'POST /investigations/:id/exports': of(investigationId, { body: { files: 'exhibits' } }),
    'GET /exports/:id': of(names.export),
    'GET /exports/:id/file': of(names.export),
    'GET /exhibits': { query: inside },
    'GET /exhibits/:id': of(names.exhibit),
    'GET /exhibits/:id/pdf': of(names.exhibit),
    'GET /exhibits/:id/pages/:n/image': { params: { id: names.exhibit, n: '1' } },
    'POST /exhibits/:id/reviews': of(names.exhibit, { body: { markIds: [names.mark], approved: true } }),
    'POST /exhibits/:id/approve': of(names.exhibit),
    'POST /exhibits/:id/reject': of(names.exhibit, { body: { reason: 'Too small a box.', markIds: [names.mark] } }),
    'POST /exhibits/:id/publish': of(names.exhibit, {
      body: { embargoUntil: '2099-01-01', summary: 's', note: 'n', credit: 'c', download: true },
    }),
    'GET /exhibits/:id/notes': of(names.exhibit),
    'POST /exhibits/:id/notes': of(names.exhibit, {
      body: { page: 1, boxes: [[0.1, 0.1, 0.4, 0.2]], findingId: names.finding, title: 'Storage', text: 'How long.' },
    }),
    'DELETE /exhibits/:id/notes/:noteId': { params: { id: names.exhibit, noteId: names.note } },
    'POST /exhibits/:id/updates': of(names.exhibit, { body: { text: 'A comment came.', correction: true } }),
    'POST /exhibits/:id/shares': of(names.exhibit, {
      body: { expiresAt: '2026-11-09T12:00:00Z', passcode: 'open sesame', recipient: 'Mx. Reader', exhibitIds: [] },
    }),
    'GET /exhibits/:id/shares': of(names.exhibit),
    'DELETE /shares/:id': of(names.share),
    'POST /shares/:id/retry': of(names.share),
    // one that never was: a link that is over answers so to everybody (tests/services/shares.test.ts)
    'POST /shares/:id/open': of(`shr_${'0'.repeat(32)}`, { body: { token: 'x'.repeat(43), passcode: 'open sesame' } }),
    'POST /exhibits/:id/withdraw': of(names.exhibit, { body: { reason: 'A name was missed.' } }),
    'POST /findings': {
      body: {
        ...inside,
        typeId: names.type,
        statement: 'Kept a month.',
        agencyId,
        anchors,
        values: { note: 'thirty days' },
      },
    },
    'GET /findings': { query: inside },
    'GET /findings/:id': of(names.finding),
    'PATCH /findings/:id': of(names.finding, {
      body: { statement: 'Kept thirty days.', values: { note: 'thirty days' }, anchors },
    }),
    'DELETE /findings/:id': of(names.finding),
    'GET /figures': { query: inside },
    'POST /figures': {
      body: {
        ...inside,
        ...figure,
        precision: 'day',
        saidBy: 'Ring',
        sources: [{ ...source, documentId: names.document, page: 1 }],
        anchor: { documentId: names.document, page: 1, quote },
      },
    },
  }
}
