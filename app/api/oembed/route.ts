import { Refusal } from '#lib/domain/refusal'
import { describeEmbed } from '#lib/services/exhibits/describe-embed'
import { jsonHeaders } from '../../_door/headers'
import { anyone, outside } from '../../_door/outside'
import { problem } from '../../_door/problem'

export const dynamic = 'force-dynamic'

const open = { 'cross-origin-resource-policy': 'cross-origin', 'access-control-allow-origin': '*' }

/** oEmbed 1.0: 404 for what is not published, whatever became of it; 501 for a form other than JSON. */
export const GET = outside(
  async (house, { url }) => {
    const asked = url.searchParams
    if ((asked.get('format') ?? 'json') !== 'json')
      return new Response(null, { status: 501, headers: { ...jsonHeaders, ...open } })
    const [maxwidth, maxheight] = ['maxwidth', 'maxheight'].map((name) => pixels(asked.get(name)))
    const answer = await describeEmbed(house, anyone, { url: asked.get('url') ?? '', maxwidth, maxheight })
    return new Response(JSON.stringify(answer), { headers: { ...jsonHeaders, ...open, 'cache-control': 'no-cache' } })
  },
  () => problem(new Refusal('not_found', 'Nothing is published at this address.'), open),
)

const pixels = (text: string | null) => (text !== null && /^[1-9]\d{0,4}$/.test(text) ? Number(text) : undefined)
