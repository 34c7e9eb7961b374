import { z } from 'zod'
import { type FailureCode, failureCodes } from '#lib/domain/document'

/** Why a file could not be read: a named code and one sentence that a reporter understands. */
export class ParseFailure extends Error {
  readonly code: FailureCode
  readonly detail: string
  constructor(code: FailureCode, detail: string = sentences[code]) {
    super(`${code}: ${detail}`)
    this.code = code
    this.detail = detail
  }
}

/** What is said where nothing closer is known. The original is kept in every case. */
export const sentences: Record<FailureCode, string> = {
  encrypted: 'This file is locked with a password. Enter its password to read it.',
  damaged: 'This file is damaged or incomplete, and no page of it could be read. The original is kept.',
  too_big: 'This file is larger than what can be read here. The original is kept and can be downloaded.',
  timeout: 'Reading this file took too long and was stopped. The original is kept and can be downloaded.',
  unsupported: 'This kind of file cannot be read here. The original is kept and can be downloaded.',
  cancelled: 'Reading this file was stopped. The original is kept; it can be read again at any time.',
  crashed: 'The program that reads files broke down on this one. The original is kept; try again once.',
}

/** The last word of a child that gives up by itself. */
export const failureSaid = z.strictObject({ code: z.enum(failureCodes), detail: z.string().min(1).max(300).optional() })
