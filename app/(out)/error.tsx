'use client'

import { Button } from '../_ui/button.tsx'
import { ErrorBox } from '../_ui/states.tsx'

/** A defect on a page for people who are not signed in: what happened, and again. */
export default function OutError({ error, retry }: { error: Error & { digest?: string }; retry: () => void }) {
  return (
    <main className="mx-auto max-w-xl px-5 py-16">
      <ErrorBox
        title="This page could not be shown."
        kept="Nothing was changed."
        id={error.digest}
        actions={<Button onClick={() => retry()}>Try again</Button>}
      />
    </main>
  )
}
