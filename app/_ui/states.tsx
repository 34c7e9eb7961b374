import clsx from 'clsx'
import type { ReactNode } from 'react'
import type { Tone } from './chip.tsx'
import { Late } from './glyphs.tsx'

/** Nothing here yet: one sentence, one action, one example. Never a drawing. */
export function EmptyState({
  children,
  action,
  example,
  className,
}: {
  children: ReactNode
  action?: ReactNode
  example?: ReactNode
  className?: string
}) {
  return (
    <div className={clsx('grid max-w-prose justify-items-start gap-3 py-6', className)}>
      <p>{children}</p>
      {action}
      {example ? <p className="text-sm text-muted">{example}</p> : null}
    </div>
  )
}

/** Something failed: what happened, what was kept, what to do, and a number to quote. */
export function ErrorBox({
  title,
  kept,
  todo,
  id,
  actions,
  className,
}: {
  title: ReactNode
  kept?: ReactNode
  todo?: ReactNode
  id?: string
  actions?: ReactNode
  className?: string
}) {
  return (
    <div className={clsx('error-box', className)} role="alert">
      <p className="flex items-start gap-2 font-semibold text-late">
        <Late className="mt-1 size-3.5 flex-none" />
        <span>{title}</span>
      </p>
      <div className="mt-1 grid gap-1 pl-5.5 text-sm">
        {kept ? <p>{kept}</p> : null}
        {todo ? <p>{todo}</p> : null}
        {id ? (
          <p className="text-xs text-muted">
            Quote this number if you report it: <span className="font-mono select-all">{id}</span>
          </p>
        ) : null}
        {actions ? <div className="mt-2 flex flex-wrap gap-2">{actions}</div> : null}
      </div>
    </div>
  )
}

/** One line that needs to be seen beside the thing it is about: "This reply came from a new address." */
export function Notice({
  tone = 'closed',
  icon,
  action,
  className,
  children,
}: {
  tone?: Tone
  icon?: ReactNode
  action?: ReactNode
  className?: string
  children: ReactNode
}) {
  return (
    <div className={clsx('notice', className)} data-tone={tone}>
      {icon ?? <Late className="size-3.5" />}
      <span>{children}</span>
      {action ? <span className="notice-action">{action}</span> : null}
    </div>
  )
}

/** A grey place for what is on its way. Shown only when it takes longer than 300 ms. Size it with a class. */
export function Skeleton({ className = 'h-4 w-full' }: { className?: string }) {
  return <div className={clsx('skeleton', className)} aria-hidden="true" />
}

/** The grey outline of a list, for `loading.tsx`. */
export function SkeletonRows({ rows = 6, label = 'Loading' }: { rows?: number; label?: string }) {
  return (
    <div role="status" aria-label={label} className="grid gap-3 py-3">
      {Array.from({ length: rows }, (_, row) => row).map((row) => (
        <div key={row} className="grid gap-1.5">
          <Skeleton className="h-4 w-1/2" />
          <Skeleton className="h-3 w-1/3" />
        </div>
      ))}
    </div>
  )
}
