import { type FindingStatus, findingStatuses } from '#lib/domain/finding'
import { parseQuery } from '#lib/domain/parse-query'
import { type Asked, printWords } from '#lib/domain/query'

/** The one filter of findings and board; an empty or absent list lets everything through. */
export type FindingFilter = {
  /** Ids or parts of names. */
  types?: string[] | undefined
  agencies?: string[] | undefined
  /** Jurisdictions: NJ, CA. */
  states?: string[] | undefined
  statuses?: FindingStatus[] | undefined
  documentId?: string | undefined
  /** Words that the search finds it by. */
  text?: string | undefined
  /** The other fields of the language, and those with a minus. */
  asked?: Asked[] | undefined
  /** For `author:me` and for dates that count from today. */
  asker?: { id: string | null; now: Date } | undefined
}

/**
 * What is typed in the box → the filter: `type:credits state:NJ,FL status:checked "free cameras"`. Never throws; what
 * was not understood is left out, and parseQuery() says it.
 */
export function readFilter(q: string): FindingFilter {
  const query = parseQuery(q, 'findings')
  const plain = ['type', 'agency', 'state', 'status', 'doc']
  const of = (name: string) => query.fields.flatMap(({ field, not, values }) => (field === name && !not ? values : []))
  const statuses = of('status')
  const asked = query.fields.filter(({ field, not }) => not || !plain.includes(field))
  return {
    types: of('type'),
    agencies: of('agency'),
    states: of('state'),
    statuses: findingStatuses.filter((status) => statuses.includes(status)),
    documentId: of('doc').at(-1),
    text: printWords(query),
    ...(asked.length > 0 ? { asked } : {}),
  }
}

/** An agency's name where space is short: `Lakeland PD`, `Fresno County SO`. */
export const shortAgency = (name: string) =>
  name
    .replace(/\bPolice (Department|Dept\.?)$/i, 'PD')
    .replace(/\bSheriff[’']?s[’']? (Office|Department)$/i, 'SO')
    .replace(/\bDepartment of Public Safety$/i, 'DPS')

/** A name whose long words may be broken before their ending: `Confidential\u00adity`. */
export const breakable = (name: string) =>
  name.replace(/(\p{L}{7,})(ity|tion|tions|ment|ments|ness|able|ship|ships|ing)\b/giu, '$1\u00ad$2')

export const columnsOfCards = findingStatuses

/** Cards by status, each column newest decision first; the order of the columns is the order of the work. */
export function arrangeCards<T extends { status: FindingStatus; createdAt: string; decidedAt: string | null }>(
  findings: readonly T[],
): { status: FindingStatus; cards: T[] }[] {
  const when = (card: T) => card.decidedAt ?? card.createdAt
  const newest = [...findings].sort((a, b) => when(b).localeCompare(when(a)))
  return columnsOfCards.map((status) => ({ status, cards: newest.filter((card) => card.status === status) }))
}
