'use client'

import { useEffect, useState } from 'react'

const boxes = () => [...document.querySelectorAll<HTMLInputElement>('input[data-pick]')]

export type Picked = { id: string; kind: string }
const pickedNow = (): Picked[] =>
  boxes()
    .filter((box) => box.checked)
    .map(({ dataset }) => ({ id: dataset.pick ?? '', kind: dataset.kind ?? '' }))

/** Ticks all rows of the page, or none. */
export function pickAll(all: boolean) {
  for (const box of boxes()) box.checked = all
  document.dispatchEvent(new Event('change'))
}

/**
 * The rows that are ticked, and how many rows there are. The boxes are the page’s own, from the server; this listens.
 */
export function usePicked(): { picked: Picked[]; total: number } {
  const [state, setState] = useState<{ picked: Picked[]; total: number }>({ picked: [], total: 0 })
  useEffect(() => {
    const listen = () => setState({ picked: pickedNow(), total: boxes().length })
    listen()
    document.addEventListener('change', listen)
    return () => document.removeEventListener('change', listen)
  }, [])
  return state
}
