import clsx from 'clsx'
import type { ComponentProps, ReactNode } from 'react'

type Level = 'h2' | 'h3'

/** A white sheet with a rule around it, for one thing among several. */
export function Card({ className, ...rest }: ComponentProps<'div'>) {
  return <div {...rest} className={clsx('card', className)} />
}

/** A white sheet with a head, a body and, if given, a foot. */
export function Panel({
  title,
  meta,
  actions,
  footer,
  flush,
  level: Heading = 'h2',
  className,
  children,
  ...rest
}: Omit<ComponentProps<'section'>, 'title'> & {
  title?: ReactNode
  meta?: ReactNode
  actions?: ReactNode
  footer?: ReactNode
  flush?: boolean
  level?: Level
}) {
  return (
    <section {...rest} className={clsx('panel', className)}>
      {title || actions ? (
        <header>
          {title ? <Heading>{title}</Heading> : null}
          {meta ? <span className="count">{meta}</span> : null}
          {actions ? <div className="ml-auto flex items-center gap-2">{actions}</div> : null}
        </header>
      ) : null}
      <div className={flush ? undefined : 'panel-body'}>{children}</div>
      {footer ? <footer>{footer}</footer> : null}
    </section>
  )
}

/** A titled list on the bare canvas: "Overdue 2". */
export function Group({
  title,
  count,
  actions,
  level: Heading = 'h2',
  className,
  children,
  ...rest
}: Omit<ComponentProps<'section'>, 'title'> & {
  title: ReactNode
  count?: ReactNode
  actions?: ReactNode
  level?: Level
}) {
  return (
    <section {...rest} className={clsx('group', className)}>
      <header>
        <Heading>{title}</Heading>
        {count !== undefined ? <span className="text-muted">{count}</span> : null}
        {actions ? <div className="ml-auto flex items-center gap-2 text-xs">{actions}</div> : null}
      </header>
      {children}
    </section>
  )
}

/** The head of a page: number, title, chips, one muted line, and the actions at the right. */
export function PageHeader({
  title,
  number,
  chips,
  meta,
  actions,
  children,
}: {
  title: ReactNode
  number?: ReactNode
  chips?: ReactNode
  meta?: ReactNode
  actions?: ReactNode
  children?: ReactNode
}) {
  return (
    <header className="mb-4">
      <div className="page-head">
        {number ? <span className="text-base text-muted">{number}</span> : null}
        <h1>{title}</h1>
        {chips}
        {meta ? <span className="text-base text-muted">{meta}</span> : null}
        {actions ? <div className="page-head-actions">{actions}</div> : null}
      </div>
      {children ? (
        <div className="mt-2 flex flex-wrap items-center gap-x-4 gap-y-1 text-sm text-muted">{children}</div>
      ) : null}
    </header>
  )
}

/** Words at the left, what they mean at the right. */
export function Facts({ facts, className }: { facts: { term: string; detail: ReactNode }[]; className?: string }) {
  return (
    <dl className={clsx('facts', className)}>
      {facts.map((fact) => (
        <div key={fact.term} className="contents">
          <dt>{fact.term}</dt>
          <dd>{fact.detail}</dd>
        </div>
      ))}
    </dl>
  )
}
