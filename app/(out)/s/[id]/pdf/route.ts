import { openSharedFile } from '#lib/services/shares/open-share'
import { originalFile } from '../../../../_door/file.ts'
import { handler } from '../../../../_door/handler.ts'
import { linkOnly } from '../../../../_door/headers.ts'
import { shareKey } from '../../../../_door/share-cookie.ts'

/** The file, for one who has opened the link; a later part of it is asked for anew, and refused where the link is over. */
export const GET = handler(async (house, actor, request) => {
  const [, , id = ''] = new URL(request.url).pathname.split('/')
  const range = request.headers.get('range')
  const counted = range === null || /^bytes=0-/.test(range.trim())
  const file = await openSharedFile(house, actor, { id, key: await shareKey(id), counted })
  const answer = await originalFile(file, request, 'application/pdf')
  for (const [name, value] of Object.entries(linkOnly)) answer.headers.set(name, value)
  return answer
})
