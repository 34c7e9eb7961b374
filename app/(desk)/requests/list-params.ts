import type { RequestSort } from '#lib/services/requests/find-requests'

export const tabs = {
  all: { label: 'All', q: '' },
  overdue: { label: 'Overdue', q: 'status:overdue' },
  waiting: { label: 'Waiting', q: 'status:waiting' },
  yours: { label: 'Needs you', q: 'status:needs-you' },
  done: { label: 'Done', q: 'status:closed' },
} as const
export type TabName = keyof typeof tabs

const sorts = ['due', 'filed', 'reply', 'updated', 'number', 'agency']

export type Params = Record<string, string | string[] | undefined>
/** `sort` empty: as the words say (sort:-filed), else by due date. */
export type At = { tab: TabName; q: string; sort: RequestSort | ''; investigation: string; cursor: string }

/** What the address says; anything it says wrongly is as if it had not been said. */
export function readParams(params: Params): At {
  const one = (name: string) => {
    const value = params[name]
    return (Array.isArray(value) ? value[0] : value) ?? ''
  }
  const sort = one('sort')
  const tab = one('view')
  return {
    tab: Object.hasOwn(tabs, tab) ? (tab as TabName) : 'all', // just checked
    q: one('q').slice(0, 256),
    sort: sorts.includes(sort.replace(/^-/, '')) ? (sort as RequestSort) : '', // just checked
    investigation: one('investigation'),
    cursor: one('cursor'),
  }
}

/** The address of the list with some of it changed; what is usual is left out. */
export function addressOf(at: At, change: Partial<At> = {}): string {
  const { tab, q, sort, investigation, cursor } = { ...at, ...change }
  const said = new URLSearchParams()
  if (tab !== 'all') said.set('view', tab)
  if (q) said.set('q', q)
  if (sort) said.set('sort', sort)
  if (investigation) said.set('investigation', investigation)
  if (cursor) said.set('cursor', cursor)
  const text = said.toString()
  return text ? `/requests?${text}` : '/requests'
}

/** All that the address asks for, as one text that can be kept: the tab, the investigation and the order in words. */
export function savedWords({ tab, q, sort, investigation }: At): string {
  const parts = [tabs[tab].q, investigation && `investigation:${investigation}`, q, sort && `sort:${sort}`]
  return parts.filter(Boolean).join(' ')
}
