'use client'

import { Toast as Base } from '@base-ui/react/toast'
import X from 'lucide-react/icons/x'
import { useEffect } from 'react'
import { isTyping } from './typing.ts'
import { useMounted } from './use-mounted.ts'

const manager = Base.createToastManager()

// What it answers is not looked at; a promise is waited for.
type Undo = () => unknown

// The newest thing that can still be taken back, for Ctrl or Cmd + Z.
let latest: { id: string; undo: Undo } | undefined

async function takeBack(id: string, undo: Undo) {
  if (latest?.id === id) latest = undefined
  manager.close(id)
  try {
    await undo()
    manager.add({ title: 'Undone.', timeout: 4_000 })
  } catch {
    manager.add({ type: 'error', priority: 'high', title: 'Could not undo. Nothing was changed.', timeout: 10_000 })
  }
}

/**
 * Says what was done, for ten seconds. With `undo` it can be taken back by the button or Ctrl/⌘ Z.
 * Give the same `id` again to change a toast that is in view.
 */
export function toast(words: string, options: { undo?: Undo; error?: boolean; id?: string; timeout?: number } = {}) {
  const { undo, error, timeout = 10_000 } = options
  const id = options.id ?? crypto.randomUUID()
  if (undo) latest = { id, undo }
  return manager.add({
    id,
    title: words,
    type: error ? 'error' : 'done',
    priority: error ? 'high' : 'low',
    timeout,
    actionProps: undo ? { children: 'Undo', onClick: () => takeBack(id, undo) } : undefined,
    onClose: () => {
      if (latest?.id === id) latest = undefined
    },
  })
}

function Stack() {
  const { toasts } = Base.useToastManager()
  return toasts.map((item) => (
    <Base.Root key={item.id} toast={item} className="float toast">
      <Base.Content className="toast-content">
        <Base.Title className="min-w-0 flex-1" />
        <Base.Action className="btn" />
        <Base.Close className="btn btn-quiet btn-icon" aria-label="Close">
          <X />
        </Base.Close>
      </Base.Content>
    </Base.Root>
  ))
}

/** The place where toasts appear; once per page, in the frame. */
export function ToastPlace() {
  const mounted = useMounted()
  useEffect(() => {
    function onKey(event: KeyboardEvent) {
      if (event.key !== 'z' || !(event.ctrlKey || event.metaKey) || event.shiftKey) return
      if (!latest || isTyping(event.target)) return
      event.preventDefault()
      takeBack(latest.id, latest.undo)
    }
    addEventListener('keydown', onKey)
    return () => removeEventListener('keydown', onKey)
  }, [])
  if (!mounted) return null
  return (
    <Base.Provider toastManager={manager} limit={3}>
      <Base.Portal>
        <Base.Viewport className="toasts">
          <Stack />
        </Base.Viewport>
      </Base.Portal>
    </Base.Provider>
  )
}
