import { elements, tree } from '#lib/io/children/office/xml'
import { type Parts, pathFrom, type Relations } from '#lib/io/children/office/zip-parts'

/** What a part points at, such as pictures and comments. */
export async function relationsOf(parts: Parts, part: string): Promise<Relations> {
  const at = part.lastIndexOf('/') + 1
  const root = await tree(await parts.bytes(`${part.slice(0, at)}_rels/${part.slice(at)}.rels`), 'Relationships')
  return new Map(
    elements(root).map(({ attrs }) => {
      const outside = attrs.TargetMode === 'External'
      const target = outside ? (attrs.Target ?? '') : pathFrom(part, attrs.Target ?? '')
      return [attrs.Id ?? '', { target, outside, kind: (attrs.Type ?? '').split('/').at(-1) ?? '' }]
    }),
  )
}
