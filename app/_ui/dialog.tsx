'use client'

import { AlertDialog } from '@base-ui/react/alert-dialog'
import { Dialog as Base } from '@base-ui/react/dialog'
import clsx from 'clsx'
import X from 'lucide-react/icons/x'
import { type ReactElement, type ReactNode, useState } from 'react'
import { Button } from './button.tsx'
import { useMounted } from './use-mounted.ts'

/** A sheet over the page. Only for a short answer; whatever needs thought has a page of its own. */
export function Dialog({
  trigger,
  open,
  onOpenChange,
  title,
  footer,
  wide,
  children,
}: {
  trigger?: ReactElement
  open?: boolean
  onOpenChange?: (open: boolean) => void
  title: ReactNode
  footer?: ReactNode
  wide?: boolean
  children: ReactNode
}) {
  if (!useMounted()) return trigger ?? null // built in the browser
  return (
    <Base.Root open={open} onOpenChange={(next) => onOpenChange?.(next)}>
      {trigger ? <Base.Trigger render={trigger} /> : null}
      <Base.Portal>
        <Base.Backdrop className="veil" />
        <Base.Popup className="float dialog" data-wide={wide ? '' : undefined}>
          <header>
            <Base.Title>{title}</Base.Title>
            <Base.Close className="btn btn-quiet btn-icon -mr-2 ml-auto" aria-label="Close">
              <X />
            </Base.Close>
          </header>
          <div className="dialog-body">{children}</div>
          {footer ? <footer>{footer}</footer> : null}
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  )
}

/**
 * Asks before something with a consequence. `confirm` names the act ("Remove 12 agencies"), the children say what
 * follows from it. `onConfirm` may be a server action; while it runs the button is busy, a message it returns is shown.
 */
export function ConfirmDialog({
  trigger,
  title,
  confirm,
  tone = 'danger',
  onConfirm,
  children,
}: {
  trigger: ReactElement
  title: ReactNode
  confirm: string
  tone?: 'danger' | 'primary'
  onConfirm: () => undefined | string | Promise<undefined | string>
  children: ReactNode
}) {
  const [open, setOpen] = useState(false)
  const [busy, setBusy] = useState(false)
  const [refusal, setRefusal] = useState<string>()
  const mounted = useMounted()

  async function run() {
    setBusy(true)
    setRefusal(undefined)
    try {
      const said = await onConfirm()
      if (typeof said === 'string') setRefusal(said)
      else setOpen(false)
    } catch {
      setRefusal('That did not work. Nothing was changed. Try again.')
    } finally {
      setBusy(false)
    }
  }

  if (!mounted) return trigger
  return (
    <AlertDialog.Root open={open} onOpenChange={(next) => setOpen(next)}>
      <AlertDialog.Trigger render={trigger} />
      <AlertDialog.Portal>
        <AlertDialog.Backdrop className="veil" />
        <AlertDialog.Popup className={clsx('float dialog')}>
          <header>
            <AlertDialog.Title>{title}</AlertDialog.Title>
          </header>
          <div className="dialog-body">
            <AlertDialog.Description render={<div />}>{children}</AlertDialog.Description>
            {refusal ? (
              <p role="alert" className="mt-2 text-late">
                {refusal}
              </p>
            ) : null}
          </div>
          <footer>
            <AlertDialog.Close render={<Button disabled={busy}>Cancel</Button>} />
            <Button variant={tone} busy={busy} onClick={run}>
              {confirm}
            </Button>
          </footer>
        </AlertDialog.Popup>
      </AlertDialog.Portal>
    </AlertDialog.Root>
  )
}
