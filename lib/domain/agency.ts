import { z } from 'zod'

export const contactPurposes = ['request', 'appeal', 'payment', 'general'] as const
export const agencyChannels = ['email', 'post', 'fax', 'portal', 'phone'] as const

const text = (what: string, most: number) => z.string().trim().max(most, `${what} has at most ${most} characters.`)

const contactFields = {
  purpose: z.enum(contactPurposes, 'Say what it is for: request, appeal, payment or general.'),
  channel: z.enum(agencyChannels, 'Say how it is reached: email, post, fax, portal or phone.'),
  address: text('An address', 500).min(1, 'Give the address.'),
}
/** One way to reach an agency; the address fits its channel: an e-mail address, a link, a number, lines of a letter. */
export const contactSchema = z
  .strictObject(contactFields)
  .superRefine(({ channel, address }, about) => {
    const wrong = wrongAddress(channel, address)
    if (wrong) about.addIssue({ code: 'custom', path: ['address'], message: wrong })
  })
  .meta({ id: 'AgencyContact' })
export type AgencyContact = z.infer<typeof contactSchema>

/** Why an address cannot be one of its channel, or null. */
function wrongAddress(channel: (typeof agencyChannels)[number], address: string): string | null {
  if (channel === 'email' && !z.email().safeParse(address).success) return 'That is not an e-mail address.'
  if (channel === 'portal' && !/^https?:\/\/[^\s]+$/i.test(address))
    return 'Give the portal’s address, beginning with https://.'
  if ((channel === 'fax' || channel === 'phone') && !/\d{3}/.test(address)) return 'That is not a telephone number.'
  return null
}

const fields = {
  name: text('A name', 200).min(1, 'Give the agency a name.'),
  jurisdiction: z
    .string()
    .trim()
    .toUpperCase()
    .regex(/^[A-Z]{2}$/, 'Give the two letters of the state, DC, or US for federal.')
    .meta({ example: 'NJ' }),
  place: text('A place', 200).nullable(),
  county: text('A county', 200).nullable(),
  lat: z.number().min(-90).max(90, 'Latitude lies between -90 and 90.').nullable(),
  lng: z.number().min(-180).max(180, 'Longitude lies between -180 and 180.').nullable(),
  contacts: z.array(contactSchema).max(30, 'At most 30 contacts.'),
  aliases: z.array(text('An alias', 200).min(1, 'An alias has at least one character.')).max(50, 'At most 50 aliases.'),
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
  .meta({ id: 'NewAgency' })
export type NewAgency = z.infer<typeof newAgencySchema>

/** Contacts and aliases, where given, replace those that are there. */
export const editAgencySchema = newAgencySchema.partial().meta({ id: 'EditAgency' })
export type EditAgency = z.infer<typeof editAgencySchema>

/** Another agency of the same jurisdiction whose name or alias says the same: perhaps the same one. */
export const alikeSchema = z.object({ id: z.string(), name: z.string() }).meta({ id: 'AlikeAgency' })

export const agencySchema = z
  .object({
    id: z.string(),
    name: z.string(),
    aliases: z.array(z.string()),
    jurisdiction: z.string(),
    place: z.string().nullable(),
    county: z.string().nullable(),
    lat: z.number().nullable(),
    lng: z.number().nullable(),
    contacts: z.array(z.object(contactFields)),
    demo: z.boolean().describe('of the demonstration'),
    version: z.number().int(),
  })
  .meta({ id: 'Agency' })
export type AgencyView = z.infer<typeof agencySchema>

/** One agency, as it is opened: with those that may be the same one under another name. */
export const agencyDetailSchema = agencySchema
  .extend({ alike: z.array(alikeSchema).describe('perhaps the same agency entered twice') })
  .meta({ id: 'AgencyDetail' })
export type AgencyDetail = z.infer<typeof agencyDetailSchema>

export const agencyStatsSchema = z
  .object({
    requests: z.number().int(),
    open: z.number().int(),
    overdue: z.number().int(),
    outcomes: z.record(z.string(), z.number().int()),
    medianDaysToFirstReply: z.number().nullable().describe('calendar days from filing; null without a reply'),
    replied: z.number().int().describe('the n of the median'),
    findings: z.number().int(),
  })
  .meta({ id: 'AgencyStats' })
export type AgencyStats = z.infer<typeof agencyStatsSchema>

/**
 * A name reduced to what tells agencies apart: lower case, no accents or punctuation, PD = police department,
 * without "city of", "the" and the like. Two agencies of one jurisdiction with the same key are perhaps one.
 */
export function nameKey(name: string): string {
  const words = name
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .toLowerCase()
    .replace(/&/g, ' and ')
    .replace(/['’.]/g, '')
    .split(/[^a-z0-9]+/)
    .flatMap((word) => short[word] ?? [word])
    .filter((word) => word !== '' && !filler.has(word))
  return words.sort().join(' ')
}
const short: Record<string, string[]> = {
  pd: ['police', 'department'],
  dept: ['department'],
  dpt: ['department'],
  so: ['sheriff', 'office'],
  sheriffs: ['sheriff'],
  co: ['county'],
  st: ['saint'],
}
const filler = new Set(['the', 'of', 'city', 'town', 'township', 'village', 'borough', 'department', 'office', 'and'])
