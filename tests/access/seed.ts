import assert from 'node:assert/strict'
import { shares } from '#db/schema'
import type { Actor } from '#lib/domain/actions'
import { addAgency } from '#lib/services/agencies/add-agency'
import { markRead } from '#lib/services/documents/mark-read'
import { addMarks } from '#lib/services/exhibits/add-marks'
import { addExhibitNote } from '#lib/services/exhibits/note-exhibit'
import { prepareExhibit } from '#lib/services/exhibits/prepare-exhibit'
import { makeExport } from '#lib/services/exports/make-export'
import { addFinding } from '#lib/services/findings/add-finding'
import { defineFindingType } from '#lib/services/findings/define-finding-type'
import { openInvestigation } from '#lib/services/investigations/open-investigation'
import { editRequest } from '#lib/services/requests/edit-request'
import { logCommunication } from '#lib/services/requests/log-communication'
import { logRequest } from '#lib/services/requests/log-request'
import { addFigure } from '#lib/services/story/add-figure'
import { addView } from '#lib/services/views/add-view'
import type { World } from '#lib/world'
import { lineUnderBox } from '../fixtures/hidden-text.ts'
import { doAllWork, keepFile } from '../fixtures/keep-file.ts'
import { attached, mailOf, plain } from '../fixtures/make-mail.ts'
import { textPdf } from '../fixtures/make-pdf.ts'

/** One of each thing that lives in an investigation. `agency` is the house's. */
export type Names = {
  investigation: string
  agency: string
  request: string
  communication: string
  document: string
  type: string
  finding: string
  figure: string
  view: string
  mark: string
  exhibit: string
  export: string
  note: string
  share: string
}

/** Makes the words of one field; a canary gives each field words of its own. */
export type Say = (field: string) => string

export const quote = 'Footage is kept for thirty days'

/** An investigation with one of each thing in it, every field that takes words filled; all work done. */
export async function seedInvestigation(
  world: World,
  owner: Actor,
  say: Say,
  given: { investigation?: string; agency?: string; view?: string } = {},
): Promise<Names> {
  const investigation =
    given.investigation ?? (await openInvestigation(world, owner, { title: say('title'), summary: say('summary') })).id
  const agency = given.agency ?? (await seedAgency(world, owner))
  const investigationId = investigation
  const request = await logRequest(world, owner, {
    investigationId,
    agencyId: agency,
    subject: say('request subject'),
    body: say('request body'),
    filedOn: '2026-07-01',
    trackingNumbers: [say('tracking')],
  })
  const owns = owner.kind === 'user' ? { ownerId: owner.id } : {}
  await editRequest(world, owner, {
    id: request.id,
    tags: [say('tag')],
    dueOverride: { on: '2026-10-01', reason: say('override reason') },
    ...owns,
  })
  const communication = await logCommunication(world, owner, {
    requestId: request.id,
    direction: 'in',
    channel: 'post',
    kind: 'interim',
    occurredOn: '2026-07-10',
    from: say('from'),
    to: say('to'),
    subject: say('communication subject'),
    body: say('communication body'),
  })
  const pdf = textPdf([[say('page text'), quote], lineUnderBox(say('second page'), say('held back text'))])
  const place = { investigationId, requestId: request.id }
  const { document } = await keepFile(world, owner, pdf, { ...place, name: `${say('file name')}.pdf` })
  const headers = { From: `${say('mail from')} <clerk@agency.example>`, Subject: say('mail subject') }
  const file = attached(`${say('attachment')}.txt`, 'text/plain', say('attached text'))
  await keepFile(world, owner, mailOf([plain(say('mail text')), file], headers), { ...place, name: 'answer.eml' })
  await doAllWork(world)
  await markRead(world, owner, { id: document.id, pages: [1] })
  const values = [{ key: 'amount', label: say('value label'), type: 'usd' as const, unit: say('unit').slice(0, 40) }]
  const note = { key: 'note', label: say('note label'), type: 'text' as const }
  const type = await defineFindingType(world, owner, {
    investigationId,
    name: say('type name'),
    values: [...values, note],
  })
  const finding = await addFinding(world, owner, {
    investigationId,
    typeId: type.id,
    statement: say('statement'),
    anchors: [{ documentId: document.id, page: 1, quote, role: 'supports' }],
    values: { amount: 12, note: say('note value') },
  })
  const figure = await addFigure(world, owner, {
    investigationId,
    metric: say('metric'),
    value: `405 ${say('figure')}`,
    unit: say('figure unit'),
    asOf: '2019-08-28',
    precision: 'day',
    saidBy: say('said by'),
    sources: [
      { outlet: say('outlet'), title: say('source title'), url: 'https://news.example/ring', documentId: document.id },
    ],
  })
  assert(finding.anchors.length === 1)
  const reason = { reason: 'personal', exemption: say('exemption'), note: say('mark note') }
  const marked = await addMarks(world, owner, {
    documentId: document.id,
    input: { marks: [{ page: 1, quote: 'thirty', ...reason }] },
  })
  const title = { title: say('exhibit title'), label: say('exhibit label') }
  const exhibit = await prepareExhibit(world, owner, { documentId: document.id, input: title })
  const pack = await makeExport(world, owner, { id: investigation })
  await doAllWork(world)
  const remark = { page: 1, boxes: [[0.1, 0.1, 0.4, 0.2] as [number, number, number, number]] }
  const remarked = await addExhibitNote(world, owner, {
    id: exhibit.id,
    ...remark,
    title: say('public note title'),
    text: say('public note'),
  })
  const share = await seedShare(world, { investigationId, exhibitId: exhibit.id, recipient: say('recipient') })
  return {
    investigation,
    agency,
    request: request.id,
    communication: communication.id,
    document: document.id,
    type: type.id,
    finding: finding.id,
    figure: figure.id,
    mark: marked.data[0]?.id ?? assert.fail('nothing was marked'),
    exhibit: exhibit.id,
    export: pack.id,
    note: remarked.id,
    share,
    view: given.view ?? (await seedView(world, owner, say)),
  }
}

export const seedAgency = async (world: World, actor: Actor, name = 'Lakeland Police Department') =>
  (await addAgency(world, actor, { name, jurisdiction: 'FL' })).id

/** A link, straight into the tables: an exhibit that can be shared takes a second person. */
async function seedShare(world: World, given: { investigationId: string; exhibitId: string; recipient: string }) {
  const { exhibitId, ...rest } = given
  const id = world.id('share')
  const times = { createdAt: world.now(), expiresAt: new Date(world.now().getTime() + 14 * 86_400_000) }
  const row = {
    ...rest,
    ...times,
    id,
    exhibitIds: [exhibitId],
    tokenHash: world.digest('nobody knows'),
    createdBy: 'operator',
    failure: 'Its file could not be made.', // so that it can be made again
  }
  await world.transact((tx) => tx.insert(shares).values(row))
  return id
}

/** A view belongs to a person, not to an investigation. */
export const seedView = async (world: World, owner: Actor, say: Say) =>
  (await addView(world, owner, { name: say('view name'), list: 'requests', q: say('view words'), shared: true })).id

/** The same names with nothing behind them. The agency stays: it belongs to everybody. */
export const absent = (names: Names): Names => {
  const nowhere = Object.entries(names).map(([noun, id]) => [noun, `${id.slice(0, 4)}${'0'.repeat(32)}`])
  return { ...(Object.fromEntries(nowhere) as Names), agency: names.agency } // the same keys
}
