import type { SearchHit, SearchType } from '#lib/domain/search-hit'
import type { HitGroup } from '#lib/services/search/search-grouped'
import { SoftLink } from '../../_ui/soft-link'
import { Meta, SearchSnippet } from '../../_ui/text'

/** What was found, each thing once; `words` keeps its hits lit where a link leads. */
export function HitGroups({ groups, words }: { groups: readonly HitGroup[]; words: string }) {
  return (
    <ol className="hits">
      {groups.map((group) => (
        <Group key={`${group.hits[0]?.type} ${group.hits[0]?.id}`} group={group} words={words} />
      ))}
    </ol>
  )
}

const kinds: Record<SearchType, string> = {
  document: 'Document',
  communication: 'Message',
  request: 'Request',
  finding: 'Finding',
}

function placeOf(hit: SearchHit, words: string): string {
  const lit = words ? `?${new URLSearchParams({ q: words })}` : ''
  if (hit.type === 'document') return `/documents/${hit.number}${lit}${hit.page ? `#p${hit.page}` : ''}`
  if (hit.type === 'finding') return `/findings/${hit.number}`
  return hit.type === 'communication' ? `/requests/${hit.request}#m-${hit.id}` : `/requests/${hit.number}`
}

function Group({ group: { hits, more }, words }: { group: HitGroup; words: string }) {
  const [first] = hits
  if (!first) return null
  const pages = hits.filter((hit) => hit.page !== null).sort((a, b) => (a.page ?? 0) - (b.page ?? 0))
  const top = pages.find((hit) => hit === first) ?? first
  return (
    <li>
      <h2>
        <SoftLink href={placeOf(top, words)} data-hit={pages.length === 0 ? '' : undefined}>
          {first.title ? <SearchSnippet parts={first.titleParts} /> : 'Message without a subject'}
        </SoftLink>
      </h2>
      <Meta>
        <span>{kinds[first.type]}</span>
        {first.number ? <span>{first.number}</span> : null}
        {first.agency ? <span>{first.agency}</span> : null}
        {first.request && first.type !== 'request' ? (
          <SoftLink href={`/requests/${first.request}`}>{first.request}</SoftLink>
        ) : null}
      </Meta>
      {first.type === 'document' ? (
        pages.length > 0 ? (
          <ul>
            {pages.map((hit) => (
              <li key={hit.page}>
                <SoftLink href={placeOf(hit, words)} data-hit="">
                  <span className="page-number">p. {hit.page}</span>
                  <SearchSnippet parts={hit.snippet} />
                </SoftLink>
              </li>
            ))}
            {more > 0 ? (
              <li>
                <SoftLink href={placeOf({ ...first, page: null }, words)} data-hit="" className="more-pages">
                  and {more.toLocaleString('en-US')} more {more === 1 ? 'page' : 'pages'}
                </SoftLink>
              </li>
            ) : null}
          </ul>
        ) : null
      ) : first.snippet.some((part) => part.text.trim()) ? (
        <p>
          <SoftLink href={placeOf(first, words)} data-hit="" className="text-ink">
            <SearchSnippet parts={first.snippet} />
          </SoftLink>
        </p>
      ) : null}
    </li>
  )
}
