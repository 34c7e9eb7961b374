import assert from 'node:assert/strict'
import type { World } from '#lib/world'
import { standIn } from './door.ts'
import type { Answer } from './newsroom.ts'
import { asked } from './next-headers.ts'

/** What somebody who is not signed in can ask, answered by the routes as they stand in their files. */
type Serve = (request: Request, context: { params: Promise<Record<string, string>> }) => Promise<Response>
type Route = { GET?: Serve; POST?: Serve }

export const site = 'http://localhost:3000'
const files = {
  '/exhibits/:slug': 'app/(out)/exhibits/[slug]/route.ts',
  '/exhibits/:slug/embed': 'app/(out)/exhibits/[slug]/embed/route.ts',
  '/exhibits/:slug/pdf': 'app/(out)/exhibits/[slug]/pdf/route.ts',
  '/exhibits/:slug/pages/:n': 'app/(out)/exhibits/[slug]/pages/[n]/route.ts',
  '/api/oembed': 'app/api/oembed/route.ts',
  '/s/:id': 'app/(out)/s/[id]/route.ts',
  '/s/:id/open': 'app/(out)/s/[id]/open/route.ts',
  '/s/:id/pages/:n': 'app/(out)/s/[id]/pages/[n]/route.ts',
  '/s/:id/pdf': 'app/(out)/s/[id]/pdf/route.ts',
}
const routes = new Map<string, Route>()
for (const [path, file] of Object.entries(files))
  routes.set(path, await import(new URL(`../../${file.replace(/[[\]()]/g, encodeURIComponent)}`, import.meta.url).href))

/** Asks an address of the house, with the cookies that an earlier answer left, or with a form. */
export async function askOutside(
  world: World,
  path: string,
  { cookies = new Map(), form }: { cookies?: Map<string, string>; form?: Record<string, string> } = {},
): Promise<Answer> {
  const url = new URL(path, site)
  const parts = url.pathname.split('/')
  const matched = Object.keys(files).find((one) => matches(one.split('/'), parts)) ?? assert.fail(path)
  const named = matched.split('/').flatMap((part, i) => (part.startsWith(':') ? [[part.slice(1), parts[i] ?? '']] : []))
  const body = form && new URLSearchParams(form).toString()
  const headers = { 'content-length': String(body?.length ?? 0) }
  const request = new Request(url, body === undefined ? {} : { method: 'POST', body, headers })
  standIn(world)
  asked.cookies = cookies
  const serve = routes.get(matched)?.[body === undefined ? 'GET' : 'POST'] ?? assert.fail(path)
  const params = Promise.resolve(
    Object.fromEntries(named.map(([name, part]) => [name, decodeURIComponent(part ?? '')])),
  )
  const response = await serve(request, { params })
  const bytes = Buffer.from(await response.arrayBuffer())
  return { status: response.status, text: bytes.toString('latin1'), headers: Object.fromEntries(response.headers) }
}

const matches = (pattern: string[], parts: string[]) =>
  pattern.length === parts.length && pattern.every((part, i) => part.startsWith(':') || part === parts[i])
