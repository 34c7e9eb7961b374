import { z } from 'zod'
import type { Actor } from '#lib/domain/actions'
import { listQuery, shortListQuery } from '#lib/domain/listing'
import type { World } from '#lib/world'

export type Method = 'GET' | 'POST' | 'PATCH' | 'DELETE'

/** What a call is given besides its parsed input. `version` is the If-Match of a PATCH, where one was sent. */
export type Given<P, Q, B> = { params: P; query: Q; body: B; version: number | undefined; request: Request }

/** One line of the API table: method, path, schemas, service. OpenAPI is printed from the same line. */
export type Call = {
  method: Method
  /** As in the contract, with `:name` for parameters: `/requests/:id`. */
  path: string
  summary: string
  tag: string
  status: 200 | 201 | 202 | 204
  query: z.ZodObject
  body: z.ZodType | null
  /** null: the answer is a file or nothing; `run` then returns a Response of its own. */
  answer: z.ZodType | null
  /** Does the call take raw bytes as its body? Then `body` is null and the service reads `request.body`. */
  raw: boolean
  /** Answered without a token. */
  open: boolean
  /** Of what kinds its file is, where it answers with one. */
  file: readonly string[] | null
  /** Other statuses that it answers well with. */
  also: readonly (200 | 201 | 202)[]
  /** Statuses of refusals beside those that follow from its form (statusesOf in openapi.ts); null: not said. */
  refuses: readonly number[] | null
  /** A POST whose fields are all optional may come without a body. */
  run: (world: World, actor: Actor, given: Given<Record<string, string>, unknown, unknown>) => Promise<unknown>
}

type Spec<Q extends z.ZodObject, B extends z.ZodType | null, A extends z.ZodType | null> = {
  method: Method
  path: string
  summary: string
  tag: string
  status?: Call['status']
  query?: Q
  body?: B
  answer: A
  raw?: boolean
  open?: boolean
  file?: readonly string[]
  also?: Call['also']
  refuses?: readonly number[]
  run: (
    world: World,
    actor: Actor,
    given: Given<Record<string, string>, z.output<Q>, B extends z.ZodType ? z.output<B> : undefined>,
  ) => Promise<A extends z.ZodType ? z.input<A> | WithStatus<z.input<A>> | Response : Response | undefined>
}

/** An answer whose status depends on what happened: 201 for a new document, 200 for the same one again. */
export type WithStatus<T> = { readonly answered: T; readonly status: 200 | 201 | 202 }
export const answered = <T>(status: 200 | 201 | 202, value: T): WithStatus<T> => ({ answered: value, status })

/** Writes one line of the table; the types of params, query and body reach `run`. */
export function call<
  Q extends z.ZodObject = z.ZodObject<Record<never, never>>,
  B extends z.ZodType | null = null,
  A extends z.ZodType | null = null,
>(spec: Spec<Q, B, A>): Call {
  const status = spec.status ?? (spec.method === 'POST' ? 201 : spec.answer || spec.file ? 200 : 204)
  const query = spec.query ?? z.strictObject({})
  const { raw = false, open = false, body = null, file = null, also = [], refuses = null } = spec
  return { ...spec, status, query, body, raw, open, file, also, refuses, run: spec.run as Call['run'] } // the door parses with these schemas first
}

/** The query of a list call: its own fields, then limit and cursor. */
export const listOf = <T extends z.ZodRawShape>(fields: T) => z.strictObject({ ...fields, ...listQuery })

/** The query of a call whose list is short: answered whole, unless less is asked for. */
export const shortListOf = <T extends z.ZodRawShape>(fields: T) => z.strictObject({ ...fields, ...shortListQuery })

/** `:n` of an address → the number of a page. */
export const pageNumber = (n: string) => (/^[1-9]\d{0,5}$/.test(n) ? Number(n) : 0) // there is no page 0: not found
