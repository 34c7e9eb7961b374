'use client'

import { SoftLink } from '../../_ui/soft-link'
import { StateChip } from './known'
import { cellHref, RequestWord, type TableWords } from './matrix-table'

/** The matrix on a phone: each agency with what was found, and in one line what was not. */
export function AgencyList({ open, rows, types }: TableWords) {
  return (
    <ul className="by-agency rounded border border-rule-2 bg-panel md:hidden">
      {rows.map((row) => {
        const own = types.flatMap((type, i) => {
          const cell = row.cells[i]
          return cell ? [{ type, cell }] : []
        })
        const found = own.filter(({ cell }) => cell[1] > 0)
        const rest = own.filter(({ cell }) => cell[1] === 0)
        const state = rest[0]?.cell[0]
        const which = found.length > 0 ? `The other ${rest.length} types` : 'All types'
        return (
          <li key={row.id}>
            <div>
              <SoftLink href={`/agencies/${row.id}`} className="font-semibold text-ink">
                {row.short}
              </SoftLink>
              <span className="text-xs text-muted">{row.state}</span>
              <span className="ml-auto">
                <RequestWord row={row} />
              </span>
            </div>
            {found.map(({ type, cell: [known, count, said] }) => (
              <div key={type.id}>
                <SoftLink href={cellHref(open, row.id, type.id)} className="min-w-0">
                  {type.name}
                </SoftLink>
                <span className="truncate text-muted">{said}</span>
                <span className="ml-auto">
                  <StateChip state={known} count={count} />
                </span>
              </div>
            ))}
            {rest.length > 0 && state ? (
              <div>
                <span className="text-muted">{which}</span>
                <span className="ml-auto">
                  <StateChip state={state} />
                </span>
              </div>
            ) : null}
          </li>
        )
      })}
    </ul>
  )
}
