import { type FindingFilter, readFilter } from '#lib/domain/board'
import { type FindingStatus, findingStatuses } from '#lib/domain/finding'

/** What the address of a board asks for: its filter, and the cell that is open. */
export type Asked = { type: string; agency: string; state: string; status: string; q: string; cell: string }
type Params = Record<string, string | string[] | undefined>
export type BoardProps = { params: Promise<{ slug: string }>; searchParams: Promise<Params> }

const names = ['type', 'agency', 'state', 'status', 'q', 'cell'] as const

export function readAsked(params: Params): Asked {
  const one = (name: string) => [params[name]].flat()[0] ?? ''
  const [type = '', agency = '', state = '', status = '', q = '', cell = ''] = names.map(one)
  return { type, agency, state, status, q, cell }
}

export function filterOf({ type, agency, state, status, q }: Asked): FindingFilter {
  const said = readFilter(q)
  const more = (list: string[] | undefined, one: string) => [...(list ?? []), ...(one ? [one] : [])]
  return {
    ...said,
    types: more(said.types, type),
    agencies: more(said.agencies, agency),
    states: more(said.states, state),
    statuses: [...(said.statuses ?? []), ...findingStatuses.filter((s): s is FindingStatus => s === status)],
  }
}

/** The same board with something else about it; what is empty is left out of the address. */
export function hrefOf(path: string, asked: Asked, change: Partial<Asked> = {}): string {
  const next = { ...asked, cell: '', ...change }
  const query = new URLSearchParams(names.flatMap((name) => (next[name] ? [[name, next[name]]] : [])))
  return query.size > 0 ? `${path}?${query}` : path
}

export const isFiltered = ({ type, agency, state, status, q }: Asked) => Boolean(type || agency || state || status || q)

/** The same filter in the language of the API's `q`. */
export const queryOf = ({ type, agency, state, status, q }: Asked) =>
  [type && `type:${type}`, agency && `agency:${agency}`, state && `state:${state}`, status && `status:${status}`, q]
    .filter(Boolean)
    .join(' ')
