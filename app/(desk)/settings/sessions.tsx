'use client'

import { useRouter } from 'next/navigation'
import { useState } from 'react'
import type { SessionView } from '#lib/domain/person'
import { Button } from '../../_ui/button.tsx'
import { Panel } from '../../_ui/surface.tsx'
import { Cell, HeadCell, Table } from '../../_ui/table.tsx'
import { Instant } from '../../_ui/time.tsx'
import { toast } from '../../_ui/toast.tsx'
import { signOutThere } from './actions.ts'

const how = { password: 'Password', 'second-factor': 'Password and code', oidc: 'Newsroom account' }

/** Where one is signed in; any other browser can be signed out, at once. */
export function Sessions({ sessions }: { sessions: SessionView[] }) {
  const router = useRouter()
  const [busy, setBusy] = useState(false)
  async function end(which: string) {
    setBusy(true)
    const done = await signOutThere({ which })
    setBusy(false)
    toast(done.ok ? 'Signed out there.' : done.message, { error: !done.ok })
    router.refresh()
  }
  const others = sessions.some((session) => !session.current)
  return (
    <Panel
      title="Where you are signed in"
      meta={sessions.length}
      flush
      actions={
        others ? (
          <Button busy={busy} onClick={() => end('others')}>
            Sign out everywhere else
          </Button>
        ) : null
      }
    >
      <Table
        className="rounded-none border-0"
        caption="Browsers in which you are signed in"
        head={
          <>
            <HeadCell>Browser</HeadCell>
            <HeadCell>By</HeadCell>
            <HeadCell>Since</HeadCell>
            <HeadCell>Last seen</HeadCell>
            <HeadCell fit>
              <span className="sr-only">Act</span>
            </HeadCell>
          </>
        }
      >
        {sessions.map((session) => (
          <tr key={session.id}>
            <th scope="row">{session.browser}</th>
            <Cell label="By">{how[session.via]}</Cell>
            <Cell label="Since">
              <Instant at={session.createdAt} />
            </Cell>
            <Cell label="Last seen">
              <Instant at={session.seenAt} />
            </Cell>
            <Cell fit>
              {session.current ? (
                <span className="text-muted">This browser</span>
              ) : (
                <Button busy={busy} onClick={() => end(session.id)}>
                  Sign out there
                </Button>
              )}
            </Cell>
          </tr>
        ))}
      </Table>
    </Panel>
  )
}
