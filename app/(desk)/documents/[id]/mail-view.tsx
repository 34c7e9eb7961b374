import Link from 'next/link'
import { splitQuoted } from '#lib/domain/quoted'
import { splitQuotedHtml } from '#lib/domain/quoted-html'
import { knownAmong } from '#lib/domain/thread'
import type { Reading } from '#lib/domain/viewer'
import { QuotedText } from '../../../_ui/quoted-text.tsx'
import { Instant } from '../../../_ui/time.tsx'
import { AttachmentsStrip } from './attachments-strip.tsx'
import { ThreadStrip } from './thread-strip.tsx'
import '../mail.css'

/**
 * A mail as a message: who, when, its thread, what it carried, and its body, with the letters it quotes folded away.
 * HTML was made safe when it was taken in and is shown in a frame that runs nothing and loads nothing.
 */
export function MailView({ reading, q = '' }: { reading: Reading; q?: string }) {
  const { document, mail, attachments, parents, thread, may } = reading
  const { email } = document
  if (!email || !mail) return null
  const rows = [
    ['From', email.from],
    ['To', email.to.join(', ')],
    ['Cc', email.cc.join(', ')],
  ].filter((row): row is [string, string] => Boolean(row[1]))
  const folded = mail.html ? splitQuotedHtml(mail.html) : splitQuoted(mail.text)
  const sought = q.trim().toLowerCase()
  const open = sought !== '' && folded.history.toLowerCase().includes(sought)
  const known = knownAmong(
    folded.quotes,
    thread.filter((entry) => !entry.current),
  )
  return (
    <article className="mail-view" aria-label="Message">
      <header>
        <h2>{email.subject || '(no subject)'}</h2>
        <dl className="facts">
          {rows.map(([term, detail]) => (
            <div key={term} className="contents">
              <dt>{term}</dt>
              <dd>{detail}</dd>
            </div>
          ))}
          <div className="contents">
            <dt>Date</dt>
            <dd>{email.date ? <Instant at={email.date} /> : 'The mail has no date'}</dd>
          </div>
          {known.length > 0 ? (
            <div className="contents">
              <dt>Quotes</dt>
              <dd>
                {known.map((entry, i) => (
                  <span key={`${entry.number} ${entry.page}`}>
                    {i > 0 ? ', ' : null}
                    <Link href={`/documents/${entry.number}${entry.page === null ? '' : `#p${entry.page}`}`}>
                      {entry.number}
                    </Link>
                  </span>
                ))}
              </dd>
            </div>
          ) : null}
        </dl>
        <Headers headers={email.headers ?? {}} raw={may.download ? document.id : null} />
        <ThreadStrip thread={thread} />
        <AttachmentsStrip documents={attachments} parents={parents} />
      </header>
      {mail.html ? (
        <iframe sandbox="" title="Body of the message" srcDoc={framed(folded.own, folded.history, open)} />
      ) : (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a part that scrolls must be reachable by keyboard
        <section className="mail-body" aria-label="Body of the message" tabIndex={0}>
          <QuotedText text={mail.text} open={open} />
        </section>
      )}
    </article>
  )
}

/** Every header that was kept, as it stands in the mail, and the mail itself for whoever may take originals. */
function Headers({ headers, raw }: { headers: Record<string, string[]>; raw: string | null }) {
  const rows = Object.entries(headers).flatMap(([name, values]) => values.map((value, i) => ({ name, value, i })))
  if (rows.length === 0 && !raw) return null
  return (
    <details className="mail-heads no-print">
      <summary>Headers</summary>
      {rows.length > 0 ? (
        <dl>
          {rows.map(({ name, value, i }) => (
            <div key={`${name} ${i}`}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
      ) : null}
      {raw ? (
        <p className="mt-1 text-xs">
          <a href={`/api/v1/documents/${raw}/original`} download>
            The message as it came
          </a>
          , to the byte
        </p>
      ) : null}
    </details>
  )
}

const policy = "default-src 'none'; img-src data:; style-src 'unsafe-inline'"
const framed = (own: string, history: string, open: boolean) =>
  `<!doctype html><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="${policy}"><meta name="color-scheme" content="light"><meta name="referrer" content="no-referrer"><body bgcolor="#ffffff"><font face="Arial, Liberation Sans, sans-serif" size="2">${own}${folding(history, open)}</font></body>`
const folding = (history: string, open: boolean) =>
  history === ''
    ? ''
    : `<br><details${open ? ' open' : ''}><summary><font color="#52525b">… show quoted history</font></summary><br>${history}</details>`
