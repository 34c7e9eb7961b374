import { z } from 'zod'
import { isPrintable } from '#lib/domain/printed-letters'

const dayMs = 86_400_000
/** How long a link lasts unless said otherwise, and at most. */
export const shareDays = { usual: 14, most: 180 } as const
/** How long a visitor may read on without opening the link again, in ms. */
export const visitMs = 30 * 60_000
/** How many exhibits a packet has at most. */
export const mostInPacket = 50

/** When a link made now ends at the latest; an hour beyond the last day, for clocks that differ. */
export const latestEnd = (now: Date) => new Date(now.getTime() + shareDays.most * dayMs + 3_600_000)
export const usualEnd = (now: Date) => new Date(now.getTime() + shareDays.usual * dayMs)

const passcodeSchema = z
  .string()
  .min(6, 'A passcode has at least 6 characters.')
  .max(200, 'A passcode has at most 200 characters.')
export const newShareSchema = z
  .strictObject({
    expiresAt: z.iso.datetime({ offset: true, error: 'Give an instant, such as 2026-12-24T12:00:00Z.' }).optional(),
    passcode: passcodeSchema.optional().describe('asked for besides the link; tell it by another way'),
    recipient: z
      .string()
      .trim()
      .max(80, 'A name has at most 80 characters.')
      .refine(isPrintable, 'Write this name in Latin letters: it is printed on every page.')
      .optional()
      .describe('for whom it is: stands on every page'),
    exhibitIds: z
      .array(z.string().max(80))
      .max(mostInPacket - 1)
      .optional()
      .describe('more exhibits of this investigation, in order: a packet'),
  })
  .meta({ id: 'NewShare' })
export type NewShare = z.infer<typeof newShareSchema>
export const shareOfSchema = newShareSchema.extend({ exhibitId: z.string().max(80) })

export const openShareSchema = z
  .strictObject({
    token: z.string().max(200).describe('what stands after the # of the link'),
    passcode: z.string().max(200).optional(),
  })
  .meta({ id: 'OpenShare' })
export type OpenShare = z.infer<typeof openShareSchema>

/** What a new link is, said once. */
export const madeShareSchema = z
  .object({ id: z.string(), url: z.string(), token: z.string().describe('shown once; only its hash is kept') })
  .meta({ id: 'MadeShare' })
export type MadeShare = z.infer<typeof madeShareSchema>

/** An exhibit as one who has a link to it is told of it. */
export const sharedExhibitSchema = z
  .object({
    title: z.string(),
    number: z.string(),
    version: z.number().int(),
    pages: z.number().int(),
    sha256: z.string(),
  })
  .meta({ id: 'SharedExhibit' })
export type SharedExhibit = z.infer<typeof sharedExhibitSchema>
export const openedShareSchema = z
  .object({
    exhibit: sharedExhibitSchema.describe('the first of them'),
    exhibits: z.array(sharedExhibitSchema),
    pages: z.number().int().describe('of all of them; /s/:id/pages/:n counts through'),
    recipient: z.string().nullable(),
    built: z.boolean().describe('whether its file is there; its pages are from the beginning'),
    failed: z.boolean().describe('whether its file could not be made'),
    until: z.string().describe('then the link must be opened again'),
  })
  .meta({ id: 'OpenedShare' })
export type OpenedShare = z.infer<typeof openedShareSchema>

/** `replaced`: a document that one of its exhibits was made of was replaced or deleted since. */
export const shareStates = ['open', 'expired', 'revoked', 'withdrawn', 'replaced'] as const
export type ShareState = (typeof shareStates)[number]

export const shareSchema = z
  .object({
    id: z.string(),
    exhibits: z.array(z.object({ id: z.string(), number: z.string(), version: z.number().int(), title: z.string() })),
    recipient: z.string().nullable(),
    passcode: z.boolean(),
    state: z.enum(shareStates),
    built: z.boolean().describe('whether its file is made; its pages can be read before'),
    failure: z.string().nullable().describe('why its file could not be made'),
    opens: z.number().int(),
    lastOpenedAt: z.string().nullable(),
    pagesRead: z.number().int(),
    downloads: z.number().int(),
    expiresAt: z.string(),
    revokedAt: z.string().nullable(),
    createdBy: z.string(),
    createdAt: z.string(),
  })
  .meta({ id: 'Share' })
export type ShareView = z.infer<typeof shareSchema>

/** Does it still work? `its`: its exhibits, each of which must be out or about to be, and made of what is still there. */
export function stateOf(
  share: { expiresAt: Date; revokedAt: Date | null; exhibitIds: readonly string[] },
  its: readonly { status: string; sourceStands: boolean }[],
  now: Date,
): ShareState {
  if (share.revokedAt) return 'revoked'
  if (share.expiresAt <= now) return 'expired'
  const leaves = ({ status }: { status: string }) => status === 'approved' || status === 'published'
  if (its.length === 0 || its.length < share.exhibitIds.length || !its.every(leaves)) return 'withdrawn'
  return its.every(({ sourceStands }) => sourceStands) ? 'open' : 'replaced'
}

/** Why a link is over, in words for whoever holds it. */
export const overWords: Record<Exclude<ShareState, 'open'>, string> = {
  expired: 'This link has expired. Ask whoever sent it for a new one.',
  revoked: 'This link was revoked. Ask whoever sent it why.',
  withdrawn: 'What this link led to was withdrawn or replaced. Ask whoever sent it for a new one.',
  replaced: 'What this link led to was withdrawn or replaced. Ask whoever sent it for a new one.',
}
