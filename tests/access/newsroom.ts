import assert from 'node:assert/strict'
import { eq } from 'drizzle-orm'
import { auditHead, users } from '#db/schema'
import type { Actor, TokenScope } from '#lib/domain/actions'
import { createToken } from '#lib/services/people/create-token'
import type { World } from '#lib/world'
import type { Call } from '../../app/_door/call.ts'
import { statusesOf } from '../../app/_door/openapi.ts'
import { buildTeam, buildUser, type Team } from '../build.ts'
import { testWorld } from '../world.ts'
import { knock, knockForUpload, table } from './door.ts'
import { named, type Others, type Sample, sampleOf } from './samples.ts'
import { absent, type Names, type Say, seedInvestigation } from './seed.ts'

export type Who = 'owner' | 'editor' | 'reporter' | 'viewer' | 'stranger' | 'admin'
export type Asked = {
  /** Names that have nothing behind them, in place of the real ones. */
  absent?: boolean
  names?: Names
  /** Fields beside those of the sample. */
  extra?: Record<string, unknown>
  /** In place of the sample's. */
  sample?: Sample
  headers?: Record<string, string>
}
export type Answer = { status: number; text: string; headers: Record<string, string> }
export type Newsroom = Awaited<ReturnType<typeof openNewsroom>>

const site = 'http://localhost:3000'
const plainly: Say = (field) => `The ${field}`

/**
 * A World with a team, one of each thing, and the API's own door in this process, with real tokens. `say`: the words
 * of the things.
 */
export async function openNewsroom({ say = plainly }: { say?: Say } = {}) {
  const { world, later, [Symbol.asyncDispose]: close } = await testWorld()
  const team = await buildTeam(world)
  const newcomer = await buildUser(world, 'Nele')
  const tokens = await tokensOf(world, team)
  const names = await seedInvestigation(world, team.owner, say, { investigation: team.investigation.id })
  const others: Others = {
    member: team.viewer.id,
    newcomer: await emailOf(world, newcomer.id),
    upload: await parkUpload(world, tokens.owner, team.investigation.id),
  }

  /** Asks a line of the table as somebody, or as nobody, with its sample. */
  async function ask(who: Who | null, call: Call, asked: Asked = {}): Promise<Answer> {
    const about = asked.names ?? (asked.absent ? absent(names) : names)
    const sample = asked.sample ?? sampleOf(call, about, others)
    const token: Record<string, string> = who === null ? {} : { authorization: `Bearer ${tokens[who]}` }
    const answer = await send(
      world,
      requestFor(call, withExtra(call, sample, asked.extra), { ...token, ...asked.headers }),
    )
    const said = statusesOf(call)
    if (call.refuses)
      assert.ok(said.includes(answer.status), `${named(call)} is described with ${said}: ${answer.status}`)
    return answer
  }

  return {
    world,
    later,
    close,
    team,
    names,
    others,
    tokens,
    table,
    ask,
    find: (name: string): Call => table.find((call) => named(call) === name) ?? assert.fail(`there is no ${name}`),
    livesInAnInvestigation: (call: Call) =>
      JSON.stringify(sampleOf(call, names, others)) !== JSON.stringify(sampleOf(call, absent(names), others)),
    lastAudit: async () => (await world.db.select().from(auditHead))[0]?.seq ?? 0,
  }
}

/** A sample → the request that a caller would send. */
export function requestFor(call: Pick<Call, 'method' | 'path'>, sample: Sample, headers: Record<string, string> = {}) {
  const path = call.path.replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(sample.params?.[name] ?? ''))
  const query = new URLSearchParams(sample.query ?? {}).toString()
  const body = sample.raw ?? (sample.body === undefined ? undefined : JSON.stringify(sample.body))
  const type: Record<string, string> = sample.body === undefined ? {} : { 'content-type': 'application/json' }
  const init = { method: call.method, headers: { ...type, ...headers }, ...(body === undefined ? {} : { body }) }
  return new Request(`${site}/api/v1${path}${query ? `?${query}` : ''}`, init as RequestInit) // a Uint8Array is a body too
}

/** Through the door and back, the body read to its end. */
export async function send(world: World, request: Request): Promise<Answer> {
  const response = await knock(world, request)
  const bytes = Buffer.from(await response.arrayBuffer())
  return { status: response.status, text: bytes.toString('latin1'), headers: Object.fromEntries(response.headers) }
}

export const utf8 = (answer: Answer) => Buffer.from(answer.text, 'latin1').toString('utf8')

export async function tokenFor(world: World, actor: Actor & { kind: 'user' }, scopes?: TokenScope[]) {
  const email = await emailOf(world, actor.id)
  return createToken(world, { kind: 'operator' }, { name: 'test', email, ...(scopes ? { scopes } : {}) })
}

async function tokensOf(world: World, team: Team): Promise<Record<Who, string>> {
  const one = async (actor: Actor & { kind: 'user' }) => (await tokenFor(world, actor)).token
  const { owner, editor, reporter, viewer, stranger, admin } = team
  return {
    owner: await one(owner),
    editor: await one(editor),
    reporter: await one(reporter),
    viewer: await one(viewer),
    stranger: await one(stranger),
    admin: await one(admin),
  }
}

export async function emailOf(world: World, id: string) {
  const [row] = await world.db.select({ email: users.email }).from(users).where(eq(users.id, id))
  return row?.email ?? assert.fail('nobody has this id')
}

/** A whole file that waits to become a document. @returns its id. */
export async function parkUpload(
  world: World,
  token: string,
  investigationId: string,
  text = 'parked',
): Promise<string> {
  const said = Object.entries({ investigationId, name: 'parked.txt' })
  const headers = {
    authorization: `Bearer ${token}`,
    'tus-resumable': '1.0.0',
    'upload-length': String(Buffer.byteLength(text)),
    'upload-metadata': said.map(([key, value]) => `${key} ${Buffer.from(value).toString('base64')}`).join(','),
    'content-type': 'application/offset+octet-stream',
    'content-length': String(Buffer.byteLength(text)),
  }
  const request = new Request(`${site}/api/uploads`, { method: 'POST', headers, body: text })
  const response = await knockForUpload(world, request)
  assert.equal(response.status, 201, await response.text())
  return response.headers.get('location')?.split('/').at(-1) ?? assert.fail('an upload has an address')
}

function withExtra(call: Call, sample: Sample, extra: Record<string, unknown> | undefined): Sample {
  if (!extra) return sample
  if (call.body) return { ...sample, body: { ...sample.body, ...extra } }
  const said = Object.entries(extra).map(([key, value]) => [key, String(value)])
  return { ...sample, query: { ...sample.query, ...Object.fromEntries(said) } }
}
