import { openFile } from '#lib/services/exhibits/open-exhibit'
import { originalFile } from '../../../../_door/file'
import { anyone, outside } from '../../../../_door/outside'
import { lost } from '../../document'

export const dynamic = 'force-dynamic'

export const GET = outside(async (house, { request, params: { slug = '' } }) => {
  const answer = await originalFile(await openFile(house, anyone, { slug }), request, 'application/pdf')
  answer.headers.set('cache-control', 'no-cache')
  return answer
}, lost)
