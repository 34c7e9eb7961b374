import assert from 'node:assert/strict'
import { existsSync } from 'node:fs'
import { after, before, test } from 'node:test'
import { encode } from 'next-auth/jwt'
import { sessions } from '#db/schema'
import { sessionCookie } from '#lib/auth'
import type { Actor } from '#lib/domain/actions'
import type { ActionResult } from '../../app/_door/action.ts'
import { doors } from '../doors.ts'
import { standIn, table } from './door.ts'
import { type Newsroom, openNewsroom, type Who } from './newsroom.ts'
import { asked } from './next-headers.ts'
import { named, sampleOf } from './samples.ts'
import { absent, type Names } from './seed.ts'

/**
 * The screens' server actions, posted directly, as anybody may who knows their address. Each is called as it stands in
 * its file, with a session of its own; only Next's network is left out.
 */
type Action = (input: unknown) => Promise<ActionResult<unknown>>
let room: Newsroom
const doings = new Map<string, Action>()
const cookiesOf = new Map<Who, string>()

before(async () => {
  room = await openNewsroom()
  standIn(room.world)
  for (const name of Object.keys(doors.actions)) {
    const [file = '', exported = ''] = name.split(' ')
    const path = ['', '(desk)/', '(out)/'].map((group) => `app/${group}${file}.ts`).find((p) => existsSync(p))
    assert.ok(path, name)
    const module: Record<string, Action> = await import(`../../${path}`)
    doings.set(name, module[exported] ?? assert.fail(name))
  }
  for (const who of ['owner', 'editor', 'reporter', 'viewer', 'stranger', 'admin'] as const)
    cookiesOf.set(who, await signedIn(room.team[who]))
})
after(() => room.close())

async function signedIn(actor: Actor & { kind: 'user' }) {
  const sid = room.world.secret()
  const now = room.world.now()
  const until = new Date(now.getTime() + 3_600_000)
  const row = {
    createdAt: now,
    seenAt: now,
    idleUntil: until,
    absoluteUntil: until,
    userAgent: 'test',
    via: 'password' as const,
  }
  await room.world.transact((tx) =>
    tx.insert(sessions).values({ id: room.world.digest(sid), userId: actor.id, ...row }),
  )
  return encode({ token: { sid }, secret: room.world.env.secrets.NEXTAUTH_SECRET })
}

const fromUs = { 'sec-fetch-site': 'same-origin' }

async function doAs(who: Who | null, name: string, input: unknown, headers: Record<string, string> = fromUs) {
  asked.headers = new Headers(headers)
  asked.cookies = new Map(who === null ? [] : [[sessionCookie(room.world), cookiesOf.get(who) ?? '']])
  return (doings.get(name) ?? assert.fail(name))(input)
}

/** What each action is sent; most are the API's calls in another coat. */
function inputOf(name: string, names: Names): Record<string, unknown> {
  const body = (line: string) => {
    const call = table.find((c) => named(c) === line) ?? assert.fail(line)
    return sampleOf(call, names, room.others).body ?? {}
  }
  const { request, document, finding, type, communication, investigation } = names
  const inputs: Record<string, Record<string, unknown>> = {
    'agencies/actions sendNewAgency': body('POST /agencies'),
    'agencies/actions changeAgency': { id: names.agency, change: body('PATCH /agencies/:id') },
    'board/actions saveFigure': body('POST /figures'),
    'documents/actions correctPageAction': { id: document, page: 1, words: [0, 0], text: 'Sworn' },
    'documents/actions deleteDocumentAction': { id: document },
    'documents/actions editDocumentAction': { id: document, ...body('PATCH /documents/:id') },
    'documents/actions markReadAction': { id: document, pages: [1] },
    'documents/actions retryDocumentAction': { id: document },
    'documents/actions changeDocumentsAction': { ids: [document], doing: 'kind', kind: 'agreement' },
    'exhibits/actions sayOfMarks': { id: names.exhibit, ...body('POST /exhibits/:id/reviews') },
    'exhibits/actions approve': { id: names.exhibit },
    'exhibits/actions refuse': { id: names.exhibit, ...body('POST /exhibits/:id/reject') },
    'exhibits/actions publish': { id: names.exhibit, ...body('POST /exhibits/:id/publish') },
    'exhibits/actions addUpdate': { id: names.exhibit, ...body('POST /exhibits/:id/updates') },
    'exhibits/actions addNote': { id: names.exhibit, ...body('POST /exhibits/:id/notes') },
    'exhibits/actions removeNote': { id: names.exhibit, noteId: `nte_${'0'.repeat(32)}` },
    'exhibits/actions withdraw': { id: names.exhibit, ...body('POST /exhibits/:id/withdraw') },
    'exhibits/actions prepareAgain': { documentId: document, ...body('POST /documents/:id/exhibits') },
    'exhibits/share-actions makeShare': { exhibitId: names.exhibit, ...body('POST /exhibits/:id/shares') },
    'exhibits/share-actions endShare': { id: names.share },
    'exhibits/share-actions buildAgain': { id: names.share },
    'documents/[id]/held-actions decideQuarantineAction': { id: document, ...body('POST /documents/:id/quarantine') },
    'documents/[id]/held-actions showHeldWordsAction': { id: document },
    'documents/[id]/mark-actions addMarksAction': { documentId: document, input: body('POST /documents/:id/marks') },
    'documents/[id]/mark-actions editMarkAction': { id: names.mark, documentId: document, note: 'n' },
    'documents/[id]/mark-actions namesAboutAction': { documentId: document },
    'documents/[id]/mark-actions prepareExhibitAction': {
      documentId: document,
      input: body('POST /documents/:id/exhibits'),
    },
    'documents/[id]/mark-actions removeMarkAction': { id: names.mark, documentId: document },
    'findings/actions saveFinding': body('POST /findings'),
    'findings/actions changeFinding': { id: finding, ...body('PATCH /findings/:id') },
    'findings/actions removeFinding': { id: finding },
    'investigations/actions openNew': { title: 'From a form' },
    'investigations/actions saveInvestigation': { id: investigation, title: 'Changed' },
    'investigations/actions bringIn': { id: investigation, ...body('POST /investigations/:id/members') },
    'investigations/actions changeRole': { id: investigation, userId: room.others.member, role: 'editor' },
    'investigations/actions sendExport': { id: investigation, files: 'exhibits' },
    'investigations/actions defineType': body('POST /finding-types'),
    'investigations/actions changeType': { id: type, name: 'Renamed' },
    'requests/actions sendNewRequest': body('POST /requests'),
    'requests/actions changeRequest': { id: request, change: { subject: 'Changed' } },
    'requests/actions sendCommunication': { requestId: request, came: body('POST /requests/:id/communications') },
    'requests/actions sendMove': { id: communication, requestId: request },
    'requests/actions askPreview': { agencyId: names.agency, filedOn: '2026-07-01' },
    'requests/actions findAgencies': { words: 'Lakeland' },
    'requests/actions findOtherRequests': { investigationId: investigation, words: 'x' },
    'settings/actions renameMe': { name: 'Ana' },
    'settings/actions changePassword': { current: 'not known', password: 'lantern gravel thirteen osprey' },
    'settings/actions changeFactor': { step: 'offer', password: 'not known' },
    'settings/actions signOutThere': { which: 'others' },
    'settings/actions makeToken': { name: 'From a form' },
    'settings/actions endToken': { id: `tok_${'0'.repeat(32)}` },
    'settings/actions addColleague': { email: 'new@newsroom.example', name: 'New', role: 'member' },
    'settings/actions changeColleague': { userId: room.others.member, role: 'member' },
    'settings/actions renameNewsroom': { newsroom: 'The Gazette' },
    'setup/actions setUpHouse': {
      token: 'x'.repeat(43),
      name: 'Eve',
      email: 'eve@evil.example',
      password: 'lantern gravel thirteen osprey',
    },
    'sign-in/actions setPasswordByLink': { token: 'x'.repeat(43), password: 'lantern gravel thirteen osprey' },
    'views/actions saveView': body('POST /views'),
    'views/actions changeView': { id: names.view, name: 'Renamed' },
    'views/actions removeView': { id: names.view },
    'welcome/actions loadDemonstration': {},
    'welcome/actions removeDemonstration': {},
  }
  return inputs[name] ?? assert.fail(`tests/access/actions.test.ts has no input for ${name}`)
}

const scoped = (name: string) =>
  JSON.stringify(inputOf(name, room.names)) !== JSON.stringify(inputOf(name, absent(room.names)))
const codeOf = (result: ActionResult<unknown>) => (result.ok ? 'done' : result.code)

/** Nothing was written, whatever the answer. */
async function refusedQuietly(code: string, name: string, doing: () => Promise<ActionResult<unknown>>) {
  const seq = await room.lastAudit()
  const result = await doing()
  assert.equal(codeOf(result), code, `${name}: ${JSON.stringify(result)}`)
  assert.equal(await room.lastAudit(), seq, `${name} wrote something`)
  return result
}

test('an action that does not come from a page of ours does nothing, whoever is signed in', async () => {
  const foreign: Record<string, string>[] = [
    {},
    { 'sec-fetch-site': 'cross-site' },
    { 'sec-fetch-site': 'same-site' },
    { 'sec-fetch-site': 'none' },
    { origin: 'https://evil.example' },
    { origin: 'null' },
    { origin: 'http://localhost:3001', host: 'localhost:3000' },
    { origin: 'https://localhost:3000', host: 'localhost:3000' },
    { origin: 'http://evil.example', host: 'evil.example' },
    { origin: 'http://localhost:3000.evil.example', host: 'localhost:3000.evil.example' },
  ]
  for (const name of doings.keys())
    for (const headers of foreign)
      await refusedQuietly('forbidden', `${name} ${JSON.stringify(headers)}`, () =>
        doAs('owner', name, inputOf(name, room.names), headers),
      )
})

test('nobody in particular can do nothing but set up and use a one-time link, for which one needs the link', async () => {
  for (const name of doings.keys()) {
    const { code } = { code: codeOf(await doAs(null, name, inputOf(name, room.names))) }
    if (doors.actions[name] === 'anyone') assert.notEqual(code, 'done', name)
    else assert.equal(code, 'unauthenticated', name)
  }
})

test('an unknown field is refused by every action', async () => {
  for (const name of doings.keys())
    for (const who of ['owner', 'admin'] as const) {
      const input = { ...inputOf(name, room.names), surprise: true }
      const result = await refusedQuietly('invalid', name, () => doAs(who, name, input))
      assert.ok(!result.ok && result.errors.some(({ field }) => field.includes('surprise')), name)
    }
  for (const name of doings.keys())
    for (const input of [undefined, null, 'x', 12, [], [[]], { __proto__: null, a: 1 }])
      if (Object.keys(inputOf(name, room.names)).length > 0)
        await refusedQuietly('invalid', name, () => doAs('owner', name, input))
})

test('a stranger cannot tell a hidden thing from one that never was', async () => {
  for (const name of doings.keys()) {
    if (!scoped(name)) continue
    const hidden = await refusedQuietly('not_found', name, () => doAs('stranger', name, inputOf(name, room.names)))
    const nothing = await doAs('stranger', name, inputOf(name, absent(room.names)))
    assert.deepEqual(hidden, nothing, name)
  }
})

test('a member below the role is refused, and nothing happens', async () => {
  const below = { reporter: 'viewer', editor: 'reporter', owner: 'editor', admin: 'owner' } as const
  for (const [name, least] of Object.entries(doors.actions)) {
    if (!(least in below)) continue
    const who = below[least as keyof typeof below]
    await refusedQuietly('forbidden', name, () => doAs(who, name, inputOf(name, room.names)))
  }
})

test('a half character or a zero byte is refused by every action that takes words', async () => {
  for (const name of doings.keys()) {
    const input = inputOf(name, room.names)
    const [field] = Object.entries(input).find(([, value]) => typeof value === 'string') ?? []
    if (field === undefined) continue
    for (const bad of ['abc\0'.repeat(8), `abc\uD800`.repeat(8)]) {
      const seq = await room.lastAudit()
      assert.notEqual(codeOf(await doAs('owner', name, { ...input, [field]: bad })), 'done', `${name} ${field}`)
      assert.equal(await room.lastAudit(), seq)
    }
  }
})

test('a forged, cut or foreign cookie is nobody', async () => {
  const name = 'investigations/actions openNew'
  const good = cookiesOf.get('owner') ?? ''
  const elsewhere = await encode({ token: { sid: 'x' }, secret: 'another secret of forty-three characters ...' })
  for (const cookie of [
    good.slice(0, -2),
    `${good}x`,
    elsewhere,
    'x',
    await encode({ token: { sid: 'made up' }, secret: room.world.env.secrets.NEXTAUTH_SECRET }),
  ]) {
    cookiesOf.set('stranger', cookie)
    const result = await doAs('stranger', name, { title: 'Forged' })
    assert.equal(codeOf(result), 'unauthenticated', JSON.stringify(result))
  }
  assert.equal(codeOf(await doAs('owner', name, { title: 'Good' })), 'done')
})
