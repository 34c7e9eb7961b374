import Pencil from 'lucide-react/icons/pencil-line'
import type { Correction } from '#lib/domain/page-view'
import { formatDay } from '../../../_ui/format-date.ts'

/** "corrected by Ana": what the machine had read is one click away. */
export function Corrected({ correction: { was, by, at }, short = false }: { correction: Correction; short?: boolean }) {
  const said = `corrected${by ? ` by ${by}` : ''}`
  return (
    <details className="corrected-note" data-short={short ? '' : undefined}>
      {short ? (
        <summary title={said}>
          <Pencil />
          <span className="sr-only">{said}</span>
        </summary>
      ) : (
        <summary>{said}</summary>
      )}
      <span>
        {short ? `${said}; ` : ''}read before: <q>{was || 'nothing'}</q>, {formatDay(at.slice(0, 10))}
      </span>
    </details>
  )
}
