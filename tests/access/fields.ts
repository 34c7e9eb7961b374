import { z } from 'zod'
import type { Call } from '../../app/_door/call.ts'

/** A field of a body by its place in it; `text` may hold any words, the others have a form of their own. */
export type Field = { path: (string | number)[]; kind: 'text' | 'id' | 'form' | 'number' | 'other' }

type Schema = {
  $ref?: string
  type?: string | string[]
  anyOf?: Schema[]
  allOf?: Schema[]
  oneOf?: Schema[]
  properties?: Record<string, Schema>
  items?: Schema
  prefixItems?: Schema[]
  additionalProperties?: Schema | boolean
  enum?: unknown[]
  const?: unknown
  format?: string
  pattern?: string
  $defs?: Record<string, Schema>
}

/** Every field of a call's body, read off the schema that validates it: a new field is met without a word here. */
export function fieldsOf(call: Call): Field[] {
  if (!call.body) return []
  const root = z.toJSONSchema(call.body, { io: 'input', unrepresentable: 'any' }) as Schema // what zod prints, as far as it is read here
  const found: Field[] = []
  walk(root, root, [], found)
  const places = new Map(found.map((field) => [`${field.path.join('.')} ${field.kind}`, field]))
  return [...places.values()]
}

function walk(root: Schema, given: Schema, path: Field['path'], found: Field[]) {
  const schema = given.$ref ? (root.$defs?.[given.$ref.split('/').at(-1) ?? ''] ?? {}) : given
  for (const one of [...(schema.anyOf ?? []), ...(schema.allOf ?? []), ...(schema.oneOf ?? [])])
    walk(root, one, path, found)
  for (const [name, below] of Object.entries(schema.properties ?? {})) walk(root, below, [...path, name], found)
  for (const [i, one] of (schema.prefixItems ?? []).entries()) walk(root, one, [...path, i], found)
  if (schema.items) walk(root, schema.items, [...path, 0], found)
  if (schema.additionalProperties && schema.additionalProperties !== true)
    walk(root, schema.additionalProperties, [...path, 'note'], found)
  if (path.length === 0) return
  for (const type of [schema.type ?? []].flat())
    if (type === 'string')
      found.push({ path, kind: kindOf(schema, String(path.findLast((p) => typeof p === 'string'))) })
    else if (type !== 'null') found.push({ path, kind: type === 'number' || type === 'integer' ? 'number' : 'other' })
}

const kindOf = (schema: Schema, name: string): Field['kind'] => {
  if (schema.enum || schema.const || schema.format || schema.pattern) return 'form'
  return /(Id|Ids|^on)$/.test(name) ? 'id' : 'text'
}

/** The body with another value at that place. @returns null where the sample does not reach as far. */
export function withValue(
  body: Record<string, unknown>,
  path: Field['path'],
  value: unknown,
): Record<string, unknown> | null {
  const copy = structuredClone(body)
  let at: Record<string | number, unknown> = copy
  for (const step of path.slice(0, -1)) {
    const next = at[step]
    if (!next || typeof next !== 'object') return null
    at = next as Record<string | number, unknown> // an object or a list, both reached by key
  }
  at[path.at(-1) ?? ''] = value
  return copy
}

/** The value at that place. */
export const valueAt = (body: unknown, path: Field['path']): unknown =>
  path.reduce(
    (at, step) => (at && typeof at === 'object' ? (at as Record<string | number, unknown>)[step] : undefined),
    body,
  )

/** Does this text stand somewhere in the answer, whole? White space at its ends is not kept. */
export function holds(value: unknown, text: string): boolean {
  if (typeof value === 'string') return value === text || value === text.trim()
  if (value && typeof value === 'object') return Object.values(value).some((below) => holds(below, text))
  return false
}
