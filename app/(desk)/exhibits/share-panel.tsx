'use client'

import { useEffect, useRef, useState } from 'react'
import type { ShareView } from '#lib/domain/share'
import { EmptyState, Notice } from '../../_ui/states.tsx'
import { Panel } from '../../_ui/surface.tsx'
import { Once } from '../settings/once.tsx'
import { KeepLooking } from './keep-looking.tsx'
import { type Given, type Made, NewLink } from './new-link.tsx'
import { ShareRows } from './share-rows.tsx'

/**
 * Links to an exhibit: make one, see who opens it, end it. `ready`: it may leave the team. `others`: exhibits of the
 * same investigation that may go along as a packet.
 */
export function SharePanel({
  exhibit,
  ready,
  others,
  shares,
}: {
  exhibit: Given
  ready: boolean
  others: readonly Given[]
  shares: readonly ShareView[]
}) {
  const [made, setMade] = useState<Made>()
  const [again, setAgain] = useState(false)
  const done = () => {
    setMade(undefined)
    setAgain(true)
  }
  const making = shares.some(({ state, built, failure }) => state === 'open' && !built && failure === null)
  return (
    <Panel title="Share" meta={shares.length > 0 ? shares.length : undefined}>
      <KeepLooking busy={making} />
      <div className="grid gap-4">
        {made ? (
          <ShownOnce made={made} done={done} />
        ) : ready ? (
          <NewLink exhibit={exhibit} others={others} made={setMade} focused={again} />
        ) : (
          <Notice>A link can be made once the exhibit is approved, and its document and marks are as they were.</Notice>
        )}
        {shares.length > 0 ? (
          <ShareRows shares={shares} />
        ) : (
          <EmptyState>Nobody has a link to this exhibit.</EmptyState>
        )}
      </div>
    </Panel>
  )
}

/** The link, while it can still be seen; whoever works by keyboard or by ear is taken to it. */
function ShownOnce({ made: { url, passcode }, done }: { made: Made; done: () => void }) {
  const place = useRef<HTMLElement>(null)
  useEffect(() => place.current?.focus(), [])
  return (
    <section ref={place} tabIndex={-1} aria-label="The new link, shown once">
      <Once text={url} done={done}>
        Copy the link now: only its hash is kept, so it cannot be shown again.
        {passcode ? (
          <>
            {' '}
            Its passcode is <b className="font-mono select-all">{passcode}</b>; tell it by another way than the link.
          </>
        ) : null}
      </Once>
    </section>
  )
}
