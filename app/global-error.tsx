'use client'

import { Button } from './_ui/button.tsx'
import { Sprite } from './_ui/sprite.tsx'
import { ErrorBox } from './_ui/states.tsx'
import './globals.css'

/** The last resort: the frame itself failed. It reads no data, so that it cannot fail in turn. */
export default function GlobalError({ error, reset }: { error: Error & { digest?: string }; reset: () => void }) {
  return (
    <html lang="en">
      <body>
        <Sprite />
        <title>Something went wrong · Unsealed</title>
        <main className="mx-auto max-w-xl px-6 py-16">
          <ErrorBox
            title="This page could not be shown."
            kept="What was saved is kept."
            todo="Try again. If it happens again, tell the person who runs this newsroom’s desk."
            id={error.digest}
            actions={
              <Button variant="primary" onClick={reset}>
                Try again
              </Button>
            }
          />
        </main>
      </body>
    </html>
  )
}
