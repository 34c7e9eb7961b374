'use client'

import { isOver, type Sending } from './intake-store.ts'
import { UploadRow } from './upload-row.tsx'

/** Up to here in the order they were dropped; of more, first what needs somebody, then what is under way. */
const few = 12
/** So many stand in the list: a thousand files stay quick. */
const most = 60

/** The files one by one, as far as a person can take them in; the others in words. */
export function UploadRows({ files }: { files: readonly Sending[] }) {
  const many = files.length > few
  const shown = many ? chosen(files) : files
  const rest = files.length - shown.length
  const list = (
    <ul className="upload-list" aria-live={many ? 'off' : 'polite'}>
      {shown.map((file) => (
        <UploadRow key={file.key} file={file} />
      ))}
    </ul>
  )
  if (!many) return list
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling part must be reachable by keyboard
    <section className="upload-many" aria-label="Files on their way" tabIndex={0}>
      {list}
      {rest > 0 ? (
        <p className="text-xs text-muted">And {rest} more. What has come in stands in the list below.</p>
      ) : null}
    </section>
  )
}

function chosen(files: readonly Sending[]): Sending[] {
  const ranked: Sending[][] = [[], [], [], [], [], []]
  for (const file of files) ranked[rankOf(file)]?.push(file)
  return ranked.flat().slice(0, most)
}

function rankOf({ state, look }: Sending): number {
  if (state === 'failed') return 0
  if (state === 'sending' || state === 'checking') return 1
  if (state === 'reading') return 2
  if (state === 'waiting') return 3
  return look || !isOver(state) ? 2 : state === 'ready' ? 4 : 5
}
