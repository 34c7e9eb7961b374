import { exhibitPdf } from '#lib/io/exhibit-pdf'
import { createFillPages, type FillPages } from '#lib/io/fill-pages'
import type { Ocr } from '#lib/io/ocr'
import type { Prepare } from '#lib/io/prepare'
import type { Sandbox } from '#lib/io/sandbox'
import { createVerifyExhibit, type VerifyExhibit } from '#lib/io/verify-exhibit'

/** What makes exhibits. */
export type Exhibits = { fill: FillPages; pdf: typeof exhibitPdf; verify: VerifyExhibit }

export const createExhibits = (parts: { sandbox: Sandbox; prepare: Prepare; ocr: Ocr; temp: string }): Exhibits => ({
  fill: createFillPages(parts),
  pdf: exhibitPdf,
  verify: createVerifyExhibit(parts),
})
