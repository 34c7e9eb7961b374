'use client'

import { useRouter } from 'next/navigation'
import { useState } from 'react'
import type { ShareState, ShareView } from '#lib/domain/share'
import { Button } from '../../_ui/button.tsx'
import { Chip } from '../../_ui/chip.tsx'
import { ConfirmDialog } from '../../_ui/dialog.tsx'
import { Cross, Ring, Tick } from '../../_ui/glyphs.tsx'
import { Cell, HeadCell, Table } from '../../_ui/table.tsx'
import { Instant } from '../../_ui/time.tsx'
import { toast } from '../../_ui/toast.tsx'
import { buildAgain, endShare } from './share-actions.ts'

const state: Record<ShareState, { words: string; tone: 'done' | 'closed' | 'late'; icon: typeof Tick }> = {
  open: { words: 'Works', tone: 'done', icon: Tick },
  expired: { words: 'Expired', tone: 'closed', icon: Ring },
  revoked: { words: 'Revoked', tone: 'closed', icon: Cross },
  withdrawn: { words: 'Exhibit withdrawn', tone: 'late', icon: Cross },
  replaced: { words: 'Document replaced', tone: 'late', icon: Cross },
}

/** Every link that was made: for whom, whether it works, how often it was opened; and how to end it. */
export function ShareRows({ shares }: { shares: readonly ShareView[] }) {
  return (
    <Table
      caption="Links to this exhibit"
      head={
        <>
          <HeadCell>For</HeadCell>
          <HeadCell>State</HeadCell>
          <HeadCell>Ends</HeadCell>
          <HeadCell num>Opens</HeadCell>
          <HeadCell>Last opened</HeadCell>
          <HeadCell fit>
            <span className="sr-only">Act</span>
          </HeadCell>
        </>
      }
    >
      {shares.map((share) => (
        <Row key={share.id} share={share} />
      ))}
    </Table>
  )
}

function Row({ share }: { share: ShareView }) {
  const router = useRouter()
  const { words, tone, icon: Icon } = state[share.state]
  const many = share.exhibits.length > 1 ? `Packet: ${share.exhibits.map(({ number }) => number).join(', ')}` : ''
  const one = share.exhibits[0] ? `Version ${share.exhibits[0].version}` : ''
  async function revoke() {
    const done = await endShare({ id: share.id })
    if (!done.ok) return done.message
    router.refresh()
  }
  return (
    <tr>
      <th scope="row">
        {share.recipient ?? 'Anybody with the link'}
        <span className="block text-xs font-normal text-muted">
          {[many || one, share.passcode ? 'passcode' : ''].filter(Boolean).join(' · ')}
        </span>
      </th>
      <Cell label="State">
        <div className="grid justify-items-start gap-1">
          <Chip tone={tone} icon={<Icon />}>
            {words}
          </Chip>
          {share.state === 'open' ? <OfFile share={share} /> : null}
        </div>
      </Cell>
      <Cell label="Ends">
        <Instant at={share.expiresAt} />
      </Cell>
      <Cell label="Opens" num>
        {share.opens}
      </Cell>
      <Cell label="Last opened">
        <span>
          {share.lastOpenedAt ? <Instant at={share.lastOpenedAt} /> : 'never'}
          {share.pagesRead + share.downloads > 0 ? (
            <span className="block text-xs text-muted">
              {share.pagesRead} {share.pagesRead === 1 ? 'page' : 'pages'} read, {share.downloads}{' '}
              {share.downloads === 1 ? 'download' : 'downloads'}
            </span>
          ) : null}
        </span>
      </Cell>
      <Cell fit>
        {share.state === 'open' ? (
          <ConfirmDialog
            trigger={
              <Button>
                Revoke<span className="sr-only"> the link for {share.recipient ?? 'anybody'}</span>
              </Button>
            }
            title="Revoke this link?"
            confirm="Revoke"
            tone="danger"
            onConfirm={revoke}
          >
            Whoever reads by it stops at the next page. It cannot be made to work again.
          </ConfirmDialog>
        ) : null}
      </Cell>
    </tr>
  )
}

/** A packet, and what has a name on it, has a file of its own, which takes a while or cannot be made. */
function OfFile({ share: { id, built, failure } }: { share: ShareView }) {
  const router = useRouter()
  const [busy, setBusy] = useState(false)
  if (built) return null
  if (failure === null) return <span className="text-xs text-muted">Its file is being made and checked.</span>
  async function again() {
    setBusy(true)
    const done = await buildAgain({ id })
    setBusy(false)
    if (!done.ok) toast(done.message, { error: true })
    router.refresh()
  }
  return (
    <span className="grid max-w-md justify-items-start gap-1 text-xs">
      <span>Pages can be read; its file could not be made. {failure}</span>
      <Button busy={busy} onClick={again}>
        Make the file again
      </Button>
    </span>
  )
}
