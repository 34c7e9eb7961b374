import { z } from 'zod'
import { channels } from '#lib/domain/communication'
import { localDateSchema } from '#lib/domain/date'
import { deadlineSchema } from '#lib/domain/deadline'
import { deadlineEventSchema } from '#lib/domain/deadline-event'
import { jurisdictionCodeSchema } from '#lib/domain/jurisdiction'

/** Law and dates before anything is kept. */
export const previewDeadlinesSchema = z
  .strictObject({
    jurisdiction: jurisdictionCodeSchema,
    receivedOn: localDateSchema,
    channel: z.enum(channels, 'That is no way a request can go.').optional(),
    events: z.array(deadlineEventSchema).max(500, 'At most 500 events.').optional(),
  })
  .meta({ id: 'PreviewDeadlines' })
export type PreviewDeadlines = z.infer<typeof previewDeadlinesSchema>

export const previewedSchema = z.object({ deadlines: z.array(deadlineSchema) }).meta({ id: 'PreviewedDeadlines' })
