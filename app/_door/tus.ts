import { parkUpload } from '#lib/services/documents/park-upload'
import { limit } from '#lib/services/limit'
import { handler } from './handler'

/** Uploads in pieces: the question is asked before the first byte, then bytes are parked (never through proxy.ts). */
export const tus = handler(async (house, actor, request) => {
  if (request.method === 'POST' && actor.kind === 'user') await limit(house, 'upload', actor.id)
  const answer = await parkUpload(house, actor, request)
  answer.headers.set('cache-control', 'private, no-store')
  answer.headers.set('x-content-type-options', 'nosniff')
  return answer
})
