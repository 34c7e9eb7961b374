import type { Metadata } from 'next'
import Form from 'next/form'
import Link from 'next/link'
import { Refusal } from '#lib/domain/refusal'
import { type SearchAnswer, type SearchHit, type SearchType, searchTypes } from '#lib/domain/search-hit'
import { limit } from '#lib/services/limit'
import { searchEverything } from '#lib/services/search/search-everything'
import { page } from '../../_door/page'
import { Button } from '../../_ui/button'
import { TextInput } from '../../_ui/inputs'
import { Pager } from '../../_ui/pager'
import { EmptyState, Notice } from '../../_ui/states'
import { PageHeader } from '../../_ui/surface'
import { Tabs } from '../../_ui/tabs'
import { Meta, SearchSnippet } from '../../_ui/text'
import { HitKeys } from './hit-keys'
import './search.css'

export const metadata: Metadata = { title: 'Search' }

const words: Record<SearchType, string> = {
  document: 'Documents',
  communication: 'Letters',
  request: 'Requests',
  finding: 'Findings',
}

/** Everything the words stand in, documents by page, hits lit; each hit leads to its place and stays lit there. */
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
  const result = q.trim() ? await ask({ q, type, cursor }) : null
  const href = (to?: SearchType) => `/search?${new URLSearchParams({ q, ...(to ? { type: to } : {}) })}`
  const all = (answer: SearchAnswer) => searchTypes.reduce((sum, word) => sum + answer.counts[word], 0)
  return (
    <div className="max-w-4xl">
      <PageHeader title="Search" />
      <Form action="/search" role="search" aria-label="This page" className="mb-3 flex gap-2">
        <TextInput
          type="search"
          name="q"
          defaultValue={q}
          aria-label="Search for"
          placeholder="Words, “a phrase”, this OR that, -not"
          className="flex-1"
          autoFocus={!q}
        />
        {type ? <input type="hidden" name="type" value={type} /> : null}
        <Button type="submit" variant="primary">
          Search
        </Button>
      </Form>
      {result === null ? (
        <EmptyState example="Words are found in any form: agency finds agencies. Put a phrase between quotation marks.">
          Search the pages of every document, letters, requests and findings of your investigations.
        </EmptyState>
      ) : typeof result === 'string' ? (
        <Notice tone="soon">{result}</Notice>
      ) : (
        <>
          <Tabs
            label="What is searched"
            current={href(type)}
            tabs={[
              { href: href(), label: 'Everything', count: all(result) },
              ...searchTypes.map((word) => ({ href: href(word), label: words[word], count: result.counts[word] })),
            ]}
          />
          {result.note ? <Notice className="mt-3">{result.note}</Notice> : null}
          {result.data.length === 0 ? (
            <EmptyState example="All words must stand on the same page. Try fewer of them, or OR between them.">
              {result.total === 0 ? `Nothing holds ${q.length > 60 ? 'these words' : `“${q}”`}.` : 'No more hits.'}
            </EmptyState>
          ) : (
            <HitKeys>
              <ol className="hits">
                {groupsOf(result.data).map((group) => (
                  <Group key={`${group[0]?.type} ${group[0]?.id}`} hits={group} q={q} />
                ))}
              </ol>
            </HitKeys>
          )}
          {result.nextCursor || cursor ? (
            <Pager
              summary={`${result.total.toLocaleString('en-US')} ${result.total === 1 ? 'place' : 'places'} in all`}
              previousHref={cursor ? href(type) : undefined}
              nextHref={result.nextCursor ? `${href(type)}&cursor=${encodeURIComponent(result.nextCursor)}` : undefined}
            />
          ) : null}
        </>
      )}
    </div>
  )
}

/** The answer, or the words that say why there is none now. */
async function ask(input: { q: string; type: SearchType | undefined; cursor: string | undefined }) {
  try {
    return await page(async (world, actor) => {
      await limit(world, 'search', actor.kind === 'user' ? actor.id : actor.kind)
      return searchEverything(world, actor, { ...input, limit: 40 })
    })
  } catch (error) {
    if (error instanceof Refusal) return error.message
    throw error
  }
}

/** Hits of one document together, in the order of its best one. */
const groupsOf = (hits: readonly SearchHit[]) => [...Map.groupBy(hits, (hit) => `${hit.type} ${hit.id}`).values()]

function Group({ hits, q }: { hits: SearchHit[]; q: string }) {
  const [first] = hits
  if (!first) return null
  const lit = `q=${encodeURIComponent(q)}`
  const place = (hit: SearchHit) =>
    hit.type === 'document'
      ? `/documents/${hit.number}?${lit}#p${hit.page ?? 1}`
      : hit.type === 'finding'
        ? `/findings/${hit.number}`
        : hit.type === 'communication'
          ? `/requests/${hit.request}#m-${hit.id}`
          : `/requests/${hit.number}`
  const many = hits.filter((hit) => hit.page !== null)
  return (
    <li>
      <h2>
        <Link href={place(first)}>
          {first.title ? <SearchSnippet parts={first.titleParts} /> : 'Letter without a subject'}
        </Link>
      </h2>
      <Meta>
        <span>{kinds[first.type]}</span>
        {first.number ? <span>{first.number}</span> : null}
        {first.agency ? <span>{first.agency}</span> : null}
        {first.request && first.type !== 'request' ? (
          <Link href={`/requests/${first.request}`} prefetch={false}>
            {first.request}
          </Link>
        ) : null}
      </Meta>
      {first.type === 'document' ? (
        <ul>
          {many
            .sort((a, b) => (a.page ?? 0) - (b.page ?? 0))
            .map((hit) => (
              <li key={hit.page}>
                <Link href={place(hit)} data-hit="" prefetch={false}>
                  <span className="page-number">p. {hit.page}</span>
                  <SearchSnippet parts={hit.snippet} />
                </Link>
              </li>
            ))}
        </ul>
      ) : (
        <p>
          <Link href={place(first)} data-hit="" prefetch={false} className="text-ink">
            <SearchSnippet parts={first.snippet} />
          </Link>
        </p>
      )}
    </li>
  )
}

const kinds: Record<SearchType, string> = {
  document: 'Document',
  communication: 'Letter',
  request: 'Request',
  finding: 'Finding',
}
