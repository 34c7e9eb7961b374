import { Readable } from 'node:stream'
import { notFound } from '#lib/domain/refusal'
import { openSharedImage } from '#lib/services/shares/open-share'
import { handler } from '../../../../../_door/handler.ts'
import { fileHeaders, linkOnly } from '../../../../../_door/headers.ts'
import { shareKey } from '../../../../../_door/share-cookie.ts'

/** The picture of a page, for one who has opened the link: kept by nobody on the way. */
export const GET = handler(async (house, actor, request) => {
  const [, , id = '', , n = ''] = new URL(request.url).pathname.split('/')
  if (!/^[1-9]\d{0,5}$/.test(n)) throw notFound('page')
  const visitor = { id, key: await shareKey(id) }
  const { bytes, open } = await openSharedImage(house, actor, { ...visitor, n: Number(n) })
  const headers = { ...fileHeaders({ name: 'page', mediaType: 'image/png', bytes, inline: true }), ...linkOnly }
  return new Response(Readable.toWeb(Readable.from(await open())) as ReadableStream<Uint8Array>, { headers }) // Node's and the DOM's are one
})
