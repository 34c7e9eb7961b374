import type { z } from 'zod'
import type { Actor } from '#lib/domain/actions'
import { firstUnkeepable, isKeepable, unkeepableText } from '#lib/domain/keepable'
import { invalid, Refusal } from '#lib/domain/refusal'
import { dropTurn, keepAnswer, type Once, takeTurn } from '#lib/services/idempotency'
import { type World, world } from '#lib/world'
import { fieldErrors } from './action.ts'
import { apiActor } from './actor'
import type { Call, WithStatus } from './call.ts'
import { jsonHeaders } from './headers.ts'
import { refuseForeignOrigin } from './origin'
import { problem } from './problem.ts'

const maxJsonBytes = 1024 * 1024
const maxDepth = 32

/** A request → the line of the table that answers it, or the problem that keeps it from being answered. */
export async function answer(table: readonly Call[], request: Request): Promise<Response> {
  try {
    const url = new URL(request.url)
    const path = url.pathname.replace(/^\/api\/v1/, '').replace(/\/$/, '')
    const method = request.method === 'HEAD' ? 'GET' : request.method
    const found = find(table, method, path)
    if (found === 'other-method')
      throw new Refusal('invalid', `${request.method} is not possible here.`, { status: 405 })
    if (!found) throw new Refusal('not_found', `There is no call ${request.method} ${url.pathname}.`)
    const { call, params } = found
    const house = await world()
    const actor: Actor = call.open ? { kind: 'anyone' } : await apiActor(request)
    if (!call.open && actor.kind === 'anyone')
      throw new Refusal('unauthenticated', 'This call needs a token: Authorization: Bearer unsealed_…')
    if (actor.kind === 'user' && actor.via === 'cookie' && method !== 'GET')
      refuseForeignOrigin(request.headers, house.env.appUrl)
    const query = parse(call.query, Object.fromEntries(url.searchParams), 'query')
    const text = call.raw || method === 'GET' ? '' : await readText(request)
    const body = call.body ? parse(call.body, readJson(text, request), 'body') : undefined
    if (!call.body && !call.raw && text.trim() !== '' && text.trim() !== '{}')
      throw new Refusal('invalid', 'This call takes no body.')
    const once = idempotencyOf(request, actor, call, url, text)
    if (once) {
      const before = await takeTurn(house, once)
      if (before) return json(before.body, before.status, { 'idempotent-replayed': 'true' })
    }
    const given = { params, query, body, version: versionOf(request), request }
    const result = await run(house, once, () => call.run(house, actor, given))
    if (result instanceof Response) return result
    const { status, value } = split(result, call.status)
    if (once) await keepAnswer(house, once, { status, body: value ?? null })
    return json(value ?? null, status)
  } catch (error) {
    return problem(error)
  }
}

/** A call that is refused or breaks down gives its turn back, so that it may be tried again under the same key. */
async function run(house: World, once: Once | null, doing: () => Promise<unknown>): Promise<unknown> {
  if (!once) return doing()
  try {
    return await doing()
  } catch (error) {
    await dropTurn(house, once)
    throw error
  }
}

function find(table: readonly Call[], method: string, path: string) {
  const parts = path.split('/')
  let other = false
  for (const call of table) {
    const params = match(call.path.split('/'), parts)
    if (!params) continue
    if (call.method === method) return { call, params }
    other = true
  }
  return other ? ('other-method' as const) : null
}

function match(pattern: string[], parts: string[]): Record<string, string> | null {
  if (pattern.length !== parts.length) return null
  const params: Record<string, string> = {}
  for (const [i, p] of pattern.entries()) {
    const part = parts[i] ?? ''
    if (!p.startsWith(':')) {
      if (p !== part) return null
      continue
    }
    try {
      const name = decodeURIComponent(part)
      if (!isKeepable(name)) return null // no thing has such a name, and a database may not even be asked for it
      params[p.slice(1)] = name
    } catch {
      return null
    }
  }
  return params
}

function parse<S extends z.ZodType>(schema: S, input: unknown, where: 'query' | 'body'): z.output<S> {
  const parsed = schema.safeParse(input)
  if (parsed.success) {
    const field = firstUnkeepable(parsed.data)
    if (field !== null) throw invalid(field, `${field}: ${unkeepableText}`)
    return parsed.data
  }
  const errors = fieldErrors(parsed.error)
  const first = errors[0]
  const said = first?.field ? `${first.field}: ${first.message}` : (first?.message ?? '')
  throw new Refusal('invalid', `The ${where} does not fit. ${said}`.trim(), { errors })
}

/** The body as text, counted while it is read: a declared length may lie. */
async function readText(request: Request): Promise<string> {
  const tooLarge = new Refusal('invalid', 'A JSON body has at most 1 MiB.', { status: 413 })
  if (Number(request.headers.get('content-length') ?? 0) > maxJsonBytes) throw tooLarge
  if (!request.body) return ''
  const chunks: Uint8Array[] = []
  let bytes = 0
  for await (const chunk of request.body as unknown as AsyncIterable<Uint8Array>) {
    bytes += chunk.byteLength
    if (bytes > maxJsonBytes) throw tooLarge
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString('utf8')
}

function readJson(text: string, request: Request): unknown {
  if (text.trim() === '') return {}
  const type = request.headers.get('content-type') ?? ''
  if (!/^application\/([\w.+-]+\+)?json\b/i.test(type))
    throw new Refusal('invalid', 'Send this as JSON, with Content-Type: application/json.', { status: 415 })
  try {
    const value: unknown = JSON.parse(text)
    if (depth(text) > maxDepth) throw new Error('deep')
    return value
  } catch {
    throw new Refusal('invalid', 'The body is not JSON that can be read.')
  }
}

/** How deep brackets nest, strings left out: counted on the text, because walking the value could overflow. */
function depth(text: string): number {
  let now = 0
  let most = 0
  for (const [token] of text.matchAll(/"(?:[^"\\]|\\.)*"|[[\]{}]/g)) {
    if (token === '[' || token === '{') most = Math.max(most, ++now)
    else if (token === ']' || token === '}') now--
  }
  return most
}

function versionOf(request: Request): number | undefined {
  const match = request.headers.get('if-match')
  if (match === null || match === '*') return undefined
  const version = /^(?:W\/)?"(\d+)"$/.exec(match.trim())?.[1]
  return version === undefined ? -1 : Number(version) // an ETag that was never ours is stale
}

function idempotencyOf(request: Request, actor: Actor, call: Call, url: URL, text: string) {
  const key = request.headers.get('idempotency-key')
  if (!key || call.method !== 'POST' || actor.kind !== 'user' || call.raw) return null
  if (key.length > 200) throw new Refusal('invalid', 'An Idempotency-Key has at most 200 characters.')
  const scopes = actor.scopes?.join() ?? '' // a narrower token is not told what a wider one was
  return { userId: actor.id, key: `${scopes} ${call.path} ${key}`, request: `${url.pathname}${url.search}\n${text}` }
}

function split(result: unknown, status: Call['status']): { status: number; value: unknown } {
  if (result && typeof result === 'object' && 'answered' in result && 'status' in result) {
    const own = result as WithStatus<unknown>
    return { status: own.status, value: own.answered }
  }
  return { status, value: result }
}

function json(value: unknown, status: number, more: Record<string, string> = {}): Response {
  if (status === 204) return new Response(null, { status, headers: { 'cache-control': 'private, no-store', ...more } })
  const etag: Record<string, string> = {}
  if (value && typeof value === 'object' && 'version' in value) etag.etag = `"${String(value.version)}"`
  return new Response(JSON.stringify(value), { status, headers: { ...jsonHeaders, ...etag, ...more } })
}
