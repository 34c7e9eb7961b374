import clsx from 'clsx'
import type { ComponentProps, ReactNode } from 'react'

export type Tone = 'wait' | 'soon' | 'late' | 'done' | 'contested' | 'closed'

/** A picture, a word and a tint; never the tint alone. */
export function Chip({
  tone = 'closed',
  icon,
  className,
  children,
  ...rest
}: ComponentProps<'span'> & { tone?: Tone; icon: ReactNode }) {
  return (
    <span {...rest} className={clsx('chip', className)} data-tone={tone}>
      {icon}
      {children}
    </span>
  )
}

/** An outlined word that says something other than status: a tag, "Demonstration request, never sent". */
export function Tag({ className, ...rest }: ComponentProps<'span'>) {
  return <span {...rest} className={clsx('tag', className)} />
}

/** The initials of a person; the whole name is read aloud and shown on hover. */
export function Avatar({ name, className }: { name: string; className?: string }) {
  const words = name.trim().split(/\s+/)
  const initials = [words[0], words.length > 1 ? words.at(-1) : undefined]
    .map((word) => word?.at(0)?.toUpperCase() ?? '')
    .join('')
  return (
    <span className={clsx('avatar', className)} role="img" aria-label={name} title={name}>
      {initials}
    </span>
  )
}
