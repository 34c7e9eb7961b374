import { and, asc, eq, inArray, ne } from 'drizzle-orm'
import type { Tx } from '#db/client'
import { agencies, agencyContacts } from '#db/schema'
import { type AgencyDetail, type AgencyView, nameKey } from '#lib/domain/agency'
import { jurisdictionCodeSchema } from '#lib/domain/jurisdiction'
import { notFound } from '#lib/domain/refusal'

type Row = typeof agencies.$inferSelect

/** Part: rows → views, each with its contacts in the order they were given. */
export async function withContacts(db: Tx, rows: readonly Row[]): Promise<AgencyView[]> {
  const ids = rows.map(({ id }) => id)
  const contacts = ids.length
    ? await db
        .select()
        .from(agencyContacts)
        .where(inArray(agencyContacts.agencyId, ids))
        .orderBy(asc(agencyContacts.agencyId), asc(agencyContacts.position))
    : []
  return rows.map(({ createdAt: _createdAt, ...row }) => ({
    ...row,
    jurisdiction: jurisdictionCodeSchema.parse(row.jurisdiction),
    contacts: contacts
      .filter(({ agencyId }) => agencyId === row.id)
      .map(({ purpose, channel, address }) => ({ purpose, channel, address })),
  }))
}

/** Part: one agency with those that may be the same one entered twice. Refuses not_found. */
export async function readAgency(db: Tx, id: string): Promise<AgencyDetail> {
  const [row] = await db.select().from(agencies).where(eq(agencies.id, id))
  const [view] = row ? await withContacts(db, [row]) : []
  if (!row || !view) throw notFound('agency')
  const others = await db
    .select({ id: agencies.id, name: agencies.name, aliases: agencies.aliases })
    .from(agencies)
    .where(and(eq(agencies.jurisdiction, row.jurisdiction), ne(agencies.id, row.id)))
  const keys = keysOf(row)
  const alike = others.filter((other) => keysOf(other).some((key) => keys.includes(key)))
  return { ...view, alike: alike.map(({ id, name }) => ({ id, name })) }
}

const keysOf = ({ name, aliases }: Pick<Row, 'name' | 'aliases'>) =>
  [name, ...aliases].map(nameKey).filter((key) => key !== '')
