import clsx from 'clsx'
import type { ReactNode } from 'react'

/**
 * Work under way, in words and as a bar: `phase` "Uploading", `done` and `of` in `unit` ("%", "pages").
 * Without `of` the length is not known. `actions` holds Cancel or Retry; `after` "2 minutes left".
 */
export function ProgressBar({
  label,
  phase,
  done,
  of,
  unit,
  after,
  actions,
  className,
}: {
  label: string
  phase: string
  done?: number
  of?: number
  unit?: string
  after?: ReactNode
  actions?: ReactNode
  className?: string
}) {
  const amount =
    done === undefined
      ? ''
      : unit === '%'
        ? ` ${Math.round(done)} %`
        : of
          ? ` ${done}/${of} ${unit ?? ''}`.trimEnd()
          : ''
  return (
    <div className={clsx('grid gap-1', className)}>
      <div className="flex flex-wrap items-center gap-x-2 text-xs">
        <span>
          {phase}
          {amount}
        </span>
        {after ? <span className="text-muted">{after}</span> : null}
        {actions ? <span className="ml-auto flex items-center gap-1">{actions}</span> : null}
      </div>
      <progress className="progress" aria-label={label} value={of ? done : undefined} max={of} />
    </div>
  )
}

/** A share of a whole that does not move by itself: pages read. */
export function Meter({
  label,
  value,
  max,
  className,
}: {
  label: string
  value: number
  max: number
  className?: string
}) {
  return <progress className={clsx('meter', className)} aria-label={label} value={value} max={Math.max(max, 1)} />
}
