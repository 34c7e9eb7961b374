import { z } from 'zod'
import { houseRoles, scopes } from '#lib/domain/actions'
import { newPasswordSchema } from '#lib/domain/password'

export const emailSchema = z
  .string()
  .trim()
  .toLowerCase()
  .max(254, 'An e-mail address has at most 254 characters.')
  .pipe(z.email('That is not an e-mail address.'))
export const nameSchema = z.string().trim().min(1, 'Please give a name.').max(120, 'A name has at most 120 characters.')
const newsroomSchema = z
  .string()
  .trim()
  .min(1, 'Please name the newsroom.')
  .max(120, 'That has at most 120 characters.')
/** Of an account that exists: anything may be tried, so that the answer is the same for all. */
const givenPassword = z.string().min(1, 'Please type your password.').max(1000, 'That is too long for a password.')
const codeSchema = z.string().trim().max(60, 'That is too long for a code.')
const linkToken = z.string().trim().min(20, 'That is not a code of ours.').max(200, 'That is not a code of ours.')

/** `token` as it stands after the # of the set-up link; the whole link may be pasted too. */
const setupToken = z
  .string()
  .trim()
  .transform((text) => text.replace(/^.*#/, ''))
  .pipe(linkToken)

export const setUpSchema = z.strictObject({
  token: setupToken,
  name: nameSchema,
  email: emailSchema,
  password: newPasswordSchema,
  newsroom: newsroomSchema.optional(),
})
export type SetUp = z.output<typeof setUpSchema>

export const signInSchema = z.strictObject({ email: emailSchema, password: givenPassword, code: codeSchema.optional() })
export type SignIn = z.output<typeof signInSchema>

export const newPersonSchema = z.strictObject({ email: emailSchema, name: nameSchema, role: z.enum(houseRoles) })
export type NewPerson = z.output<typeof newPersonSchema> & { password?: string }

/** What an admin changes about somebody; `newLink`: a one-time link to set a password, for who has forgotten it. */
export const changePersonSchema = z.strictObject({
  userId: z.string(),
  role: z.enum(houseRoles).optional(),
  disabled: z.boolean().optional(),
  newLink: z.literal(true).optional(),
})
export type ChangePerson = z.output<typeof changePersonSchema>

export const renameSchema = z.strictObject({ name: nameSchema })
export const newsroomNameSchema = z.strictObject({
  newsroom: newsroomSchema,
  contact: z.union([z.literal(''), emailSchema], 'That is not an e-mail address.').optional(),
})

export const setPasswordByLinkSchema = z.strictObject({ token: linkToken, password: newPasswordSchema })
export const changePasswordSchema = z.strictObject({ current: givenPassword, password: newPasswordSchema })
export type SetPassword = z.output<typeof setPasswordByLinkSchema> | z.output<typeof changePasswordSchema>

export const offerSecondFactorSchema = z.strictObject({ password: givenPassword })
export const confirmSecondFactorSchema = z.strictObject({
  code: z
    .string()
    .trim()
    .regex(/^\d{3} ?\d{3}$/, 'The code has six digits.'),
})

export const changeSecondFactorSchema = z.discriminatedUnion('step', [
  offerSecondFactorSchema.extend({ step: z.literal('offer') }),
  confirmSecondFactorSchema.extend({ step: z.literal('confirm') }),
  offerSecondFactorSchema.extend({ step: z.literal('remove') }),
])
/** offer: a secret for the app, for who has just typed the password. confirm: by a code it made. remove: by password. */
export type ChangeSecondFactor = z.output<typeof changeSecondFactorSchema>

export const endSessionSchema = z.strictObject({ which: z.union([z.literal('others'), z.string().min(1).max(200)]) })

export const newTokenSchema = z.strictObject({
  name: z.string().trim().min(1, 'Say what the token is for.').max(120, 'A name has at most 120 characters.'),
  scopes: z.array(z.enum(scopes)).min(1, 'Choose at least one.').optional(),
})
export const tokenIdSchema = z.strictObject({ id: z.string() })

export const personSchema = z.object({
  id: z.string(),
  email: z.string(),
  name: z.string(),
  role: z.enum(houseRoles),
  status: z.enum(['active', 'invited', 'disabled']),
  secondFactor: z.boolean(),
  createdAt: z.string(),
})
export type PersonView = z.infer<typeof personSchema>

/** Oneself, as the settings show it. */
export type OwnView = PersonView & {
  hasPassword: boolean
  recoveryCodesLeft: number
  newsroom: string
  contact: string
}

export type SessionView = {
  /** First part of the row's id: enough to name it, of no use to anybody. */
  id: string
  current: boolean
  browser: string
  via: 'password' | 'second-factor' | 'oidc'
  createdAt: string
  seenAt: string
  until: string
}

export const tokenSchema = z.object({
  id: z.string(),
  name: z.string(),
  scopes: z.array(z.enum(scopes)),
  createdAt: z.string(),
  usedAt: z.string().nullable(),
})
export type TokenView = z.infer<typeof tokenSchema>

/** `Firefox on Linux` from a user agent line; for people who look for the browser that is not theirs. */
export function browserOf(userAgent: string): string {
  const browser = browsers.find(([mark]) => userAgent.includes(mark))?.[1] ?? 'A browser'
  const system = /\b(Windows|Android|iPhone|iPad|Mac OS X|Linux)\b/.exec(userAgent)?.[1]
  return system ? `${browser} on ${system.replace('Mac OS X', 'macOS')}` : browser
}

/** In this order, because most of them also claim to be those below. */
const browsers = [
  ['Edg/', 'Edge'],
  ['OPR/', 'Opera'],
  ['Firefox/', 'Firefox'],
  ['Chrome/', 'Chrome'],
  ['Safari/', 'Safari'],
  ['curl/', 'curl'],
] as const
