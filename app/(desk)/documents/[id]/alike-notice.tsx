import Link from 'next/link'
import { differenceInWords } from '#lib/domain/alike-words'
import type { Alike } from '#lib/domain/correspondence'
import { Notice } from '../../../_ui/states.tsx'

/** Other forms of the same document, and what is known of the difference. Nothing where there are none. */
export function AlikeNotice({ alike }: { alike: readonly Alike[] }) {
  const [first, ...rest] = alike
  if (!first) return null
  return (
    <Notice className="viewer-notice">
      Much the same as <Other other={first} />
      {rest.length === 0 ? '. Both are kept.' : null}
      {rest.length > 0 ? (
        <details>
          <summary className="cursor-pointer">
            and {rest.length === 1 ? 'one more' : `${rest.length} more`}. All are kept.
          </summary>
          <ul>
            {rest.map((other) => (
              <li key={other.documentId}>
                <Other other={other} />
              </li>
            ))}
          </ul>
        </details>
      ) : null}
    </Notice>
  )
}

function Other({ other }: { other: Alike }) {
  return (
    <>
      <Link href={`/documents/${other.number}`} prefetch={false}>
        {other.number}
      </Link>{' '}
      {other.name} ({differenceInWords(other)})
    </>
  )
}
