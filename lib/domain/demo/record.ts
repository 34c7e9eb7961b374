import { z } from 'zod'

const ids = z.array(z.string())
export const demoRecordSchema = z.object({
  investigationId: z.string(),
  loadedAt: z.string(),
  users: ids,
  agencies: ids,
  requests: ids,
  communications: ids,
  documents: ids,
  findingTypes: ids,
  findings: ids,
  figures: ids,
  marks: ids.default([]), // a demonstration that was loaded before there were any has none
  exhibits: ids.default([]),
})
/** The ids of what one loading made: removal removes these and no others. */
export type DemoRecord = z.infer<typeof demoRecordSchema>

/** All ids of a record, of every kind. */
export const loadedIds = ({ investigationId: _, loadedAt: __, ...lists }: DemoRecord): string[] =>
  Object.values(lists).flat()
