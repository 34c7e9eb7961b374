import { z } from 'zod'

export const exportFiles = ['exhibits', 'originals'] as const
export type ExportFiles = (typeof exportFiles)[number]
export const exportStatuses = ['building', 'ready', 'failed', 'expired'] as const
export type ExportStatus = (typeof exportStatuses)[number]

/** How long the file of a pack is kept, in days. */
export const exportDays = 7

export const newExportSchema = z
  .strictObject({
    files: z
      .enum(exportFiles, 'A pack holds exhibits, or originals.')
      .optional()
      .describe('exhibits (unless said): what outsiders may have; originals: everything, for the team'),
  })
  .meta({ id: 'NewExport' })
export type NewExport = z.infer<typeof newExportSchema>

export const exportSchema = z
  .object({
    id: z.string(),
    investigationId: z.string(),
    files: z.enum(exportFiles),
    status: z.enum(exportStatuses),
    done: z.number().int().describe('files written so far'),
    of: z.number().int(),
    name: z.string().describe('what its file is called'),
    sha256: z.string().nullable().describe('of its ZIP'),
    bytes: z.number().int().nullable(),
    failure: z.string().nullable(),
    createdBy: z.string(),
    createdAt: z.string(),
    expiresAt: z.string().describe('its file is kept until then'),
  })
  .meta({ id: 'Export' })
export type ExportView = z.infer<typeof exportSchema>

/** When the file of a pack that was asked for then goes. */
export const expiryOf = (createdAt: Date) => new Date(createdAt.getTime() + exportDays * 24 * 3600 * 1000)

/** The folder in the ZIP, and the name of the ZIP without its ending: RING-story-pack-2026-11-02. */
export const packName = (key: string, files: ExportFiles, createdAt: Date) =>
  `${key}-story-pack${files === 'originals' ? '-originals' : ''}-${createdAt.toISOString().slice(0, 10)}`
