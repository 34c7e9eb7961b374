import type { investigations } from '#db/schema'
import type { Role } from '#lib/domain/actions'
import type { InvestigationView } from '#lib/domain/investigation'

/** Row → view; part of every verb that answers with an investigation. */
export const presentInvestigation = (
  row: typeof investigations.$inferSelect,
  role: Role | null,
): InvestigationView => ({
  id: row.id,
  key: row.key,
  slug: row.slug,
  title: row.title,
  summary: row.summary,
  reasons: row.reasons,
  role,
  demo: row.demo,
  createdAt: row.createdAt.toISOString(),
  version: row.version,
})
