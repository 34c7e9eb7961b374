import Link from 'next/link'
import type { RequestDocument, RequestWhole, ThreadMessage } from '#lib/domain/request'
import { formatDay } from '../../../_ui/format-date.ts'
import { EmptyState, Notice } from '../../../_ui/states.tsx'
import { Message } from './message.tsx'

/** The thread, oldest first, with a rule for each day; what we asked for stands at its head. */
export function Thread({ request, may }: { request: RequestWhole; may: boolean }) {
  const { communications, documents } = request
  const days = byDay(communications)
  const asked = communications.some(({ kind }) => kind === 'request')
  const placed = new Set(
    communications.flatMap(({ id }) => documents.filter((d) => d.communicationIds.includes(id)).map((d) => d.id)),
  )
  const loose = documents.filter(({ id, parentId }) => !placed.has(id) && parentId === null)
  return (
    <section aria-label="Thread" className="grid min-w-0 content-start gap-3">
      {asked ? null : (
        <>
          {request.filedOn ? <DayRule day={request.filedOn} /> : null}
          <article className="panel border-l-2">
            <header>
              <h2>{request.stage === 'draft' ? 'What you want to ask' : 'What we asked'}</h2>
              <span className="count">to {request.agency}</span>
            </header>
            <div className="panel-body text-read whitespace-pre-wrap">{request.body}</div>
          </article>
        </>
      )}
      {days.map(([day, messages]) => (
        <div key={day} className="grid gap-2">
          <DayRule day={day} />
          {messages.map((message) => (
            <Message
              key={message.id}
              message={message}
              agency={request.agency}
              investigationId={request.investigationId}
              documents={documents.filter(({ communicationIds }) => communicationIds.includes(message.id))}
              may={may}
            />
          ))}
        </div>
      ))}
      {communications.length === 0 && request.stage !== 'draft' ? (
        <EmptyState example="Drop the agency’s e-mail (.eml) beside this thread and it files itself here, or log a call or letter by hand: press m.">
          Nothing has come back yet.
        </EmptyState>
      ) : null}
      {loose.length > 0 ? (
        <Notice>
          {loose.length === 1 ? 'One document belongs' : `${loose.length} documents belong`} to this request and to no
          message:{' '}
          {loose.map((document: RequestDocument, index) => (
            <span key={document.id}>
              {index > 0 ? ', ' : null}
              <Link href={`/documents/${document.number}`}>{document.name}</Link>
            </span>
          ))}
          .
        </Notice>
      ) : null}
    </section>
  )
}

function DayRule({ day }: { day: string }) {
  return (
    <p className="flex items-center gap-3 text-xs text-muted after:h-px after:flex-1 after:bg-rule">{formatDay(day)}</p>
  )
}

function byDay(messages: readonly ThreadMessage[]): [string, ThreadMessage[]][] {
  const days = new Map<string, ThreadMessage[]>()
  for (const message of messages) days.set(message.occurredOn, [...(days.get(message.occurredOn) ?? []), message])
  return [...days]
}
