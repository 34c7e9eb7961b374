import clsx from 'clsx'
import ChevronDown from 'lucide-react/icons/chevron-down'
import { type ComponentProps, type ReactNode, useId } from 'react'

/** One line of text; spread react-hook-form's `register(name)` into it. */
export function TextInput({ className, type = 'text', ...rest }: ComponentProps<'input'>) {
  return <input {...rest} type={type} className={clsx('input', className)} />
}

/** Several lines of text; grows with what is written. */
export function TextArea({ className, rows = 4, ...rest }: ComponentProps<'textarea'>) {
  return <textarea {...rest} rows={rows} className={clsx('input', className)} />
}

export type Choice = { value: string; label: string; disabled?: boolean }

/** The browser's own list of choices. Give `options`, or `<option>`s as children. */
export function Select({
  options,
  className,
  children,
  ...rest
}: ComponentProps<'select'> & { options?: readonly Choice[] }) {
  return (
    <span className="select">
      <select {...rest} className={clsx('input', className)}>
        {options?.map((option) => (
          <option key={option.value} value={option.value} disabled={option.disabled}>
            {option.label}
          </option>
        ))}
        {children}
      </select>
      <ChevronDown />
    </span>
  )
}

type TickProps = Omit<ComponentProps<'input'>, 'type'> & { label: ReactNode; hint?: ReactNode }

function Tick({ label, hint, look, className, ...rest }: TickProps & { look: 'box' | 'switch' }) {
  const id = useId()
  return (
    <div className={className}>
      <label className="check">
        <input
          {...rest}
          type="checkbox"
          role={look === 'switch' ? 'switch' : undefined}
          className={look}
          aria-describedby={hint ? id : undefined}
        />
        <span>{label}</span>
      </label>
      {hint ? (
        <p id={id} className={clsx('field-hint', look === 'box' ? 'pl-6' : 'pl-10')}>
          {hint}
        </p>
      ) : null}
    </div>
  )
}

/** A tick box with its words; a native input, so `register` and plain forms both work. */
export function Checkbox(props: TickProps) {
  return <Tick {...props} look="box" />
}

/** An on/off switch with its words; takes effect at once, else use a `Checkbox`. */
export function Switch(props: TickProps) {
  return <Tick {...props} look="switch" />
}

/** A bare tick box for a row of a table; its label is read aloud. */
export function Box({ label, className, ...rest }: Omit<ComponentProps<'input'>, 'type'> & { label: string }) {
  return <input {...rest} type="checkbox" aria-label={label} className={clsx('box', className)} />
}

/** One choice of several, all in view. Use inside a `Fieldset`. */
export function Radio({ label, hint, className, ...rest }: TickProps) {
  const id = useId()
  return (
    <div className={className}>
      <label className="check">
        <input {...rest} type="radio" className="radio" aria-describedby={hint ? id : undefined} />
        <span>{label}</span>
      </label>
      {hint ? (
        <p id={id} className="field-hint pl-6">
          {hint}
        </p>
      ) : null}
    </div>
  )
}
