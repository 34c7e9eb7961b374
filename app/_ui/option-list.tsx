'use client'

import { Combobox as Base } from '@base-ui/react/combobox'
import { useEffect, useRef, useState } from 'react'
import { Tick } from './glyphs.tsx'

/** One thing to choose: its value, its words, and a second muted line ("NJ, police, e-mail"). */
export type Option = { value: string; label: string; detail?: string }

/** The options to show: those given, or those the server found for the words typed, asked 150 ms after the last key. */
export function useOptions(given: readonly Option[] | undefined, load?: (words: string) => Promise<Option[]>) {
  const [found, setFound] = useState<readonly Option[]>(given ?? [])
  const [busy, setBusy] = useState(false)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const asked = useRef(0)
  useEffect(() => () => clearTimeout(timer.current), [])

  function search(words: string) {
    if (!load) return
    clearTimeout(timer.current)
    const turn = ++asked.current
    setBusy(true)
    timer.current = setTimeout(() => {
      load(words)
        .then((options) => {
          if (turn === asked.current) setFound(options)
        })
        .catch(() => {
          if (turn === asked.current) setFound([])
        })
        .finally(() => {
          if (turn === asked.current) setBusy(false)
        })
    }, 150)
  }

  return { options: load ? found : (given ?? []), busy, search }
}

/** The list that opens under a combobox. */
export function OptionList({ empty, busy }: { empty: string; busy: boolean }) {
  return (
    <Base.Portal>
      <Base.Positioner className="float-layer" sideOffset={4} collisionPadding={8}>
        <Base.Popup className="float combobox-popup">
          <Base.Status className="combobox-status">{busy ? 'Looking …' : null}</Base.Status>
          <Base.Empty className="combobox-status">{busy ? null : empty}</Base.Empty>
          <Base.List className="combobox-list">
            {(option: Option) => (
              <Base.Item key={option.value} value={option} className="menu-item">
                <span className="inline-grid size-4 flex-none place-items-center">
                  <Base.ItemIndicator>
                    <Tick />
                  </Base.ItemIndicator>
                </span>
                <span className="min-w-0">
                  <span className="block">{option.label}</span>
                  {option.detail ? <span className="block text-xs text-muted">{option.detail}</span> : null}
                </span>
              </Base.Item>
            )}
          </Base.List>
        </Base.Popup>
      </Base.Positioner>
    </Base.Portal>
  )
}
