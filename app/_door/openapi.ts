import { z } from 'zod'
import { createDocument } from 'zod-openapi'
import type { Call } from './call.ts'

const problemSchema = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.number().int(),
    detail: z.string(),
    errors: z.array(z.object({ field: z.string(), message: z.string() })).optional(),
  })
  .meta({ id: 'Problem' })

/** What a status of a refusal means, as the contract has it. */
const refusals: Record<number, string> = {
  400: 'An unknown or bad field',
  401: 'No token, or a dead one',
  403: 'You may see it but not do this',
  404: 'Not there, or not yours to see',
  409: 'A conflict, or a step out of order',
  410: 'Expired, revoked or withdrawn',
  412: 'If-Match is stale: somebody changed it',
  413: 'Too large',
  415: 'Not sent as JSON',
  429: 'Too many; Retry-After says how long to wait',
  503: 'Busy, or not ready yet; Retry-After says how long to wait',
}

/** Statuses with which a call can be answered: those that follow from its form, and those its line names. */
export function statusesOf(call: Call): number[] {
  const refused = [
    400, // an unknown field in the address, too
    ...(call.open ? [] : [401]),
    ...(call.path.includes(':') ? [404] : []),
    ...(call.method === 'PATCH' ? [412] : []),
    ...(call.method === 'GET' ? [] : [413]),
    ...(call.body ? [415] : []),
    ...(call.refuses ?? []),
  ]
  return [call.status, ...call.also, ...new Set(refused.toSorted((a, b) => a - b))]
}

/** The table → OpenAPI 3.1, from the same schemas that validate. */
export function describe(table: readonly Call[], server: string) {
  const paths: Record<string, Record<string, object>> = {}
  for (const call of table) {
    const path = call.path.replace(/:(\w+)/g, '{$1}')
    const names = [...call.path.matchAll(/:(\w+)/g)].map((m) => m[1] ?? '')
    const bytes = { schema: z.string().meta({ format: 'binary' }) }
    const content = call.answer
      ? { 'application/json': { schema: call.answer } }
      : call.file && Object.fromEntries(call.file.map((type) => [type, bytes]))
    const good = { description: content ? 'The answer' : 'Done', ...(content ? { content } : {}) }
    const problem = (description: string) => ({
      description,
      content: { 'application/problem+json': { schema: problemSchema } },
    })
    const answers = statusesOf(call).map((status) => [status, status < 400 ? good : problem(refusals[status] ?? '')])
    const requestBody = call.raw
      ? { required: true, content: { 'application/octet-stream': bytes } }
      : call.body
        ? { required: !call.body.safeParse({}).success, content: { 'application/json': { schema: call.body } } }
        : undefined
    const operation = {
      summary: call.summary,
      tags: [call.tag],
      operationId: `${call.method.toLowerCase()}${call.path.replace(/\W+(\w)/g, (_, c: string) => c.toUpperCase())}`,
      requestParams: {
        ...(names.length ? { path: z.object(Object.fromEntries(names.map((n) => [n, z.string()]))) } : {}),
        ...(Object.keys(call.query.shape).length ? { query: call.query } : {}),
      },
      ...(requestBody ? { requestBody } : {}),
      ...(call.open ? { security: [] } : {}),
      responses: { ...Object.fromEntries(answers), default: problem('A problem (RFC 9457)') },
    }
    paths[path] = { ...paths[path], [call.method.toLowerCase()]: operation }
  }
  return createDocument({
    openapi: '3.1.0',
    info: {
      title: 'Unsealed',
      version: '1',
      description: 'Requests, documents, findings and the board of a newsroom’s records desk.',
    },
    servers: [{ url: `${server}/api/v1` }],
    security: [{ token: [] }],
    components: { securitySchemes: { token: { type: 'http', scheme: 'bearer', description: 'unsealed_…' } } },
    paths,
  })
}
