import { buffer } from 'node:stream/consumers'
import { notFound } from '#lib/domain/refusal'
import { openPicture } from '#lib/services/exhibits/open-exhibit'
import { pictureHeaders } from '../../../../../_door/headers'
import { anyone, outside } from '../../../../../_door/outside'
import { lost } from '../../../document'

export const dynamic = 'force-dynamic'

/** `?v=` the hash of the exhibit: then the picture is the same for ever. */
export const GET = outside(async (house, { url, params: { slug = '', n = '' } }) => {
  if (!/^[1-9]\d{0,5}$/.test(n)) throw notFound('page')
  const picture = await openPicture(house, anyone, { slug, page: Number(n) })
  const bytes = new Uint8Array(await buffer(await picture.open()))
  const headers = pictureHeaders(url.searchParams.get('v') === picture.sha256)
  return new Response(bytes, { headers: { ...headers, 'content-length': String(bytes.byteLength) } })
}, lost)
