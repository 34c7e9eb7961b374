import type { Review } from '#lib/services/exhibits/open-review'
import { formatDay } from '../../../../_ui/format-date.ts'
import { SoftLink } from '../../../../_ui/soft-link.tsx'
import { StatusChip } from '../../../../_ui/status-chip.tsx'
import { Panel } from '../../../../_ui/surface.tsx'

/** The versions of the same number, each frozen, and what was noted since it was published. */
export function Versions({ review: { exhibit, versions } }: { review: Review }) {
  return (
    <>
      {exhibit.updates.length > 0 ? (
        <Panel title="Updates">
          <ul className="grid gap-2 text-sm">
            {exhibit.updates.map(({ at, text, correction }) => (
              <li key={at}>
                <b>
                  {correction ? 'Correction' : 'Update'}, {formatDay(at.slice(0, 10))}.
                </b>{' '}
                {text}
              </li>
            ))}
          </ul>
        </Panel>
      ) : null}
      {versions.length > 1 ? (
        <Panel title={`Versions of ${exhibit.number}`}>
          <ul className="grid gap-1 text-sm">
            {versions.map(({ id, version, status, createdAt }) => (
              <li key={id} className="flex items-center gap-2">
                {id === exhibit.id ? (
                  <b>Version {version}, this one</b>
                ) : (
                  <SoftLink href={`/exhibits/review/${id}`}>Version {version}</SoftLink>
                )}
                <StatusChip status={status} />
                <span className="ml-auto text-muted">{formatDay(createdAt.slice(0, 10), 'short')}</span>
              </li>
            ))}
          </ul>
        </Panel>
      ) : null}
    </>
  )
}
