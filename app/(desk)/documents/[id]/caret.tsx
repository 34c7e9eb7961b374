'use client'

import { type ReactNode, useEffect, useRef } from 'react'

/** Where a text caret stands: on which page, and which end of it to begin at (null: at the first word in the window). */
export type CaretAt = { page: number; end: 'first' | 'last' | null }

type Props = {
  page: number
  of: number
  at: CaretAt
  /** The keys that act on what is selected. */
  onKey: (key: 'f' | 'e' | 'b' | 'Enter') => void
  onLeave: (to: CaretAt | null) => void
  children: ReactNode
}

const moves = /^(Arrow|Home|End|Tab|Shift|Control|Alt|Meta|Escape|F\d)/

/**
 * The words of a page as text that can be walked through with the keys of any editor, by eye and with a screen reader:
 * arrows, Ctrl by word, Home and End by line, Shift selects. It takes no letter in. Escape ends it; past the end of the
 * page it goes on to the next.
 */
export function Caret({ page, of, at, onKey, onLeave, children }: Props) {
  const box = useRef<HTMLDivElement>(null)
  const latest = useRef({ onKey, onLeave })
  latest.current = { onKey, onLeave }
  const start = useRef(at)
  useEffect(() => {
    const area = box.current
    if (!area) return
    area.focus({ preventScroll: true })
    const words = [...area.querySelectorAll<HTMLElement>('[data-w]')]
    const frame = area.closest('.viewer-stage')?.getBoundingClientRect()
    const inWindow = words.find((word) => word.getBoundingClientRect().top >= (frame?.top ?? 0) + 4)
    const first = start.current.end === 'last' ? words.at(-1) : start.current.end === 'first' ? words[0] : inWindow
    const text = (first ?? words[0])?.firstChild
    if (text) getSelection()?.collapse(text, start.current.end === 'last' ? (text.textContent?.length ?? 0) : 0)
    if (start.current.end) first?.scrollIntoView({ block: 'nearest' })
    const refuse = (event: Event) => event.preventDefault()
    const kinds = ['beforeinput', 'paste', 'cut', 'drop'] as const
    for (const kind of kinds) area.addEventListener(kind, refuse)
    const compose = () => area.blur() // an input method's half-written letters cannot be refused
    area.addEventListener('compositionstart', compose)
    return () => {
      for (const kind of kinds) area.removeEventListener(kind, refuse)
      area.removeEventListener('compositionstart', compose)
    }
  }, [])
  return (
    // biome-ignore lint/a11y/useSemanticElements: a text area cannot hold words that stand where they are printed
    <div
      ref={box}
      className="caret-area"
      contentEditable
      suppressContentEditableWarning
      role="textbox"
      tabIndex={0}
      aria-multiline="true"
      aria-readonly="true"
      aria-label={`Text of page ${page} of ${of}`}
      spellCheck={false}
      inputMode="none"
      onKeyDown={(event) => {
        const { key, shiftKey } = event
        if (key === 'Escape') {
          event.preventDefault()
          event.stopPropagation()
          return latest.current.onLeave(null)
        }
        const plain = !event.ctrlKey && !event.metaKey && !event.altKey
        if (plain && (key === 'f' || key === 'e' || key === 'b' || key === 'Enter')) {
          event.preventDefault()
          return latest.current.onKey(key)
        }
        if (plain && (key === 'PageDown' || key === 'PageUp')) {
          event.preventDefault()
          const to = page + (key === 'PageDown' ? 1 : -1)
          if (to >= 1 && to <= of) latest.current.onLeave({ page: to, end: 'first' })
          return
        }
        if (plain && key.length === 1 && !moves.test(key)) return event.preventDefault()
        if (!plain || shiftKey || !/^Arrow/.test(key)) return
        const before = getSelection()
        const stood = [before?.focusNode, before?.focusOffset]
        setTimeout(() => {
          const now = getSelection()
          if (!now?.isCollapsed || now.focusNode !== stood[0] || now.focusOffset !== stood[1]) return
          if (/Down|Right/.test(key) && page < of) latest.current.onLeave({ page: page + 1, end: 'first' })
          if (/Up|Left/.test(key) && page > 1) latest.current.onLeave({ page: page - 1, end: 'last' })
        })
      }}
    >
      {children}
    </div>
  )
}
