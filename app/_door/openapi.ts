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

/** The table → OpenAPI 3.1, from the same schemas that validate. */
export function describe(table: readonly Call[], server: string) {
  const paths: Record<string, Record<string, object>> = {}
  for (const call of table) {
    const path = call.path.replace(/:(\w+)/g, '{$1}')
    const names = [...call.path.matchAll(/:(\w+)/g)].map((m) => m[1] ?? '')
    const content = call.answer ? { 'application/json': { schema: call.answer } } : undefined
    const requestBody = call.raw
      ? { content: { 'application/octet-stream': { schema: z.string().meta({ format: 'binary' }) } } }
      : call.body
        ? { content: { 'application/json': { schema: call.body } } }
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
      responses: {
        [call.status]: { description: call.status === 204 ? 'Done' : 'The answer', ...(content ? { content } : {}) },
        default: {
          description: 'A problem (RFC 9457)',
          content: { 'application/problem+json': { schema: problemSchema } },
        },
      },
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
