import type { findingTypes } from '#db/schema'
import type { FindingTypeView } from '#lib/domain/finding'

/** Part: a row → what people see. */
export const presentFindingType = (row: typeof findingTypes.$inferSelect): FindingTypeView => ({
  id: row.id,
  investigationId: row.investigationId,
  name: row.name,
  values: row.values,
  retired: row.retiredAt !== null,
  version: row.version,
})
