import type { Warning } from '#lib/domain/document'
import type { Job } from '#lib/domain/jobs'
import type { PictureWanted } from '#lib/domain/ocr'

/** The job that reads pages off their pictures, as text layer `layer`. */
export const ocrJob = (
  documentId: string,
  { layer, language, wanted }: { layer: number; language: string; wanted: readonly PictureWanted[] },
): Job => ({
  name: 'documents.ocr',
  payload: {
    documentId,
    layer,
    language,
    pages: wanted.map(({ page }) => page),
    beside: wanted.filter(({ beside }) => beside).map(({ page }) => page),
  },
  key: `documents.ocr ${documentId}`,
})

/** While pages are read off their pictures a document has this warning: `count` of them, which its progress counts. */
export const pending = 'reading_pictures'
export const picturesOf = (warnings: readonly Warning[]) => warnings.find(({ code }) => code === pending)?.count ?? 0
/** The state of a document that waits for it, besides that warning. */
export const awaitingOcr = { status: 'processing' as const, phase: 'ocr' as const, done: 0 }
