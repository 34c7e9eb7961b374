import { Refusal, type RefusalCode } from '#lib/domain/refusal'
import { jsonHeaders } from './headers.ts'

const statusOf: Record<RefusalCode, number> = {
  unauthenticated: 401,
  forbidden: 403,
  not_found: 404,
  invalid: 400,
  conflict: 409,
  gone: 410,
  too_many: 429,
  unavailable: 503,
}
const titleOf: Record<number, string> = {
  400: 'That does not fit',
  401: 'Not signed in',
  403: 'Not allowed',
  404: 'Not found',
  405: 'No such call',
  409: 'Conflict',
  410: 'Gone',
  412: 'Changed meanwhile',
  413: 'Too large',
  415: 'Not JSON',
  429: 'Too many',
  500: 'Something went wrong here',
  503: 'Busy',
  507: 'Disk full',
}

/** Any error → application/problem+json (RFC 9457). A defect never shows its message, only an id to quote. */
export function problem(error: unknown, headers: Record<string, string> = {}): Response {
  const refusal = error instanceof Refusal ? error : null
  const status = refusal ? (refusal.detail.status ?? statusOf[refusal.code]) : 500
  const incident = refusal ? undefined : crypto.randomUUID().slice(0, 8)
  if (incident)
    console.error(JSON.stringify({ level: 'error', incident, error: String((error as Error)?.stack ?? error) }))
  const detail = refusal?.message ?? `Nothing was changed. If it happens again, quote ${incident}.`
  const errors = refusal?.detail.errors
  const body = {
    type: `/help#${refusal?.code ?? 'defect'}`,
    title: titleOf[status] ?? 'Error',
    status,
    detail,
    ...(errors ? { errors } : {}),
  }
  const retry = refusal?.detail.retryAfterSeconds ?? (status === 503 ? 2 : undefined)
  const more: Record<string, string> = retry ? { 'retry-after': String(retry) } : {}
  if (status === 401) more['www-authenticate'] = 'Bearer'
  return new Response(JSON.stringify(body), {
    status,
    headers: { ...jsonHeaders, ...headers, ...more, 'content-type': 'application/problem+json' },
  })
}
