import type { users } from '#db/schema'
import type { PersonView } from '#lib/domain/person'

/** Part: a row of users as people see it; never a hash. */
export const presentPerson = (row: typeof users.$inferSelect): PersonView => ({
  id: row.id,
  email: row.email,
  name: row.name,
  role: row.role,
  status: row.disabledAt ? 'disabled' : row.passwordHash || row.oidcSubject ? 'active' : 'invited',
  secondFactor: row.totpSecret !== null,
  createdAt: row.createdAt.toISOString(),
})
