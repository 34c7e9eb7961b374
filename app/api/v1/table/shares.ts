import { pageOf, shortList } from '#lib/domain/listing'
import { madeShareSchema, newShareSchema, openedShareSchema, openShareSchema, shareSchema } from '#lib/domain/share'
import { createShare } from '#lib/services/shares/create-share'
import { enterShare } from '#lib/services/shares/enter-share'
import { listShares } from '#lib/services/shares/list-shares'
import { retryShare } from '#lib/services/shares/retry-share'
import { revokeShare } from '#lib/services/shares/revoke-share'
import { addressOf } from '../../../_door/address.ts'
import { call, shortListOf } from '../../../_door/call.ts'
import { jsonHeaders } from '../../../_door/headers.ts'
import { shareCookie } from '../../../_door/share-cookie.ts'

const tag = 'Exhibits'

export const shareCalls = [
  call({
    method: 'POST',
    path: '/exhibits/:id/shares',
    summary: 'Make a link to an approved or published exhibit, or to several as a packet; its token is shown once',
    tag,
    refuses: [403, 409],
    body: newShareSchema,
    answer: madeShareSchema,
    run: (world, actor, { params: { id = '' }, body }) => createShare(world, actor, { ...body, exhibitId: id }),
  }),
  call({
    method: 'GET',
    path: '/exhibits/:id/shares',
    summary: 'The links to an exhibit, with how often each was opened and read',
    tag,
    refuses: [403],
    query: shortListOf({}),
    answer: pageOf(shareSchema),
    run: async (world, actor, { params: { id = '' }, query }) =>
      shortList(await listShares(world, actor, { exhibitId: id }), query),
  }),
  call({
    method: 'DELETE',
    path: '/shares/:id',
    summary: 'Revoke a link: nobody reads by it from the next request on',
    tag,
    refuses: [403],
    answer: null,
    run: async (world, actor, { params: { id = '' } }) => void (await revokeShare(world, actor, { id })),
  }),
  call({
    method: 'POST',
    path: '/shares/:id/retry',
    summary: 'Make the file of a link again, where it could not be made',
    tag,
    status: 204,
    refuses: [403, 409],
    answer: null,
    run: async (world, actor, { params: { id = '' } }) => void (await retryShare(world, actor, { id })),
  }),
  call({
    method: 'POST',
    path: '/shares/:id/open',
    summary: 'Open a link: answers with a cookie for half an hour, with which /s/:id/pages/:n and /s/:id/pdf answer',
    tag,
    refuses: [403, 410, 429],
    status: 200,
    open: true,
    body: openShareSchema,
    answer: openedShareSchema,
    run: async (world, actor, { params: { id = '' }, body, request }) => {
      const address = addressOf(request.headers, world.env.TRUSTED_PROXIES)
      const entered = await enterShare(world, actor, { ...body, id, address })
      const headers = { ...jsonHeaders, 'set-cookie': shareCookie(world, id, entered) }
      return new Response(JSON.stringify(entered.view), { headers })
    },
  }),
]
