import { c } from '#db/columns'
import { anchorRoles, findingStatuses, type ValueDefinition } from '#lib/domain/finding'
import type { Box } from '#lib/domain/page'

export const findingTypes = c.table(
  'finding_types',
  {
    id: c.id('id'),
    investigationId: c.text('investigation_id').notNull(),
    name: c.text('name').notNull(),
    values: c.json<ValueDefinition[]>('value_definitions').notNull(),
    position: c.int('position').notNull(),
    retiredAt: c.instant('retired_at'),
    version: c.int('version').notNull().default(1),
  },
  (t) => [c.index('finding_types_investigation').on(t.investigationId)],
)

export const findings = c.table(
  'findings',
  {
    id: c.id('id'),
    investigationId: c.text('investigation_id').notNull(),
    number: c.int('number').notNull(), // RING-F3
    typeId: c.text('type_id').notNull(),
    agencyId: c.text('agency_id'),
    statement: c.text('statement').notNull(),
    status: c.word('status', findingStatuses).notNull(),
    values: c.json<Record<string, number | string>>('finding_values').notNull(),
    createdBy: c.text('created_by').notNull(),
    createdAt: c.instant('created_at').notNull(),
    decidedBy: c.text('decided_by'), // who checked, cleared or disputed it
    decidedAt: c.instant('decided_at'),
    deletedAt: c.instant('deleted_at'),
    version: c.int('version').notNull().default(1),
  },
  (t) => [
    c.unique('findings_number').on(t.investigationId, t.number),
    c.index('findings_type').on(t.typeId),
    c.index('findings_agency').on(t.agencyId),
  ],
)

/** Quote → page → byte: what was seen, where, in which text layer of which file. */
export const anchors = c.table(
  'anchors',
  {
    id: c.id('id'),
    findingId: c.text('finding_id').notNull(),
    investigationId: c.text('investigation_id').notNull(),
    documentId: c.text('document_id').notNull(),
    page: c.int('page').notNull(),
    layer: c.int('layer').notNull(),
    sha256: c.text('sha256').notNull(),
    role: c.word('role', anchorRoles).notNull(),
    exact: c.text('exact').notNull(),
    prefix: c.text('prefix').notNull(),
    suffix: c.text('suffix').notNull(),
    boxes: c.json<Box[]>('boxes').notNull(),
    position: c.int('position').notNull(),
  },
  (t) => [c.index('anchors_finding').on(t.findingId), c.index('anchors_document').on(t.documentId, t.page)],
)
