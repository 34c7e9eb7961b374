import clsx from 'clsx'
import { cloneElement, type ReactElement, type ReactNode, useId } from 'react'
import { Late } from './glyphs.tsx'

/** What a field hands to its control so that label, hint and error are read with it. */
export type ControlProps = {
  id?: string
  'aria-describedby'?: string
  'aria-invalid'?: boolean
  'aria-required'?: boolean
}

type FieldProps = {
  label: ReactNode
  hint?: ReactNode
  error?: ReactNode
  optional?: boolean
  required?: boolean
  className?: string
  children: ReactElement<ControlProps>
}

/** Label, hint, one control and its error, wired together. The control is any element that takes `ControlProps`. */
export function Field({ label, hint, error, optional, required, className, children }: FieldProps) {
  const made = useId()
  const id = children.props.id ?? made
  const described = [children.props['aria-describedby'], hint && `${id}-hint`, error && `${id}-error`]
  return (
    <div className={clsx('field', className)}>
      <label className="field-label" htmlFor={id}>
        {label}
        {optional ? <span className="font-normal text-muted"> (optional)</span> : null}
      </label>
      {hint ? (
        <p className="field-hint" id={`${id}-hint`}>
          {hint}
        </p>
      ) : null}
      {cloneElement(children, {
        id,
        'aria-describedby': described.filter(Boolean).join(' ') || undefined,
        'aria-invalid': error ? true : undefined,
        'aria-required': required || undefined,
      })}
      {error ? (
        <p className="field-error" id={`${id}-error`}>
          <Late className="mt-0.5 size-3 flex-none" />
          <span>{error}</span>
        </p>
      ) : null}
    </div>
  )
}

/** Several controls under one question. */
export function Fieldset({
  legend,
  hint,
  error,
  className,
  children,
}: {
  legend: ReactNode
  hint?: ReactNode
  error?: ReactNode
  className?: string
  children: ReactNode
}) {
  const id = useId()
  return (
    <fieldset
      className={clsx('field', className)}
      aria-describedby={[hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(' ') || undefined}
    >
      <legend className="field-label mb-1">{legend}</legend>
      {hint ? (
        <p className="field-hint" id={`${id}-hint`}>
          {hint}
        </p>
      ) : null}
      {children}
      {error ? (
        <p className="field-error" id={`${id}-error`}>
          <Late className="mt-0.5 size-3 flex-none" />
          <span>{error}</span>
        </p>
      ) : null}
    </fieldset>
  )
}
