'use server'

import { z } from 'zod'
import { channels, newCommunicationSchema } from '#lib/domain/communication'
import { localDateSchema } from '#lib/domain/date'
import { editRequestSchema, newRequestSchema } from '#lib/domain/request'
import { listAgencies } from '#lib/services/agencies/list-agencies'
import { editRequest } from '#lib/services/requests/edit-request'
import { listRequests } from '#lib/services/requests/list-requests'
import { logCommunication } from '#lib/services/requests/log-communication'
import { logRequest } from '#lib/services/requests/log-request'
import { moveCommunication } from '#lib/services/requests/move-communication'
import { previewRequest } from '#lib/services/requests/preview-request'
import { action } from '../../_door/action.ts'

export const sendNewRequest = action(newRequestSchema, logRequest)

export const changeRequest = action(
  z.strictObject({ id: z.string(), version: z.number().int().optional(), change: editRequestSchema }),
  (world, actor, { id, version, change }) => editRequest(world, actor, { ...change, id, version }),
)

export const sendCommunication = action(
  z.strictObject({ requestId: z.string(), came: newCommunicationSchema }),
  (world, actor, { requestId, came }) => logCommunication(world, actor, { ...came, requestId }),
)

export const sendMove = action(z.strictObject({ id: z.string(), requestId: z.string() }), moveCommunication)

export const askPreview = action(
  z.strictObject({
    agencyId: z.string(),
    filedOn: localDateSchema.optional(),
    receivedOn: localDateSchema.optional(),
    channel: z.enum(channels).optional(),
  }),
  previewRequest,
)

/** The agencies that fit the words typed, for a combobox. */
export const findAgencies = action(z.strictObject({ words: z.string().max(200) }), async (world, actor, { words }) => {
  const { data } = await listAgencies(world, actor, { limit: 20, q: words })
  return data.map(({ id, name, jurisdiction, place }) => ({
    value: id,
    label: name,
    detail: [place, jurisdiction].filter(Boolean).join(', '),
  }))
})

/** The requests of one investigation that fit the words typed, for a combobox. */
export const findOtherRequests = action(
  z.strictObject({ investigationId: z.string(), words: z.string().max(200) }),
  async (world, actor, { investigationId, words }) => {
    const { data } = await listRequests(world, actor, { limit: 20, investigationId, q: words, sort: '-number' })
    return data.map(({ id, number, subject, agency }) => ({
      value: id,
      label: `${number} ${subject}`,
      detail: agency,
    }))
  },
)
