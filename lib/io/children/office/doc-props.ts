import { cleanText } from '#lib/io/children/office/clean-text'
import { elements, first, textIn, tree } from '#lib/io/children/office/xml'
import type { Parts } from '#lib/io/children/office/zip-parts'

/** What an Office Open XML file says of who made it and when. */
export async function docProps(parts: Parts): Promise<Record<string, string>> {
  const part = (name: string) => parts.names.find((one) => one.toLowerCase() === name) ?? ''
  const core = await tree(await parts.bytes(part('docprops/core.xml')), 'coreProperties')
  const app = await tree(await parts.bytes(part('docprops/app.xml')), 'Properties')
  const said: Record<string, string> = {}
  const put = (key: string, value: string, most = 500) => {
    const clean = cleanText(value).replace(/\s+/gu, ' ').trim().slice(0, most).toWellFormed()
    if (clean) said[key] = clean
  }
  const names: Record<string, string> = {
    title: 'title',
    creator: 'author',
    lastModifiedBy: 'lastModifiedBy',
    created: 'createdAt',
    modified: 'modifiedAt',
  }
  for (const node of elements(core)) {
    const key = names[node.name]
    if (key) put(key, textIn(node), key.endsWith('At') ? 60 : 500)
  }
  const [program, version] = [textIn(first(app, 'Application')), textIn(first(app, 'AppVersion'))]
  put('creator', [program, version].filter(Boolean).join(' '))
  put('company', textIn(first(app, 'Company')))
  return said
}
