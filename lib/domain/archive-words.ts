import type { ArchiveFacts } from '#lib/domain/archive-facts'
import { pageRanges } from '#lib/domain/document-words'
import { hiddenInWords } from '#lib/domain/held-words'

/** What a file says of itself, for a reporter. `share`: what matters before anything of it leaves the house. */
export type FactsInWords = { share: string[]; rows: { term: string; detail: string }[] }

const many = (n: number, one: string, more = `${one}s`) => `${n.toLocaleString('en')} ${n === 1 ? one : more}`
const are = (n: number) => (n === 1 ? 'is' : 'are')
const can = 'can be copied out'
const unseen: Record<NonNullable<ArchiveFacts['hiddenText']>[number]['kind'], string> = {
  ...hiddenInWords,
  hidden_layer: 'on a hidden layer',
}

/** Facts → sentences and lines. Nothing of it is believed: it is what the file says. Pure. */
export function factsInWords(facts: ArchiveFacts): FactsInWords {
  return { share: shareWarnings(facts), rows: rowsOf(facts).map(([term, detail]) => ({ term, detail })) }
}

function shareWarnings(facts: ArchiveFacts): string[] {
  const said: string[] = [...hiddenText(facts.hiddenText ?? [])]
  const people = [...new Set([facts.author, facts.lastModifiedBy].filter((name) => name?.trim()))]
  const [first, second] = people
  if (first && second)
    said.push(`This file names two people, as its author and as who saved it last: ${first}, ${second}.`)
  else if (first)
    said.push(`This file names a person as ${facts.author?.trim() ? 'author' : 'who saved it last'}: ${first}.`)
  const add = (n: number | undefined, sentence: (n: number) => string) => {
    if (n !== undefined && n > 0) said.push(sentence(n))
  }
  if (facts.place) said.push(`The photograph says where it was taken: ${placeInWords(facts.place)}.`)
  add(
    facts.trackedChanges,
    (n) => `${many(n, 'tracked change')} ${are(n)} still in it: text that was struck out can be read.`,
  )
  add(facts.comments, (n) => `${many(n, 'comment')} ${are(n)} in it.`)
  const folded = [
    facts.hiddenSheets ? many(facts.hiddenSheets, 'hidden sheet') : '',
    facts.hiddenRows ? many(facts.hiddenRows, 'hidden row') : '',
    facts.hiddenColumns ? many(facts.hiddenColumns, 'hidden column') : '',
  ].filter(Boolean)
  if (folded.length > 0) said.push(`It has ${joined(folded)}. Whoever gets the file can unfold them.`)
  const layers = (facts.layers ?? []).filter((layer) => !layer.shown)
  if (layers.length > 0)
    said.push(
      `${many(layers.length, 'layer')} ${are(layers.length)} switched off and can be switched on: ${names(layers)}.`,
    )
  add(facts.attachments, (n) => `${many(n, 'file')} ${are(n)} attached inside it and would go out with it.`)
  add(facts.scripts, (n) => `It contains ${many(n, 'script')}, which may run for whoever opens the original.`)
  if ((facts.revisions ?? 1) > 1)
    said.push(
      `It was saved on top of itself: ${many((facts.revisions ?? 1) - 1, 'earlier state')} can be got back out of it.`,
    )
  add(
    facts.annotations,
    (n) => `${many(n, 'note')} or mark${n === 1 ? '' : 's'} made in a PDF program ${are(n)} on its pages.`,
  )
  return said
}

/** One sentence for each way of hiding: how many letters, on which pages. */
function hiddenText(found: NonNullable<ArchiveFacts['hiddenText']>): string[] {
  return [...Map.groupBy(found, (one) => one.kind)].flatMap(([kind, places]) => {
    const letters = places.reduce((sum, { count }) => sum + count, 0)
    if (letters === 0) return []
    const pages = pageRanges(places.map(({ page }) => page))
    const on = `${new Set(places.map(({ page }) => page)).size === 1 ? 'on p.' : 'on pp.'} ${pages}`
    return `${many(letters, 'letter')} ${unseen[kind]} ${on} ${can}: do not publish it as it is.`
  })
}

function rowsOf(facts: ArchiveFacts): [string, string][] {
  const rows: [string, string | undefined][] = [
    ['Title in the file', facts.title],
    ['Author', facts.author],
    ['Saved last by', facts.lastModifiedBy],
    ['Company', facts.company],
    ['Written with', facts.creator],
    ['Made by', facts.producer === facts.creator ? undefined : facts.producer],
    ['Made on', when(facts.createdAt)],
    ['Changed on', facts.modifiedAt === facts.createdAt ? undefined : when(facts.modifiedAt)],
    [
      'Format',
      [facts.format, facts.tagged ? 'tagged' : '', facts.encrypted ? 'encrypted' : ''].filter(Boolean).join(', '),
    ],
    ['Saved', facts.revisions === undefined ? undefined : facts.revisions === 1 ? 'once' : `${facts.revisions} times`],
    ['Signed', (facts.signatures ?? []).map(signature).join('; ')],
    ['Form fields', facts.formFields ? String(facts.formFields) : undefined],
    ['Camera', facts.camera],
    ['Taken at', facts.place ? placeInWords(facts.place) : undefined],
    ...(facts.extra ?? []),
  ]
  return rows.filter((row): row is [string, string] => Boolean(row[1]?.trim()))
}

const signature = (one: NonNullable<ArchiveFacts['signatures']>[number]) =>
  [one.by ? `by ${one.by}` : 'by somebody who is not named', when(one.at), one.reason].filter(Boolean).join(', ') +
  ' (as the file says; not proved)'
const names = (layers: readonly { name: string }[]) => joined(layers.slice(0, 5).map(({ name }) => `“${name}”`))
const joined = (parts: readonly string[]) =>
  parts.length < 2 ? parts.join('') : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}`
const placeInWords = ({ lat, lng }: { lat: number; lng: number }) =>
  `${Math.abs(lat).toFixed(5)}° ${lat < 0 ? 'south' : 'north'}, ${Math.abs(lng).toFixed(5)}° ${lng < 0 ? 'west' : 'east'}`

/** An ISO instant as a person reads it; whatever else a file says, as it says it. */
function when(said: string | undefined): string | undefined {
  const match = /^(\d{4}-\d{2}-\d{2})(?:T(\d{2}:\d{2})(?::\d{2}(?:\.\d+)?)?(Z|[+-]\d{2}:\d{2})?)?$/.exec(said ?? '')
  if (!match) return said
  const [, day, clock, zone] = match
  return [day, clock, zone === 'Z' ? 'UTC' : zone].filter(Boolean).join(' ')
}
