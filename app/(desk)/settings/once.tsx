'use client'

import type { ReactNode } from 'react'
import { Button } from '../../_ui/button.tsx'
import { CopyButton } from '../../_ui/copy-button.tsx'
import { Notice } from '../../_ui/states.tsx'

/** A secret that is shown once: said so, selectable, copied by one press. */
export function Once({ text, done, children }: { text: string; done: () => void; children: ReactNode }) {
  return (
    <div className="grid gap-3">
      <Notice tone="soon">{children}</Notice>
      <p className="rounded border border-rule bg-sunk px-3 py-2 font-mono text-sm break-all select-all">{text}</p>
      <div className="flex gap-2">
        <CopyButton text={text} variant="primary">
          Copy
        </CopyButton>
        <Button onClick={done}>Done</Button>
      </div>
    </div>
  )
}
