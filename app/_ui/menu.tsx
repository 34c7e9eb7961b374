'use client'

import { Menu as Base } from '@base-ui/react/menu'
import type { ReactElement, ReactNode } from 'react'
import { Tick } from './glyphs.tsx'
import type { Choice } from './inputs.tsx'
import { SoftLink } from './soft-link.tsx'
import { useMounted } from './use-mounted.ts'

/** A list of actions that opens from a button. */
export function Menu({
  trigger,
  align = 'end',
  side = 'bottom',
  children,
}: {
  trigger: ReactElement
  align?: 'start' | 'center' | 'end'
  side?: 'bottom' | 'top' | 'right'
  children: ReactNode
}) {
  if (!useMounted()) return trigger // a page is read before it is worked with: the menu is built in the browser
  return (
    <Base.Root>
      <Base.Trigger render={trigger} />
      <Base.Portal>
        <Base.Positioner className="float-layer" sideOffset={4} align={align} side={side} collisionPadding={8}>
          <Base.Popup className="float menu">{children}</Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  )
}

/** One action, or with `href` a way somewhere. `end` holds its key. */
export function MenuItem({
  icon,
  href,
  onSelect,
  tone,
  end,
  disabled,
  children,
}: {
  icon?: ReactNode
  href?: string
  onSelect?: () => void
  tone?: 'late'
  end?: ReactNode
  disabled?: boolean
  children: ReactNode
}) {
  const words = (
    <>
      {icon}
      {children}
      {end ? <span className="menu-end">{end}</span> : null}
    </>
  )
  if (href)
    return (
      <Base.LinkItem className="menu-item" closeOnClick render={<SoftLink href={href} />} data-tone={tone}>
        {words}
      </Base.LinkItem>
    )
  return (
    <Base.Item className="menu-item" onClick={onSelect} disabled={disabled} data-tone={tone}>
      {words}
    </Base.Item>
  )
}

/** One of several, all in view, the chosen one ticked. */
export function MenuRadio({
  label,
  value,
  options,
  onChange,
}: {
  label: string
  value: string
  options: readonly Choice[]
  onChange: (value: string) => void
}) {
  return (
    <Base.RadioGroup value={value} onValueChange={(next: unknown) => onChange(String(next))}>
      <Base.GroupLabel className="menu-label">{label}</Base.GroupLabel>
      {options.map((option) => (
        <Base.RadioItem key={option.value} value={option.value} className="menu-item" disabled={option.disabled}>
          <span className="inline-grid size-4 place-items-center">
            <Base.RadioItemIndicator>
              <Tick />
            </Base.RadioItemIndicator>
          </span>
          {option.label}
        </Base.RadioItem>
      ))}
    </Base.RadioGroup>
  )
}

export function MenuRule() {
  return <Base.Separator className="menu-rule" />
}
