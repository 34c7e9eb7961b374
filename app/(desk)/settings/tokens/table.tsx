'use client'

import { useRouter } from 'next/navigation'
import type { TokenView } from '#lib/domain/person'
import { Button } from '../../../_ui/button.tsx'
import { ConfirmDialog } from '../../../_ui/dialog.tsx'
import { EmptyState } from '../../../_ui/states.tsx'
import { Panel } from '../../../_ui/surface.tsx'
import { Cell, HeadCell, Table } from '../../../_ui/table.tsx'
import { Instant } from '../../../_ui/time.tsx'
import { endToken } from '../actions.ts'

export function TokenTable({ tokens }: { tokens: TokenView[] }) {
  const router = useRouter()
  if (tokens.length === 0) return <EmptyState>You have no tokens.</EmptyState>
  async function revoke(id: string) {
    const done = await endToken({ id })
    if (!done.ok) return done.message
    router.refresh()
  }
  return (
    <Panel title="Your tokens" meta={tokens.length} flush>
      <Table
        className="rounded-none border-0"
        caption="Your API tokens"
        head={
          <>
            <HeadCell>For</HeadCell>
            <HeadCell>May</HeadCell>
            <HeadCell>Made</HeadCell>
            <HeadCell>Last used</HeadCell>
            <HeadCell fit>
              <span className="sr-only">Act</span>
            </HeadCell>
          </>
        }
      >
        {tokens.map((token) => (
          <tr key={token.id}>
            <th scope="row">{token.name}</th>
            <Cell label="May">{token.scopes.join(', ')}</Cell>
            <Cell label="Made">
              <Instant at={token.createdAt} />
            </Cell>
            <Cell label="Last used">{token.usedAt ? <Instant at={token.usedAt} /> : 'never'}</Cell>
            <Cell fit>
              <ConfirmDialog
                trigger={<Button>Revoke</Button>}
                title={`Revoke “${token.name}”?`}
                confirm="Revoke"
                tone="danger"
                onConfirm={() => revoke(token.id)}
              >
                What uses it stops working at once.
              </ConfirmDialog>
            </Cell>
          </tr>
        ))}
      </Table>
    </Panel>
  )
}
