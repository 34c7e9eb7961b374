import { Refusal } from '#lib/domain/refusal'
import { viewShare, viewSharedPages } from '#lib/services/shares/open-share'
import { anyone, outside } from '../../../_door/outside'
import { shareKey } from '../../../_door/share-cookie'
import { gate, noLink, over } from './gate'
import { atOnce, reading } from './reading'

export const dynamic = 'force-dynamic'

/**
 * Where a link leads: its pages for one who has opened it, else the exchange of its code. Looking at it spends nothing.
 * What is over answers 410 to everybody, what never was 404.
 */
export const GET = outside(
  async (house, { url, params: { id = '' } }) => {
    const asked = url.searchParams
    const from = /^[1-9]\d{0,5}$/.test(asked.get('from') ?? '') ? Number(asked.get('from')) : 1
    const visitor = { id, key: await shareKey(id) }
    try {
      const share = await viewShare(house, anyone, visitor)
      const pages = await viewSharedPages(house, anyone, { ...visitor, from, limit: atOnce })
      return reading(id, share, pages)
    } catch (error) {
      if (error instanceof Refusal && error.code === 'unauthenticated') return gate(id, asked.get('said'))
      throw error
    }
  },
  (status, said) => (status === 410 ? over(said) : noLink()),
)
