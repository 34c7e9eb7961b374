'use client'

import { Combobox as Base } from '@base-ui/react/combobox'
import clsx from 'clsx'
import ChevronDown from 'lucide-react/icons/chevron-down'
import X from 'lucide-react/icons/x'
import { useState } from 'react'
import type { ControlProps } from './field.tsx'
import { type Option, OptionList, useOptions } from './option-list.tsx'
import { useMounted } from './use-mounted.ts'

type Props = ControlProps & {
  options?: readonly Option[]
  load?: (words: string) => Promise<Option[]>
  name?: string
  value?: Option | null
  defaultValue?: Option | null
  onChange?: (option: Option | null) => void
  placeholder?: string
  empty?: string
  disabled?: boolean
  required?: boolean
  className?: string
}

/**
 * Type to find one thing among many: an agency. Give `options`, or `load` to ask the server for those that fit.
 * `name` sends the chosen value with a form; inside react-hook-form use a `Controller` with `value` and `onChange`.
 */
export function Combobox({
  options,
  load,
  name,
  empty = 'Nothing fits',
  className,
  placeholder,
  onChange,
  ...rest
}: Props) {
  const { id, value, defaultValue, disabled, required, ...aria } = rest
  const [chosen, setChosen] = useState<Option | null>(defaultValue ?? null)
  const found = useOptions(options, load)
  const now = value === undefined ? chosen : value

  // The library's hidden input carries a style attribute, which our pages' policy forbids in HTML from the server.
  if (!useMounted())
    return (
      <span className={clsx('combobox block', className)}>
        <input
          {...aria}
          id={id}
          className="input"
          placeholder={placeholder}
          defaultValue={now?.label}
          disabled={disabled}
        />
        {name ? <input type="hidden" name={name} defaultValue={now?.value} /> : null}
      </span>
    )

  return (
    <Base.Root
      items={found.options}
      filter={load ? null : undefined}
      value={now}
      onValueChange={(next: Option | null) => {
        setChosen(next)
        onChange?.(next)
      }}
      onInputValueChange={found.search}
      isItemEqualToValue={(a: Option, b: Option) => a.value === b.value}
      name={name}
      disabled={disabled}
      required={required}
      autoHighlight
    >
      <div className={clsx('combobox', className)}>
        <Base.Input {...aria} id={id} className="input" placeholder={placeholder} />
        <div className="combobox-buttons">
          <Base.Clear aria-label="Clear">
            <X />
          </Base.Clear>
          <Base.Trigger aria-label="Show the list">
            <ChevronDown />
          </Base.Trigger>
        </div>
      </div>
      <OptionList empty={empty} busy={found.busy} />
    </Base.Root>
  )
}
