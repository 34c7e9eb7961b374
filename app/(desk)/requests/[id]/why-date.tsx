'use client'

import clsx from 'clsx'
import type { ReactNode } from 'react'
import { Popover } from '../../../_ui/overlay.tsx'

/** A date that opens its reasons. */
export function WhyDate({
  label,
  title,
  tone,
  footer,
  children,
}: {
  label: string
  title: string
  tone?: 'late' | 'soon' | undefined
  footer?: ReactNode
  children: ReactNode
}) {
  const look = clsx('due-link', tone === 'soon' && 'text-soon', tone === undefined && 'text-ink font-normal')
  return (
    <Popover
      className="w-[30rem] max-w-full"
      trigger={
        <button type="button" className={look}>
          {label}
        </button>
      }
      title={title}
      footer={footer}
    >
      <div className="max-h-[60vh] overflow-auto p-1">{children}</div>
    </Popover>
  )
}
