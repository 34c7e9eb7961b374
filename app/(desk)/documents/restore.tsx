'use client'

import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { Button } from '../../_ui/button.tsx'
import { toast } from '../../_ui/toast.tsx'
import { changeDocumentsAction } from './actions.ts'

/** Brings one deleted document back. `id`: its id or number. */
export function Restore({ id }: { id: string }) {
  const router = useRouter()
  const [busy, setBusy] = useState(false)
  const restore = async () => {
    setBusy(true)
    const result = await changeDocumentsAction({ ids: [id], doing: 'restore' })
    setBusy(false)
    toast(result.ok ? 'It is back, and found again.' : result.message, { error: !result.ok })
    router.refresh()
  }
  return (
    <Button busy={busy} onClick={() => void restore()}>
      Restore
    </Button>
  )
}
