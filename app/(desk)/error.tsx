'use client'
import { Button } from '../_ui/button.tsx'
import { ErrorBox } from '../_ui/states.tsx'

/** A defect on one page: nothing typed elsewhere is lost, the places stay at hand. */
export default function DeskError({ error, reset }: { error: Error & { digest?: string }; reset: () => void }) {
  return (
    <div className="max-w-2xl py-10">
      <ErrorBox
        title="This page could not be made"
        kept="Nothing was changed by it."
        todo="Try again. If it happens again, tell whoever runs this server and quote the number."
        id={error.digest}
        actions={
          <Button variant="primary" onClick={reset}>
            Try again
          </Button>
        }
      />
    </div>
  )
}
