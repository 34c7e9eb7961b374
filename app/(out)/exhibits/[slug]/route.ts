import { openExhibit } from '#lib/services/exhibits/open-exhibit'
import { anyone, outside } from '../../../_door/outside'
import { documentOf, lost } from '../document'
import { headOf, openPage } from '../open-page'

export const dynamic = 'force-dynamic'

export const GET = outside(async (house, { params: { slug = '' } }) => {
  const exhibit = await openExhibit(house, anyone, { slug })
  const title = `${exhibit.title} · ${exhibit.newsroom}`
  return documentOf({ title, head: headOf(exhibit), body: openPage(exhibit) })
}, lost)
