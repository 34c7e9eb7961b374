'use client'

import { useEffect, useState } from 'react'
import type { Channel } from '#lib/domain/communication'
import { isLocalDate } from '#lib/domain/date'
import { formatDay } from '../../../_ui/format-date.ts'
import { Notice } from '../../../_ui/states.tsx'
import { Panel } from '../../../_ui/surface.tsx'
import { askPreview } from '../actions.ts'
import { kindWords } from '../count-days.ts'
import { Why } from '../why.tsx'

type Preview = Extract<Awaited<ReturnType<typeof askPreview>>, { ok: true }>['value']
type Props = { agencyId: string | null; filedOn?: string | undefined; channel?: Channel | undefined }

/** The law that holds there and the dates it gives, before anything is kept; asked again whenever the form changes. */
export function LawPreview({ agencyId, filedOn, channel }: Props) {
  const [preview, setPreview] = useState<Preview | null>(null)
  useEffect(() => {
    if (!agencyId || (filedOn && !isLocalDate(filedOn))) return setPreview(null)
    let current = true
    const asked = { agencyId, ...(filedOn ? { filedOn } : {}), ...(channel ? { channel } : {}) }
    askPreview(asked)
      .then((said) => {
        if (current) setPreview(said.ok ? said.value : null)
      })
      .catch(() => {
        if (current) setPreview(null) // offline: the form works without it
      })
    return () => {
      current = false
    }
  }, [agencyId, filedOn, channel])

  if (!preview)
    return (
      <Panel title="The law and the due date" className="self-start">
        <p className="text-sm text-muted">
          Choose the agency: the law that holds there, its clocks and the due date show here, with every day that does
          not count.
        </p>
      </Panel>
    )
  const { law, dueOn, deadlines, receivedOn } = preview
  const first = deadlines.find((deadline) => deadline.dueOn === dueOn && deadline.binding)
  const others = deadlines.filter((deadline) => deadline !== first)
  return (
    <Panel title="The law and the due date" className="self-start" aria-live="polite">
      <div className="grid gap-3">
        <p className="text-sm">
          {law.name}, {preview.jurisdiction} ({law.citation})
        </p>
        {preview.residency ? <Notice tone="soon">Residents: {preview.residency}</Notice> : null}
        {dueOn ? (
          <p className="text-read">
            {filedOn ? 'Due' : 'Filed today, it is due'} <b>{formatDay(dueOn)}</b>
            {first ? `: ${kindWords[first.kind]}.` : '.'}
          </p>
        ) : (
          <p>This law names no number of days: there is no due date until you set one.</p>
        )}
        {first ? <Why deadline={first} receivedOn={receivedOn} /> : null}
        {others.length > 0 ? (
          <details>
            <summary className="cursor-pointer text-sm text-muted">{others.length} further clocks of this law</summary>
            <ul className="mt-2 grid gap-1.5 text-sm">
              {others.map((deadline) => (
                <li key={`${deadline.kind} ${deadline.condition} ${deadline.basis.citation}`}>
                  {deadline.dueOn ? formatDay(deadline.dueOn) : 'No fixed day'}, {kindWords[deadline.kind]}
                  {deadline.condition ? ` (${deadline.condition})` : ''}
                  <span className="block text-xs text-muted">{deadline.basis.citation}</span>
                </li>
              ))}
            </ul>
          </details>
        ) : null}
      </div>
    </Panel>
  )
}
