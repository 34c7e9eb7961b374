'use client'

import { Button } from '../../_ui/button.tsx'
import { Notice } from '../../_ui/states.tsx'
import type { Missing } from './use-uploads.ts'

/** What was dropped before the page was left, and has not arrived: how it goes on. */
export function MissingFiles({
  missing: { files, roots },
  onResume,
  onForget,
}: {
  missing: Missing
  onResume: () => Promise<void>
  onForget: () => void
}) {
  if (files.length === 0) return null
  const [first] = files
  const which = files.length === 1 ? `${first?.path} has` : `${files.length} files that you dropped before have`
  return (
    <Notice
      action={
        <span className="flex flex-wrap gap-2">
          {roots.length > 0 ? <Button onClick={() => void onResume()}>Go on</Button> : null}
          <Button variant="quiet" onClick={onForget}>
            Forget {files.length === 1 ? 'it' : 'them'}
          </Button>
        </span>
      }
    >
      {which} not arrived yet.{' '}
      {roots.length > 0
        ? 'Go on sends the rest; or drop the same folder again.'
        : 'Drop the same folder or files again.'}{' '}
      What has arrived is not sent twice.
    </Notice>
  )
}
