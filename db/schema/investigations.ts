import { c } from '#db/columns'
import { agencyChannels, contactPurposes } from '#lib/domain/agency'

export const investigations = c.table(
  'investigations',
  {
    id: c.id('id'),
    key: c.text('key').notNull(), // RING: what its numbers begin with
    slug: c.text('slug').notNull(),
    title: c.text('title').notNull(),
    summary: c.text('summary').notNull().default(''),
    reasons: c.json<string[]>('reasons').notNull(), // codes for marks
    demo: c.bool('demo').notNull().default(false),
    /** The last number given out of each kind. */
    lastRequest: c.int('last_request').notNull().default(0),
    lastDocument: c.int('last_document').notNull().default(0),
    lastFinding: c.int('last_finding').notNull().default(0),
    lastExhibit: c.int('last_exhibit').notNull().default(0),
    createdAt: c.instant('created_at').notNull(),
    version: c.int('version').notNull().default(1),
  },
  (t) => [c.unique('investigations_key').on(t.key), c.unique('investigations_slug').on(t.slug)],
)

/** Police departments and the like; they belong to the whole house. */
export const agencies = c.table(
  'agencies',
  {
    id: c.id('id'),
    name: c.text('name').notNull(),
    aliases: c.json<string[]>('aliases').notNull(),
    jurisdiction: c.text('jurisdiction').notNull(), // US, IL, DC …
    place: c.text('place'),
    county: c.text('county'),
    lat: c.real('lat'),
    lng: c.real('lng'),
    demo: c.bool('demo').notNull().default(false),
    createdAt: c.instant('created_at').notNull(),
    version: c.int('version').notNull().default(1),
  },
  (t) => [c.index('agencies_name').on(t.name)],
)

export const agencyContacts = c.table(
  'agency_contacts',
  {
    id: c.id('id'),
    agencyId: c.text('agency_id').notNull(),
    purpose: c.word('purpose', contactPurposes).notNull(),
    channel: c.word('channel', agencyChannels).notNull(),
    address: c.text('address').notNull(),
    position: c.int('position').notNull(),
  },
  (t) => [c.index('agency_contacts_agency').on(t.agencyId)],
)
