import { z } from 'zod'

export const documentStatuses = ['processing', 'ready', 'failed'] as const
export const failureCodes = ['encrypted', 'damaged', 'too_big', 'timeout', 'unsupported', 'crashed'] as const
export type FailureCode = (typeof failureCodes)[number]

export type Warning = { code: string; page?: number; count?: number }
/** A mail's headers, those on the allow-list only. `date` is an ISO 8601 instant, null where the mail has none. */
export type EmailFacts = {
  from: string | null
  to: string[]
  cc: string[]
  date: string | null
  subject: string
  messageId: string | null
  inReplyTo: string | null
  threadId: string | null
}

/** 2 GiB: what one file may have. */
export const maxBytes = 2 * 1024 ** 3
/** 8 MiB: what one piece of a resumable upload may have. */
export const maxChunkBytes = 8 * 1024 ** 2
export const maxNameBytes = 200

/** A file's name as it is kept: any name a sender may give, never used as a path; only its length is ours. */
export const fileNameSchema = z
  .string()
  .min(1, 'A file needs a name.')
  .refine((name) => new TextEncoder().encode(name).length <= maxNameBytes, 'That file name is longer than 200 bytes.')
