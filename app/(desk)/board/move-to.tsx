'use client'

import type { FindingView } from '#lib/domain/finding'
import { Menu, MenuItem } from '../../_ui/menu'
import { StatusChip } from '../../_ui/status-chip'
import { choicesFor, type Reader, useDecide } from '../findings/decide'

/** The status of a card; pressing it offers the columns it may be moved to, and says why it may not. */
export function MoveTo({ finding, reader }: { finding: FindingView; reader: Reader }) {
  const { decide } = useDecide()
  const trigger = (
    <button type="button" className="block" aria-label={`${finding.number} is ${finding.status}. Move to…`}>
      <StatusChip status={finding.status} />
    </button>
  )
  return (
    <Menu trigger={trigger}>
      {choicesFor(finding, reader).map(({ status, word, why }) => (
        <MenuItem key={status} disabled={why !== ''} onSelect={() => decide(finding, status)} end={why || undefined}>
          {word}
        </MenuItem>
      ))}
    </Menu>
  )
}
