import type { Metadata } from 'next'
import Form from 'next/form'
import { parseQuery } from '#lib/domain/parse-query'
import { printWords } from '#lib/domain/query'
import { Refusal } from '#lib/domain/refusal'
import { type SearchType, searchTypes } from '#lib/domain/search-hit'
import { limit } from '#lib/services/limit'
import { searchGrouped } from '#lib/services/search/search-grouped'
import { listCountedViews } from '#lib/services/views/list-counted-views'
import { page } from '../../_door/page'
import { Button } from '../../_ui/button'
import { TextInput } from '../../_ui/inputs'
import { Pager } from '../../_ui/pager'
import { EmptyState, Notice } from '../../_ui/states'
import { PageHeader } from '../../_ui/surface'
import { Tabs } from '../../_ui/tabs'
import { HowToSearch } from '../views/how-to-search'
import { QueryNotes } from '../views/query-notes'
import { SavedViews } from '../views/saved-views'
import { HitGroups } from './hit-groups'
import { HitKeys } from './hit-keys'
import './search.css'

export const metadata: Metadata = { title: 'Search' }

const words: Record<SearchType, string> = {
  document: 'Documents',
  communication: 'Messages',
  request: 'Requests',
  finding: 'Findings',
}
/** The same as they are typed. */
const typeWords: Record<SearchType, string> = {
  document: 'document',
  communication: 'message',
  request: 'request',
  finding: 'finding',
}
const atOnce = 20

/** Everything the words stand in, each document once with its best pages; each hit stays lit where it leads. */
export default async function SearchPage({
  searchParams,
}: {
  searchParams: Promise<Record<string, string | string[] | undefined>>
}) {
  const params = await searchParams
  const one = (name: string) => [params[name]].flat()[0] ?? ''
  const q = one('q')
  const cursor = one('cursor') || undefined
  const type = searchTypes.find((word) => word === one('type'))
  const [result, views] = await Promise.all([
    q.trim() ? ask({ q, type, cursor }) : null,
    page((world, actor) => listCountedViews(world, actor, 'search')),
  ])
  const href = (to?: SearchType) => `/search?${new URLSearchParams({ q, ...(to ? { type: to } : {}) })}`
  return (
    <div className="max-w-4xl">
      <PageHeader title="Search" />
      <Form action="/search" role="search" aria-label="This page" className="mb-2 flex gap-2">
        <TextInput
          type="search"
          name="q"
          defaultValue={q}
          aria-label="Search for"
          placeholder={'Words, "a phrase", agency:Lakeland, from:, date:2019'}
          className="flex-1"
          autoFocus={!q}
          autoComplete="off"
        />
        {type ? <input type="hidden" name="type" value={type} /> : null}
        <Button type="submit" variant="primary">
          Search
        </Button>
      </Form>
      <div className="query-tools no-print">
        <SavedViews list="search" q={[type && `type:${typeWords[type]}`, q].filter(Boolean).join(' ')} views={views} />
        <HowToSearch list="search" path="/search" open={q.trim() === ''} />
      </div>
      {result === null ? (
        <p className="text-sm text-muted">
          Searches the pages of every document, and the messages, requests and findings of your investigations.
        </p>
      ) : typeof result === 'string' ? (
        <Notice tone="soon">{result}</Notice>
      ) : (
        <>
          <Tabs
            label="What is searched"
            current={href(type)}
            tabs={[
              { href: href(), label: 'Everything', count: numbers.format(sum(result.counts)) },
              ...searchTypes.map((word) => ({
                href: href(word),
                label: words[word],
                count: numbers.format(result.counts[word]),
              })),
            ]}
          />
          <div className="mt-3">
            <QueryNotes notes={result.notes} />
          </div>
          {result.groups.length === 0 ? (
            <Nothing q={q} elsewhere={result.total === 0 && sum(result.counts) > 0} some={result.total > 0} />
          ) : (
            <HitKeys>
              <HitGroups groups={result.groups} words={printWords(parseQuery(q, 'search'))} />
            </HitKeys>
          )}
          {result.nextCursor || cursor ? (
            <Pager
              summary={inAll(result)}
              previousHref={cursor ? href(type) : undefined}
              nextHref={result.nextCursor ? `${href(type)}&cursor=${encodeURIComponent(result.nextCursor)}` : undefined}
            />
          ) : null}
        </>
      )}
    </div>
  )
}

const numbers = new Intl.NumberFormat('en-US')
const sum = (counts: Record<SearchType, number>) => searchTypes.reduce((all, word) => all + counts[word], 0)

function inAll({ total, things }: { total: number; things: number }) {
  const places = `${numbers.format(total)} ${total === 1 ? 'place' : 'places'}`
  return things === total ? `${places} in all` : `${places} in ${numbers.format(things)} files and entries`
}

/** Nothing was found: what to try, by what was typed. */
function Nothing({ q, elsewhere, some }: { q: string; elsewhere: boolean; some: boolean }) {
  if (some) return <EmptyState>No more hits.</EmptyState>
  const query = parseQuery(q, 'search')
  const [field] = query.fields
  const tip = elsewhere
    ? 'There are hits of another kind: see Everything.'
    : field && query.every.length > 0
      ? `Try without ${field.field}: first.`
      : query.every.length > 1
        ? 'All words must stand on the same page. Try fewer of them, or OR between them.'
        : 'Try another word, or the beginning of it with a star: surveil*.'
  return <EmptyState example={tip}>Nothing fits {q.length > 60 ? 'these words' : `“${q}”`}.</EmptyState>
}

/** The answer, or the words that say why there is none now. */
async function ask(input: { q: string; type: SearchType | undefined; cursor: string | undefined }) {
  try {
    return await page(async (world, actor) => {
      await limit(world, 'search', actor.kind === 'user' ? actor.id : actor.kind)
      return searchGrouped(world, actor, { ...input, limit: atOnce })
    })
  } catch (error) {
    if (error instanceof Refusal) return error.message
    throw error
  }
}
