'use client'

import Link from 'next/link'
import { useEffect, useState } from 'react'
import { differenceInWords } from '#lib/domain/alike-words'
import type { Alike } from '#lib/domain/correspondence'
import { Notice } from '../../../_ui/states.tsx'

/**
 * Other forms of a document that is one of a group, and what is known of the difference: asked for once the pages
 * stand, as comparing takes a moment; made anew with each version of the document. Nothing where there are none, or the server cannot be reached.
 */
export function AlikeNotice({ id }: { id: string }) {
  const [alike, setAlike] = useState<readonly Alike[] | null>(null)
  useEffect(() => {
    const stop = new AbortController()
    const ask = async () => {
      const answer = await fetch(`/api/v1/documents/${id}/alike?limit=50`, { signal: stop.signal })
      const { data } = answer.ok ? ((await answer.json()) as { data: Alike[] }) : { data: [] } // our own API's schema
      setAlike(data)
    }
    ask().catch(() => stop.signal.aborted || setAlike([]))
    return () => stop.abort()
  }, [id])
  if (!alike) return <Notice className="viewer-notice">There are others much the same.</Notice> // keeps its place
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
