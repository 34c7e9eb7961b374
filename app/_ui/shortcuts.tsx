'use client'

import { useRouter } from 'next/navigation'
import { useEffect, useRef, useState, useSyncExternalStore } from 'react'
import { Dialog } from './dialog.tsx'
import { Switch } from './inputs.tsx'
import { isTyping } from './typing.ts'

export type Shortcut = { keys: string; does: string; group: string; run: () => void }

const stored = 'unsealed.shortcuts'
const registered = new Set<Shortcut>()
const listeners = new Set<() => void>()
let list: readonly Shortcut[] = []

function changed() {
  list = [...registered]
  for (const listener of listeners) listener()
}

function subscribe(listener: () => void) {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

function areOn() {
  try {
    return localStorage.getItem(stored) !== 'off'
  } catch {
    // Storage may be forbidden in this browser: then the keys stay on.
    return true
  }
}

/**
 * One key, or two in a row ("g r"), that does something while the component is on the page. It never fires while
 * somebody types, nor with Ctrl, Alt or ⌘, nor when single keys are switched off. It is listed under `?`.
 */
export function useShortcut(keys: string, does: string, run: () => void, group = 'This page') {
  const latest = useRef(run)
  latest.current = run
  useEffect(() => {
    const shortcut = { keys, does, group, run: () => latest.current() }
    registered.add(shortcut)
    changed()
    return () => {
      registered.delete(shortcut)
      changed()
    }
  }, [keys, does, group])
}

/** Whether single keys are on, and the switch for it. */
export function useShortcutsOn(): [boolean, (on: boolean) => void] {
  const on = useSyncExternalStore(subscribe, areOn, () => true)
  function set(next: boolean) {
    try {
      localStorage.setItem(stored, next ? 'on' : 'off')
    } catch {
      // Nothing to keep it in; the choice holds for no page. Say nothing: the switch shows it.
    }
    changed()
  }
  return [on, set]
}

function focusSearch() {
  const box = document.querySelector<HTMLInputElement>('[data-global-search]')
  if (box && box.offsetParent !== null) box.focus()
  else location.assign('/search')
}

/** The keys that work everywhere, and the sheet that lists all of them. Once, in the frame. */
export function Shortcuts() {
  const [open, setOpen] = useState(false)
  const router = useRouter()
  const first = useRef<{ key: string; at: number }>(undefined)

  useShortcut('?', 'This list', () => setOpen(true), 'Everywhere')
  useShortcut('/', 'Search', focusSearch, 'Everywhere')
  useShortcut('c', 'New request', () => router.push('/requests/new'), 'Everywhere')
  useShortcut('g t', 'Today', () => router.push('/'), 'Go to')
  useShortcut('g r', 'Requests', () => router.push('/requests'), 'Go to')
  useShortcut('g d', 'Documents', () => router.push('/documents'), 'Go to')
  useShortcut('g b', 'Board', () => router.push('/board'), 'Go to')
  useShortcut('g e', 'Exhibits', () => router.push('/exhibits'), 'Go to')
  useShortcut('g a', 'Agencies', () => router.push('/agencies'), 'Go to')

  useEffect(() => {
    function onKey(event: KeyboardEvent) {
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.repeat) return
      if (isTyping(event.target) || !areOn() || event.key.length !== 1) return
      const before = first.current
      const pair = before && event.timeStamp - before.at < 1500 ? `${before.key} ${event.key}` : undefined
      first.current = { key: event.key, at: event.timeStamp }
      // The newest registration wins, so that a page may give a key its own meaning.
      const all = [...registered].reverse()
      const hit = all.find((one) => one.keys === pair) ?? all.find((one) => one.keys === event.key)
      if (!hit) return
      first.current = undefined
      event.preventDefault()
      hit.run()
    }
    addEventListener('keydown', onKey)
    return () => removeEventListener('keydown', onKey)
  }, [])

  return (
    <Dialog open={open} onOpenChange={setOpen} title="Keyboard" wide>
      <ShortcutSheet />
    </Dialog>
  )
}

/** Every key that works here, in groups, and the switch that turns single keys off. Also for the settings page. */
export function ShortcutSheet() {
  const all = useSyncExternalStore(
    subscribe,
    () => list,
    () => list,
  )
  const [on, setOn] = useShortcutsOn()
  const groups = [...new Set(all.map((one) => one.group))]
  return (
    <div className="grid gap-4">
      <div className="grid gap-x-8 gap-y-4 md:grid-cols-2">
        {groups.map((group) => (
          <section key={group}>
            <h3 className="border-b border-rule pb-1">{group}</h3>
            <dl>
              {all
                .filter((one) => one.group === group)
                .map((one) => (
                  <div key={`${one.keys} ${one.does}`} className="flex items-center gap-2 border-b border-rule py-1">
                    <dt>{one.does}</dt>
                    <dd className="ml-auto flex gap-1">
                      {one.keys.split(' ').map((key) => (
                        <kbd key={key}>{key}</kbd>
                      ))}
                    </dd>
                  </div>
                ))}
            </dl>
          </section>
        ))}
      </div>
      <Switch
        label="Single keys do things"
        hint="Switch this off if you use speech input or touch keys by accident. Ctrl and ⌘ combinations stay."
        checked={on}
        onChange={(event) => setOn(event.currentTarget.checked)}
      />
    </div>
  )
}
