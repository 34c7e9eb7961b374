'use client'

import { Popover as Base } from '@base-ui/react/popover'
import { Tooltip as BaseTooltip } from '@base-ui/react/tooltip'
import clsx from 'clsx'
import X from 'lucide-react/icons/x'
import type { ReactElement, ReactNode } from 'react'
import { useMounted } from './use-mounted.ts'

/** A panel that opens from a button and explains something. The trigger is a `<Button>` or `<button>`. */
export function Popover({
  trigger,
  title,
  footer,
  align = 'start',
  className,
  children,
}: {
  trigger: ReactElement
  title: ReactNode
  footer?: ReactNode
  align?: 'start' | 'center' | 'end'
  className?: string
  children: ReactNode
}) {
  if (!useMounted()) return trigger // built in the browser
  return (
    <Base.Root>
      <Base.Trigger render={trigger} />
      <Base.Portal>
        <Base.Positioner className="float-layer" sideOffset={4} align={align} collisionPadding={8}>
          <Base.Popup className={clsx('float popover', className)}>
            <header>
              <Base.Title>{title}</Base.Title>
              <Base.Close className="btn btn-quiet btn-icon -mr-2 ml-auto" aria-label="Close">
                <X />
              </Base.Close>
            </header>
            {children}
            {footer ? <footer>{footer}</footer> : null}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  )
}

/** A few words on hover and focus. Only for what is also said elsewhere: touch screens never show it. */
export function Tooltip({ words, children }: { words: ReactNode; children: ReactElement }) {
  if (!useMounted()) return children
  return (
    <BaseTooltip.Root>
      <BaseTooltip.Trigger render={children} delay={300} />
      <BaseTooltip.Portal>
        <BaseTooltip.Positioner className="float-layer" sideOffset={6} collisionPadding={8}>
          <BaseTooltip.Popup className="float tooltip">{words}</BaseTooltip.Popup>
        </BaseTooltip.Positioner>
      </BaseTooltip.Portal>
    </BaseTooltip.Root>
  )
}
