'use client'

import { Combobox as Base } from '@base-ui/react/combobox'
import clsx from 'clsx'
import X from 'lucide-react/icons/x'
import { useState } from 'react'
import type { ControlProps } from './field.tsx'
import { type Option, OptionList, useOptions } from './option-list.tsx'
import { useMounted } from './use-mounted.ts'

type Props = ControlProps & {
  options?: readonly Option[]
  load?: (words: string) => Promise<Option[]>
  name?: string
  value?: Option[]
  defaultValue?: Option[]
  onChange?: (options: Option[]) => void
  placeholder?: string
  empty?: string
  disabled?: boolean
  className?: string
}

/** As `Combobox`, for several things: each chosen one stands in the field and can be taken out again. */
export function ComboboxMany({
  options,
  load,
  name,
  empty = 'Nothing fits',
  className,
  placeholder,
  onChange,
  ...rest
}: Props) {
  const { id, value, defaultValue, disabled, ...aria } = rest
  const [chosen, setChosen] = useState<Option[]>(defaultValue ?? [])
  const found = useOptions(options, load)
  const now = value ?? chosen

  if (!useMounted())
    return (
      <span className={clsx('combobox block', className)}>
        <input {...aria} id={id} className="input" placeholder={placeholder} disabled={disabled} />
      </span>
    )

  return (
    <Base.Root
      multiple
      items={found.options}
      filter={load ? null : undefined}
      value={now}
      onValueChange={(next: Option[]) => {
        setChosen(next)
        onChange?.(next)
      }}
      onInputValueChange={found.search}
      isItemEqualToValue={(a: Option, b: Option) => a.value === b.value}
      name={name}
      disabled={disabled}
      autoHighlight
    >
      <Base.InputGroup className={clsx('combobox', className)}>
        <Base.Chips className="input combobox-chips">
          {now.map((option) => (
            <Base.Chip key={option.value} className="chip" aria-label={option.label}>
              {option.label}
              <Base.ChipRemove
                aria-label={`Take out ${option.label}`}
                className="-mr-1 grid size-6 flex-none place-items-center"
              >
                <X className="size-3" />
              </Base.ChipRemove>
            </Base.Chip>
          ))}
          <Base.Input {...aria} id={id} placeholder={now.length > 0 ? undefined : placeholder} />
        </Base.Chips>
      </Base.InputGroup>
      <OptionList empty={empty} busy={found.busy} />
    </Base.Root>
  )
}
