import clsx from 'clsx'
import type { ComponentProps, ReactNode } from 'react'
import { SoftLink } from './soft-link.tsx'

type Variant = 'plain' | 'primary' | 'quiet' | 'danger'

const look: Record<Variant, string> = {
  plain: 'btn',
  primary: 'btn btn-primary',
  quiet: 'btn btn-quiet',
  danger: 'btn btn-danger',
}

export type ButtonProps = ComponentProps<'button'> & { variant?: Variant; busy?: boolean }

/** A button. `busy` blocks a second press while the first is under way. One `primary` on a screen. */
export function Button({ variant = 'plain', busy, className, type = 'button', disabled, ...rest }: ButtonProps) {
  return (
    <button
      {...rest}
      type={type}
      disabled={disabled || busy}
      aria-busy={busy || undefined}
      className={clsx(look[variant], className)}
    />
  )
}

/** A link that looks like a button: for going somewhere, never for changing something. */
export function LinkButton({
  variant = 'plain',
  className,
  ...rest
}: ComponentProps<typeof SoftLink> & { variant?: Variant }) {
  return <SoftLink {...rest} className={clsx(look[variant], className)} />
}

/** A button with a picture only. Its label is read aloud and shown on hover. */
export function IconButton({
  label,
  variant = 'quiet',
  className,
  children,
  ...rest
}: ButtonProps & { label: string; children: ReactNode }) {
  return (
    <Button {...rest} variant={variant} aria-label={label} title={label} className={clsx('btn-icon', className)}>
      {children}
    </Button>
  )
}
