'use client'

import { useEffect, useRef } from 'react'
import { Box } from './inputs.tsx'

/** The tick box in the head of a table: all, none, or (half-ticked) some of the rows. */
export function SelectAllBox({
  selected,
  total,
  onChange,
  label = 'Select all rows on this page',
}: {
  selected: number
  total: number
  onChange: (all: boolean) => void
  label?: string
}) {
  const box = useRef<HTMLInputElement>(null)
  const some = selected > 0 && selected < total
  useEffect(() => {
    if (box.current) box.current.indeterminate = some
  }, [some])
  return (
    <Box
      ref={box}
      label={label}
      checked={total > 0 && selected === total}
      onChange={(event) => onChange(event.currentTarget.checked)}
    />
  )
}
