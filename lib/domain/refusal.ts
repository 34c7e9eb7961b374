export const refusalCodes = [
  'unauthenticated',
  'forbidden',
  'not_found',
  'invalid',
  'conflict',
  'gone',
  'too_many',
  'unavailable',
] as const
export type RefusalCode = (typeof refusalCodes)[number]

/** What the doors know more closely than the eight codes: the HTTP status that differs from the code's own. */
export type RefusalDetail = { status?: 405 | 412 | 413 | 415 | 507; errors?: FieldError[]; retryAfterSeconds?: number }
export type FieldError = { field: string; message: string }

/**
 * The one error a person may be shown. Thrown by services, translated once per door; throwing inside `act`
 * rolls everything back. Anything else that is thrown is a defect: logged once, its message never shown.
 */
export class Refusal extends Error {
  /** The server is built in several parts that share one world, each with a copy of this class: all are the same. */
  static override [Symbol.hasInstance](thing: unknown): boolean {
    return thing instanceof Error && thing.name === 'Refusal'
  }
  override readonly name = 'Refusal'
  readonly code: RefusalCode
  readonly detail: RefusalDetail
  constructor(code: RefusalCode, message: string, detail: RefusalDetail = {}) {
    super(message)
    this.code = code
    this.detail = detail
  }
}

/** A hidden thing and an absent thing answer alike, so there is one sentence for both. */
export const notFound = (noun: string) =>
  new Refusal('not_found', `There is no such ${noun}, or it is not yours to see.`)

/** A value that does not fit, named by its field so that a form can show it beside the input. */
export const invalid = (field: string, message: string) =>
  new Refusal('invalid', message, { errors: [{ field, message }] })
