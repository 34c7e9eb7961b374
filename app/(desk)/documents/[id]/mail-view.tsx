import Paperclip from 'lucide-react/icons/paperclip'
import Link from 'next/link'
import type { Reading } from '#lib/domain/viewer'
import { Instant } from '../../../_ui/time.tsx'

/**
 * A mail as a message: who, when, what it carried, and its body. HTML was made safe when it was taken in and is shown
 * in a frame that runs nothing and loads nothing.
 */
export function MailView({ reading }: { reading: Reading }) {
  const { document, mail, attachments } = reading
  const { email } = document
  if (!email || !mail) return null
  const rows = [
    ['From', email.from],
    ['To', email.to.join(', ')],
    ['Cc', email.cc.join(', ')],
  ].filter((row): row is [string, string] => Boolean(row[1]))
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
        </dl>
        {attachments.length > 0 ? (
          <ul className="mail-strip" aria-label="Attachments">
            {attachments.map((file) => (
              <li key={file.id}>
                <Link href={`/documents/${file.number}`}>
                  <Paperclip />
                  <span className="mail-file">{file.name}</span>
                  <span className="text-muted">
                    {file.number}
                    {file.pages > 0 ? `, ${file.pages} p.` : ''}
                  </span>
                </Link>
              </li>
            ))}
          </ul>
        ) : null}
      </header>
      {mail.html ? (
        <iframe sandbox="" title="Body of the message" srcDoc={framed(mail.html)} />
      ) : (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a part that scrolls must be reachable by keyboard
        <pre className="mail-text" tabIndex={0}>
          {mail.text}
        </pre>
      )}
    </article>
  )
}

const policy = "default-src 'none'; img-src data:; style-src 'unsafe-inline'"
const framed = (html: string) =>
  `<!doctype html><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="${policy}"><meta name="color-scheme" content="light"><meta name="referrer" content="no-referrer"><body bgcolor="#ffffff"><font face="Arial, Liberation Sans, sans-serif" size="2">${html}</font></body>`
