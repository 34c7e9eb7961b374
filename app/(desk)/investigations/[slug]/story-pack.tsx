'use client'

import { useRouter } from 'next/navigation'
import { useEffect, useState } from 'react'
import type { ExportFiles, ExportView } from '#lib/domain/export'
import { Button } from '../../../_ui/button'
import { formatDay } from '../../../_ui/format-date.ts'
import { ProgressBar } from '../../../_ui/progress'
import { Notice } from '../../../_ui/states'
import { Panel } from '../../../_ui/surface'
import { sizeInWords } from '../../documents/size-in-words'
import { sendExport } from '../actions'

const everyMs = 2000

/** A story pack: asked for here, written by itself, fetched here for a week. */
export function StoryPack({
  investigationId,
  packs,
  may,
}: {
  investigationId: string
  packs: ExportView[]
  may: { originals: boolean }
}) {
  const router = useRouter()
  const [refused, setRefused] = useState<string | null>(null)
  const [sending, setSending] = useState<ExportFiles | null>(null)
  const building = packs.some(({ status }) => status === 'building')
  useEffect(() => {
    if (!building) return
    const timer = setInterval(() => router.refresh(), everyMs)
    return () => clearInterval(timer)
  }, [building, router])
  const send = async (files: ExportFiles) => {
    setSending(files)
    const result = await sendExport({ id: investigationId, files })
    setSending(null)
    setRefused(result.ok ? null : result.message)
    if (result.ok) router.refresh()
  }
  return (
    <Panel title="Story pack">
      <div className="grid gap-3">
        <p className="text-sm text-muted">
          A ZIP that opens offline and can be checked byte by byte. With exhibits it is for outsiders and holds no
          original.
        </p>
        {refused ? <Notice tone="late">{refused}</Notice> : null}
        <div className="flex flex-wrap gap-2">
          <Button onClick={() => send('exhibits')} busy={sending === 'exhibits'}>
            With exhibits
          </Button>
          {may.originals ? (
            <Button onClick={() => send('originals')} busy={sending === 'originals'}>
              With originals, for the team
            </Button>
          ) : null}
        </div>
        {packs.length > 0 ? (
          <ul className="grid gap-2 text-sm" aria-label="Story packs">
            {packs.map((pack) => (
              <li key={pack.id}>
                <OnePack pack={pack} mayFetch={pack.files === 'exhibits' || may.originals} />
              </li>
            ))}
          </ul>
        ) : null}
      </div>
    </Panel>
  )
}

function OnePack({ pack, mayFetch }: { pack: ExportView; mayFetch: boolean }) {
  const { id, name, status, done, of, failure, bytes, expiresAt } = pack
  if (status === 'building')
    return <ProgressBar label={name} phase={of > 0 ? 'Writing' : 'Waiting'} done={done} of={of} unit="files" />
  if (status === 'failed') return <Notice tone="late">{failure ?? 'It could not be written.'}</Notice>
  if (status === 'expired') return <span className="text-muted">{name}: kept for a week, gone.</span>
  const size = bytes === null ? '' : `${sizeInWords(bytes)}, `
  return (
    <>
      {mayFetch ? (
        <a className="underline break-all" href={`/api/v1/exports/${id}/file`} download={name}>
          {name}
        </a>
      ) : (
        <span className="break-all">{name}</span>
      )}{' '}
      <span className="text-muted">
        {size}until {formatDay(expiresAt.slice(0, 10), 'short')}
      </span>
    </>
  )
}
