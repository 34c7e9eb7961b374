import ArrowLeft from 'lucide-react/icons/arrow-left'
import ArrowRight from 'lucide-react/icons/arrow-right'
import Link from 'next/link'
import type { ThreadEntry } from '#lib/domain/correspondence'
import { Instant } from '../../../_ui/time.tsx'
import '../mail.css'

/** The letter before and the letter after, and all of the thread in a list. Nothing where there are no others. */
export function ThreadStrip({ thread }: { thread: readonly ThreadEntry[] }) {
  const first = thread.findIndex((entry) => entry.current)
  const last = thread.findLastIndex((entry) => entry.current)
  const own = thread[first]
  if (!own || (thread.length < 2 && own.page === null)) return null
  const before = thread.slice(0, first).findLast((entry) => !entry.current)
  const after = thread.slice(last + 1).find((entry) => !entry.current)
  const here = thread.filter((entry) => entry.current).length
  return (
    <nav className="mail-thread no-print" aria-label="Thread">
      {before || after ? (
        <div className="mail-thread-line">
          {before ? (
            <Link href={hrefOf(before)} className="mail-neighbour">
              <ArrowLeft />
              <span className="mail-file">
                <span className="sr-only">The one before: </span>
                {senderOf(before)}
              </span>
            </Link>
          ) : null}
          {after ? (
            <Link href={hrefOf(after)} className="mail-neighbour">
              <span className="mail-file">
                <span className="sr-only">The next one: </span>
                {senderOf(after)}
              </span>
              <ArrowRight />
            </Link>
          ) : null}
        </div>
      ) : null}
      <details>
        <summary>
          {own.page === null
            ? `Message ${first + 1} of ${thread.length} in this thread`
            : `${here === 1 ? 'A message is' : `${here} messages are`} printed here${thread.length > here ? `, with ${thread.length - here} more in the thread` : ''}`}
        </summary>
        <ol>
          {thread.map((entry) => (
            <li key={`${entry.documentId} ${entry.page} ${entry.sentText ?? entry.sentAt} ${entry.subject}`}>
              <Link href={hrefOf(entry)} aria-current={entry.current ? 'true' : undefined}>
                <span className="mail-file">{senderOf(entry)}</span>
                <span className="mail-file text-muted">{entry.subject || '(no subject)'}</span>
                <span className="text-muted">
                  <SentOn entry={entry} />
                </span>
                <span className="text-muted">
                  {entry.number}
                  {entry.page === null ? '' : `, p. ${entry.page}`}
                </span>
              </Link>
            </li>
          ))}
        </ol>
      </details>
    </nav>
  )
}

const hrefOf = ({ number, page }: ThreadEntry) => `/documents/${number}${page === null ? '' : `#p${page}`}`

/** The name, or the address where there is no name. */
const senderOf = ({ from }: ThreadEntry) => from?.replace(/\s*<[^<>]*>$/, '') || from || 'Sender not readable'

/** A printed date stands in its own words: it does not say in which time zone. */
function SentOn({ entry }: { entry: ThreadEntry }) {
  if (entry.page !== null) return entry.sentText ?? 'no date'
  return entry.sentAt ? <Instant at={entry.sentAt} style="short" /> : 'no date'
}
