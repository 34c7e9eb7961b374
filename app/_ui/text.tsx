import clsx from 'clsx'
import type { ComponentProps, ReactNode } from 'react'

/** A key of the keyboard; hidden on touch screens. */
export function Kbd({ children }: { children: ReactNode }) {
  return <kbd>{children}</kbd>
}

export type SnippetPart = { text: string; hit: boolean }

/** A passage found by the search, its hits lit. Parts come from the service; never HTML. */
export function SearchSnippet({ parts, className }: { parts: SnippetPart[]; className?: string }) {
  let at = 0
  return (
    <span className={className}>
      {parts.map((part) => {
        const key = at
        at += part.text.length
        return part.hit ? <mark key={key}>{part.text}</mark> : <span key={key}>{part.text}</span>
      })}
    </span>
  )
}

/** Words taken from a document, in the serif, between quotation marks. `clamp` cuts after three lines. */
export function Quote({ clamp, className, ...rest }: ComponentProps<'q'> & { clamp?: boolean }) {
  return <q {...rest} className={clsx('quote', clamp && 'line-clamp-3', className)} />
}

/** A muted line of small facts, each a child. */
export function Meta({ className, ...rest }: ComponentProps<'div'>) {
  return <div {...rest} className={clsx('meta', className)} />
}

/** What stands at the head of a printed page and nowhere else. */
export function PrintHeader({ number, title, printed }: { number?: string; title: string; printed: string }) {
  return <p className="print-head">{[number, title, `printed ${printed}`].filter(Boolean).join(' · ')}</p>
}
