import type { RequestDocument } from '#lib/domain/request'

/** A document in one muted line: number, pages, and how far it is read. */
export function DocumentState({ document }: { document: RequestDocument }) {
  const { number, pages, status, failure, bytes } = document
  const size =
    bytes >= 1024 * 1024 ? `${(bytes / 1024 / 1024).toFixed(1)} MB` : `${Math.max(1, Math.round(bytes / 1024))} kB`
  const state =
    status === 'processing'
      ? 'being read'
      : status === 'failed'
        ? (failure ?? 'could not be read; the original is kept')
        : null
  return (
    <span className="block text-xs text-muted">
      {[number, pages > 0 ? `${pages} page${pages === 1 ? '' : 's'}` : size].join(', ')}
      {state ? <span className={status === 'failed' ? 'text-late' : ''}> · {state}</span> : null}
    </span>
  )
}
