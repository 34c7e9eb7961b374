import clsx from 'clsx'
import type { ComponentProps, ReactNode } from 'react'
import { SoftLink } from './soft-link.tsx'

/**
 * A dense table. `head` is one row of `HeadCell`s, `children` the body's rows. The caption is always read aloud and
 * is hidden from sight unless `showCaption`. On a phone every row becomes a small list by the `label` of its cells,
 * unless `stack` is false. `scroll` gives it a frame of its own height in which the head stays.
 */
export function Table({
  caption,
  showCaption,
  head,
  foot,
  stack = true,
  scroll,
  className,
  children,
}: {
  caption: string
  showCaption?: boolean
  head: ReactNode
  foot?: ReactNode
  stack?: boolean
  scroll?: boolean
  className?: string
  children: ReactNode
}) {
  const table = (
    <table className={clsx('table', stack && 'table-stack')}>
      <caption className={showCaption ? undefined : 'sr-only'}>{caption}</caption>
      <thead>
        <tr>{head}</tr>
      </thead>
      <tbody>{children}</tbody>
      {foot ? <tfoot>{foot}</tfoot> : null}
    </table>
  )
  if (!scroll) return <div className={clsx('table-wrap', className)}>{table}</div>
  // A part that scrolls must be reachable by keyboard.
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling part must be reachable by keyboard
    <section className={clsx('table-wrap', className)} data-scroll="" aria-label={caption} tabIndex={0}>
      {table}
    </section>
  )
}

export type SortDirection = 'ascending' | 'descending'

/** The head of a column. With `href` it sorts: `sorted` tells how this column is sorted now. */
export function HeadCell({
  href,
  sorted,
  num,
  fit,
  className,
  children,
  ...rest
}: ComponentProps<'th'> & { href?: string; sorted?: SortDirection; num?: boolean; fit?: boolean }) {
  return (
    <th {...rest} scope="col" aria-sort={sorted} className={clsx(num && 'num', fit && 'fit', className)}>
      {href ? (
        <SoftLink href={href}>
          {children}
          {sorted ? <span aria-hidden="true">{sorted === 'ascending' ? '↑' : '↓'}</span> : null}
        </SoftLink>
      ) : (
        children
      )}
    </th>
  )
}

/** A cell. `label` repeats the head of its column where rows are stacked. */
export function Cell({
  label,
  num,
  fit,
  className,
  ...rest
}: ComponentProps<'td'> & { label?: string; num?: boolean; fit?: boolean }) {
  return <td {...rest} data-label={label} className={clsx(num && 'num', fit && 'fit', className)} />
}
