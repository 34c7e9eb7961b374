import { headers } from 'next/headers'
import type { z } from 'zod'
import type { Actor } from '#lib/domain/actions'
import { firstUnkeepable, unkeepableText } from '#lib/domain/keepable'
import type { Limit } from '#lib/domain/limits'
import { type FieldError, invalid, Refusal, type RefusalCode } from '#lib/domain/refusal'
import { limit } from '#lib/services/limit'
import { type World, world } from '#lib/world'
import { currentActor } from './actor'
import { refuseForeignOrigin } from './origin'

/** What a form gets back: the value, or the refusal as a value, with its fields. */
export type ActionResult<T> =
  | { ok: true; value: T }
  | { ok: false; code: RefusalCode; message: string; errors: FieldError[] }

/**
 * schema + service → server action. The same schema serves the form; an unknown field is an error. `limited`: counted
 * against that limit of the one who asks.
 */
export function action<S extends z.ZodType, T>(
  schema: S,
  service: (world: World, actor: Actor, input: z.output<S>) => Promise<T>,
  limited?: Limit,
) {
  return async (input: z.input<S>): Promise<ActionResult<T>> => {
    try {
      refuseForeignOrigin(await headers(), (await world()).env.appUrl)
      const parsed = schema.safeParse(input)
      if (!parsed.success)
        return refusal(new Refusal('invalid', 'Some fields need attention.', { errors: fieldErrors(parsed.error) }))
      const field = firstUnkeepable(parsed.data)
      if (field !== null) return refusal(invalid(field, unkeepableText))
      const [house, actor] = [await world(), await currentActor()]
      if (limited && actor.kind === 'user') await limit(house, limited, actor.id)
      return { ok: true, value: await service(house, actor, parsed.data) }
    } catch (error) {
      if (error instanceof Refusal) return refusal(error)
      throw error
    }
  }
}

const refusal = (error: Refusal) => ({
  ok: false as const,
  code: error.code,
  message: error.message,
  errors: error.detail.errors ?? [],
})

/** zod's issues → one message per field, its path joined by dots. */
export const fieldErrors = (error: z.ZodError): FieldError[] => error.issues.flatMap((issue) => said(issue, []))

function said(issue: z.core.$ZodIssue, above: readonly PropertyKey[]): FieldError[] {
  const path = [...above, ...issue.path]
  if (issue.code === 'unrecognized_keys')
    return issue.keys.map((key) => ({ field: [...path, key].join('.'), message: 'There is no such field.' }))
  const meant = issue.code === 'invalid_union' ? nearest(issue.errors) : []
  if (meant.length > 0) return meant.flatMap((one) => said(one, path))
  return [{ field: path.join('.'), message: issue.message }]
}

/** Of several forms, the one that was meant: it knows all fields, gets furthest, and has the least to say. */
function nearest(forms: readonly z.core.$ZodIssue[][]): readonly z.core.$ZodIssue[] {
  const strange = (form: readonly z.core.$ZodIssue[]) => form.filter(({ code }) => code === 'unrecognized_keys').length
  const reach = (form: readonly z.core.$ZodIssue[]) => Math.max(0, ...form.map(({ path }) => path.length))
  const order = (a: readonly z.core.$ZodIssue[], b: readonly z.core.$ZodIssue[]) =>
    strange(a) - strange(b) || reach(b) - reach(a) || a.length - b.length
  return forms.toSorted(order)[0] ?? []
}
