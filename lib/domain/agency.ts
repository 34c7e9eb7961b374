import { z } from 'zod'
import { jurisdictionCodeSchema } from '#lib/domain/jurisdiction'

export const contactPurposes = ['request', 'appeal', 'payment', 'general'] as const
export type ContactPurpose = (typeof contactPurposes)[number]
export const agencyChannels = ['email', 'post', 'fax', 'portal', 'phone'] as const
export type AgencyChannel = (typeof agencyChannels)[number]

const line = (what: string, most: number) => z.string().trim().max(most, `${what} has at most ${most} characters.`)
const nameSchema = line('A name', 200).min(1, 'Give the agency a name.')

/** Where a letter for one purpose goes. An e-mail address is checked, a portal's must be a web address. */
export const contactSchema = z
  .strictObject({
    purpose: z.enum(contactPurposes, 'A contact is for request, appeal, payment or general.'),
    channel: z.enum(agencyChannels, 'A contact is reached by email, post, fax, portal or phone.'),
    address: line('An address', 1000).min(1, 'Give the address.'),
  })
  .refine(({ channel, address }) => channel !== 'email' || z.email().safeParse(address).success, {
    path: ['address'],
    message: 'That is not an e-mail address.',
  })
  .refine(
    ({ channel, address }) => channel !== 'portal' || z.url({ protocol: /^https?$/ }).safeParse(address).success,
    {
      path: ['address'],
      message: 'A portal’s address begins with https:// or http://.',
    },
  )
  .meta({ id: 'AgencyContact' })
export type Contact = z.infer<typeof contactSchema>

const fields = {
  name: nameSchema,
  jurisdiction: jurisdictionCodeSchema,
  place: line('A place', 200),
  county: line('A county', 200),
  lat: z.number('Latitude is a number.').min(-90, 'Latitude is −90 to 90.').max(90, 'Latitude is −90 to 90.'),
  lng: z.number('Longitude is a number.').min(-180, 'Longitude is −180 to 180.').max(180, 'Longitude is −180 to 180.'),
  contacts: z.array(contactSchema).max(50, 'At most 50 contacts.'),
  aliases: z.array(nameSchema).max(50, 'At most 50 other names.'),
}

export const newAgencySchema = z
  .strictObject({
    name: fields.name,
    jurisdiction: fields.jurisdiction,
    place: fields.place.optional(),
    county: fields.county.optional(),
    lat: fields.lat.optional(),
    lng: fields.lng.optional(),
    contacts: fields.contacts.optional(),
    aliases: fields.aliases.optional(),
  })
  .refine(({ lat, lng }) => (lat === undefined) === (lng === undefined), {
    path: ['lng'],
    message: 'Give latitude and longitude together, or neither.',
  })
  .meta({ id: 'NewAgency' })
export type NewAgency = z.infer<typeof newAgencySchema>

/** What is left out stays; null empties; lists are replaced whole. */
export const editAgencySchema = z
  .strictObject({
    name: fields.name.optional(),
    jurisdiction: fields.jurisdiction.optional(),
    place: fields.place.nullable().optional(),
    county: fields.county.nullable().optional(),
    lat: fields.lat.nullable().optional(),
    lng: fields.lng.nullable().optional(),
    contacts: fields.contacts.optional(),
    aliases: fields.aliases.optional(),
  })
  .meta({ id: 'EditAgency' })
export type EditAgency = z.infer<typeof editAgencySchema>

export const agencySchema = z
  .object({
    id: z.string(),
    name: z.string(),
    jurisdiction: jurisdictionCodeSchema,
    place: z.string().nullable(),
    county: z.string().nullable(),
    lat: z.number().nullable(),
    lng: z.number().nullable(),
    contacts: z.array(
      z.object({ purpose: z.enum(contactPurposes), channel: z.enum(agencyChannels), address: z.string() }),
    ),
    aliases: z.array(z.string()),
    demo: z.boolean().describe('of the demonstration'),
    version: z.number().int(),
  })
  .meta({ id: 'Agency' })
export type AgencyView = z.infer<typeof agencySchema>

/** The contact for a purpose; where there is none, the general one, then the one for requests. */
export function contactFor<T extends { purpose: ContactPurpose }>(
  contacts: readonly T[],
  purpose: ContactPurpose,
): T | null {
  const first = (wanted: ContactPurpose) => contacts.find((contact) => contact.purpose === wanted)
  return first(purpose) ?? first('general') ?? first('request') ?? null
}

/** Perhaps the same agency, entered under another name. */
const alikeSchema = z.object({ id: z.string(), name: z.string() }).meta({ id: 'AlikeAgency' })

/** One agency as it is opened or added. */
export const agencyDetailSchema = agencySchema
  .extend({ alike: z.array(alikeSchema).describe('perhaps the same agency entered twice; nothing is refused') })
  .meta({ id: 'AgencyDetail' })
export type AgencyDetail = z.infer<typeof agencyDetailSchema>

/** The directory's row. Counts are over what the reader may see. */
export const agencyRowSchema = agencySchema
  .extend({ requests: z.number().int(), overdue: z.number().int() })
  .meta({ id: 'AgencyRow' })
export type AgencyRow = z.infer<typeof agencyRowSchema>

export const agencyStatsSchema = z
  .object({
    requests: z.number().int().describe('filed, over what you may see'),
    open: z.number().int(),
    overdue: z.number().int(),
    outcomes: z.record(z.string(), z.number().int()),
    replied: z.number().int().describe('the n of the median'),
    medianDaysToFirstReply: z.number().nullable().describe('calendar days from filing; null without a reply'),
    findings: z.number().int(),
  })
  .meta({ id: 'AgencyStats' })
export type AgencyStats = z.infer<typeof agencyStatsSchema>

/**
 * A name reduced to what tells agencies of one jurisdiction apart: lower case, no accents or punctuation, PD spelled
 * out, without "city of" and the like. Two with the same key are perhaps one.
 */
export function nameKey(name: string): string {
  const words = name
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/['’.]/g, '')
    .split(/[^a-z0-9]+/)
    .flatMap((word) => spelledOut[word] ?? [word])
    .filter((word) => word !== '' && !filler.has(word))
  return words.sort().join(' ')
}
const spelledOut: Record<string, string[]> = {
  pd: ['police'],
  so: ['sheriff'],
  sheriffs: ['sheriff'],
  co: ['county'],
  st: ['saint'],
}
const filler = new Set('the of and city town township village borough department dept dpt office'.split(' '))
