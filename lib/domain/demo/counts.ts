import { type Named, prefixes } from '#lib/domain/ids'

/** What the demonstration is made of, as people count it, in the order in which it is said. */
const words = {
  agencies: ['agency', 'agencies'],
  requests: ['request', 'requests'],
  communications: ['communication', 'communications'],
  documents: ['document', 'documents'],
  findingTypes: ['finding type', 'finding types'],
  findings: ['finding', 'findings'],
  figures: ['figure', 'figures'],
  marks: ['mark', 'marks'],
  exhibits: ['exhibit', 'exhibits'],
} as const
export type DemoCounts = Record<keyof typeof words, number>

const kinds: Record<keyof typeof words, Named> = {
  agencies: 'agency',
  requests: 'request',
  communications: 'communication',
  documents: 'document',
  findingTypes: 'findingType',
  findings: 'finding',
  figures: 'figure',
  marks: 'mark',
  exhibits: 'exhibit',
}

/** Ids of any kinds → how many of each that is counted. */
export function countIds(ids: readonly string[]): DemoCounts {
  const counts = Object.entries(kinds).map(([key, named]) => [
    key,
    ids.filter((id) => id.startsWith(`${prefixes[named]}_`)).length,
  ])
  return Object.fromEntries(counts) as DemoCounts // the keys of the constant
}

/** `12 agencies, 1 request and 18 documents`; what there is none of is left out; '' where there is nothing. */
export function sayCounts(counts: Partial<DemoCounts>): string {
  const said = Object.entries(words).flatMap(([key, [one, many]]) => {
    const count = counts[key as keyof DemoCounts] ?? 0 // a key of the constant
    return count === 0 ? [] : [`${count} ${count === 1 ? one : many}`]
  })
  const last = said.pop() ?? ''
  return said.length === 0 ? last : `${said.join(', ')} and ${last}`
}

/** What went, and what stays because people worked on it. `stayed` null: nothing of it is left. */
export type RemovedDemo = {
  removed: DemoCounts
  stayed: {
    /** null: only agencies stay, which requests or findings elsewhere name. */
    investigation: { id: string; key: string; slug: string; title: string } | null
    /** What people added themselves. */
    added: Partial<DemoCounts>
    /** What of the demonstration stays because that stands on it. */
    beneath: Partial<DemoCounts>
  } | null
}

/** The answer in words, for the command line and the screen. */
export function sayRemoved({ removed, stayed }: RemovedDemo): string {
  const gone = sayCounts(removed)
  const first = gone === '' ? 'Nothing of the demonstration could be removed.' : `Removed: ${gone}.`
  if (!stayed) return `${first} Nothing of the demonstration is left.`
  const beneath = sayCounts(stayed.beneath)
  if (!stayed.investigation) return `${first} What other investigations name stays: ${beneath}.`
  const { key, title } = stayed.investigation
  const under = beneath === '' ? '' : `, with what it stands on: ${beneath}`
  return `${first} What was added stays: ${sayCounts(stayed.added)}${under}. It is now the investigation ${key}, ${title}.`
}
