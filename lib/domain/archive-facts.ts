import { z } from 'zod'

const few = (max: number) => z.string().max(max)

/**
 * What a file says of itself beside its pages, for those who read it and before anything of it leaves the house.
 * Nothing of it is believed; dates are ISO 8601 where they could be read, else as written.
 */
export const archiveFactsSchema = z
  .object({
    title: few(500).optional(),
    author: few(500).optional(),
    creator: few(500).optional().describe('the program it was written with'),
    producer: few(500).optional().describe('the program that made the file'),
    createdAt: few(60).optional(),
    modifiedAt: few(60).optional(),
    lastModifiedBy: few(500).optional(),
    company: few(500).optional(),
    format: few(60).optional().describe('such as PDF 1.7'),
    revisions: z.number().int().optional().describe('how often the file was saved on top of itself; 1: never changed'),
    tagged: z.boolean().optional(),
    encrypted: z.boolean().optional(),
    signatures: z
      .array(z.object({ by: few(300).optional(), at: few(60).optional(), reason: few(300).optional() }))
      .max(50)
      .optional(),
    layers: z
      .array(z.object({ name: few(200), shown: z.boolean() }))
      .max(200)
      .optional(),
    attachments: z.number().int().optional(),
    annotations: z.number().int().optional(),
    formFields: z.number().int().optional(),
    scripts: z.number().int().optional(),
    hiddenText: z
      .array(
        z.object({
          page: z.number().int(),
          kind: z.enum(['under_a_box', 'same_colour', 'invisible', 'off_page', 'hidden_layer']),
          count: z.number().int().describe('letters'),
        }),
      )
      .max(2000)
      .optional()
      .describe('letters that can be copied out of the page but not seen on it; their text is not told here'),
    camera: few(200).optional(),
    place: z.object({ lat: z.number(), lng: z.number() }).optional().describe('where a photograph says it was taken'),
    trackedChanges: z.number().int().optional(),
    comments: z.number().int().optional(),
    sheets: z
      .array(z.object({ name: few(100), page: z.number().int(), hidden: z.enum(['hidden', 'very_hidden']).optional() }))
      .max(500)
      .optional()
      .describe('the sheets of a spreadsheet, each with the page on which it begins'),
    takenAt: few(60).optional().describe('when a photograph says it was taken'),
    hiddenSheets: z.number().int().optional(),
    hiddenRows: z.number().int().optional(),
    hiddenColumns: z.number().int().optional(),
    extra: z
      .array(z.tuple([few(100), few(500)]))
      .max(60)
      .optional(),
  })
  .meta({ id: 'ArchiveFacts' })
export type ArchiveFacts = z.infer<typeof archiveFactsSchema>
