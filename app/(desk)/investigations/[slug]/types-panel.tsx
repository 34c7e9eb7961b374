'use client'

import { useRouter } from 'next/navigation'
import { useState } from 'react'
import type { FindingTypeView } from '#lib/domain/finding'
import { Button } from '../../../_ui/button'
import { Tag } from '../../../_ui/chip'
import { ConfirmDialog } from '../../../_ui/dialog'
import { Panel } from '../../../_ui/surface'
import { toast } from '../../../_ui/toast'
import { changeType } from '../actions'
import { TypeForm } from './type-form'

type Props = { investigationId: string; types: FindingTypeView[]; may: { define: boolean; retype: boolean } }

/** What this investigation looks for: the columns of its board, in their order. */
export function Types({ investigationId, types, may }: Props) {
  const router = useRouter()
  const [open, setOpen] = useState('')
  const close = () => {
    setOpen('')
    router.refresh()
  }
  async function retire(type: FindingTypeView) {
    const result = await changeType({ id: type.id, retire: true })
    if (!result.ok) return result.message
    toast(`${type.name} is no longer offered.`)
    router.refresh()
  }
  return (
    <Panel
      id="types"
      title="Finding types"
      meta={types.length}
      flush
      actions={may.define && open !== 'new' ? <Button onClick={() => setOpen('new')}>Define a type</Button> : null}
    >
      {types.length === 0 && open !== 'new' ? (
        <p className="p-3 text-muted">
          None yet. A type is what you look for in every document, such as a confidentiality clause; it becomes a column
          of the board.
        </p>
      ) : null}
      <ul className="rows">
        {types.map((type) => (
          <li key={type.id} className="p-3 last:border-0">
            {open === type.id ? (
              <TypeForm investigationId={investigationId} type={type} onDone={close} onCancel={() => setOpen('')} />
            ) : (
              <div className="flex flex-wrap items-center gap-2">
                <b className="font-semibold">{type.name}</b>
                {type.values.map((value) => (
                  <Tag key={value.key}>
                    {value.label}: {kinds[value.type]}
                    {value.unit ? `, ${value.unit}` : ''}
                  </Tag>
                ))}
                {may.retype ? (
                  <span className="ml-auto flex gap-1">
                    <Button variant="quiet" onClick={() => setOpen(type.id)}>
                      Edit
                    </Button>
                    <ConfirmDialog
                      trigger={<Button variant="quiet">Remove</Button>}
                      title={`Remove ${type.name}?`}
                      confirm={`Remove ${type.name}`}
                      onConfirm={() => retire(type)}
                    >
                      Where findings are of this type they stay, with their column; it is only no longer offered.
                    </ConfirmDialog>
                  </span>
                ) : null}
              </div>
            )}
          </li>
        ))}
        {open === 'new' ? (
          <li className="p-3">
            <TypeForm investigationId={investigationId} onDone={close} onCancel={() => setOpen('')} />
          </li>
        ) : null}
      </ul>
    </Panel>
  )
}

const kinds = { number: 'number', usd: 'dollars', text: 'text', date: 'date', count: 'count' } as const
