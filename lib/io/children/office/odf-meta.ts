import { cleanText } from '#lib/io/children/office/clean-text'
import { textIn, tree, within } from '#lib/io/children/office/xml'
import type { Parts } from '#lib/io/children/office/zip-parts'

/** What an OpenDocument file says of who made it and when. */
export async function odfMeta(parts: Parts): Promise<Record<string, string>> {
  const root = await tree(await parts.bytes('meta.xml'), 'meta')
  if (!root) return {}
  const said: Record<string, string> = {}
  const keys: [name: string, key: string, most: number][] = [
    ['title', 'title', 500],
    ['initial-creator', 'author', 500],
    ['creator', 'lastModifiedBy', 500],
    ['creation-date', 'createdAt', 60],
    ['date', 'modifiedAt', 60],
    ['generator', 'creator', 500],
  ]
  for (const [name, key, most] of keys) {
    const [node] = within(root, name)
    const text = cleanText(textIn(node)).replace(/\s+/gu, ' ').trim().slice(0, most).toWellFormed()
    if (text) said[key] = text
  }
  return said
}
