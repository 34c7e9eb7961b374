'use client'

import { useRouter } from 'next/navigation'
import { useState } from 'react'
import type { ExhibitView } from '#lib/domain/exhibit'
import { Button } from '../../../../_ui/button'
import { toast } from '../../../../_ui/toast'
import { prepareAgain } from '../../actions'

/** The next version of the same number, with the marks as they stand now; then goes there. */
export function PrepareAgain({ exhibit, leftOut }: { exhibit: ExhibitView; leftOut: readonly string[] }) {
  const router = useRouter()
  const [busy, setBusy] = useState(false)
  async function prepare() {
    setBusy(true)
    const { documentId, title, sourcePages, label, id: replaces } = exhibit
    const same = { documentId, title, pages: sourcePages, leaveOut: [...leftOut], replaces }
    const result = await prepareAgain({ ...same, ...(label ? { label } : {}) })
    setBusy(false)
    if (!result.ok) return toast(result.message, { error: true })
    router.push(`/exhibits/review/${result.value.id}`)
  }
  return (
    <Button onClick={prepare} busy={busy}>
      Prepare again
    </Button>
  )
}
