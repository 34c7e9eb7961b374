import type { Actor } from '#lib/domain/actions'
import { html } from '#lib/domain/html'
import { invalid, notFound } from '#lib/domain/refusal'
import { openExhibit } from '#lib/services/exhibits/open-exhibit'
import type { World } from '#lib/world'

/** oEmbed 1.0, of the rich kind. Sizes in CSS pixels. */
export type Embed = {
  version: '1.0'
  type: 'rich'
  title: string
  provider_name: string
  provider_url: string
  html: string
  width: number
  height: number
  thumbnail_url: string
  thumbnail_width: number
  thumbnail_height: number
  cache_age: number
}
type Asked = { url: string; maxwidth?: number | undefined; maxheight?: number | undefined }

/** The header of a frame, and the room about its page. */
const [bar, room] = [40, 24]

/**
 * What another site shows for an address of ours: an exhibit, a page of it (`#p3`, `?p=3`) or the place of a note
 * (`#note-2`, `?note=2`). Refuses not_found (an address that is not ours, nothing published there, withdrawn), invalid
 * (no address).
 */
export async function describeEmbed(world: World, actor: Actor, input: Asked): Promise<Embed> {
  const home = new URL(world.env.appUrl)
  const url = URL.parse(input.url)
  if (!url) throw invalid('url', 'Give the address of an exhibit as url.')
  const slug = /^\/exhibits\/([a-z0-9-]{1,80})(?:\/embed)?\/?$/.exec(url.pathname)?.[1]
  if (url.origin !== home.origin || !slug) throw notFound('exhibit')
  const exhibit = await openExhibit(world, actor, { slug })
  const [first] = exhibit.sheets
  const number = numberIn(url, 'note', /^#note-(\d{1,6})$/)
  const note = exhibit.notes.find((one) => one.number === number)
  const page = note?.page ?? numberIn(url, 'p', /^#p(\d{1,6})$/)
  const sheet = page === null ? first : exhibit.sheets.find((one) => one.page === page)
  if (!sheet || !first || (number !== null && !note)) throw notFound('page')
  const most = { width: input.maxwidth ?? 800, height: input.maxheight ?? Number.POSITIVE_INFINITY }
  const width = Math.max(200, Math.min(800, most.width))
  const wanted = note ? 320 : page === null ? 640 : bar + room + ((width - room) * sheet.height) / sheet.width
  const height = Math.round(Math.min(wanted, most.height))
  const query = note ? `?note=${note.number}` : page === null ? '' : `?p=${page}`
  const frame = html`<iframe src="${exhibit.url}/embed${query}" title="${exhibit.title}" width="${width}" height="${height}" style="border:0;max-width:100%" loading="lazy"></iframe>`
  return {
    version: '1.0',
    type: 'rich',
    title: exhibit.title,
    provider_name: exhibit.newsroom,
    provider_url: home.origin,
    html: frame.toString(),
    width,
    height,
    thumbnail_url: `${exhibit.url}/pages/${sheet.page}?v=${exhibit.sha256}`,
    thumbnail_width: Math.round(sheet.width * 2),
    thumbnail_height: Math.round(sheet.height * 2),
    cache_age: 3600,
  }
}

function numberIn(url: URL, name: string, fragment: RegExp): number | null {
  const said = url.searchParams.get(name) ?? fragment.exec(url.hash)?.[1] ?? null
  return said === null ? null : Number(said)
}
