'use client'

import { useEffect, useRef } from 'react'
import { timeLeftInWords } from '#lib/domain/time-left'
import { Notice } from '../../_ui/states.tsx'
import type { Pause, Sending } from './intake-store.ts'

/** After so long a batch says that it is done also to somebody who looks elsewhere. */
const longMs = 120_000

/** All files of a batch in one line, and that one may leave. */
export function UploadSummary({
  files,
  pause,
  secondsLeft,
}: {
  files: readonly Sending[]
  pause: Pause
  secondsLeft: number | null
}) {
  const said = counts(files)
  const open = said.of - said.ready - said.failed
  useWhenDone(open, `${said.ready} ready`)
  const arrived = files.filter(({ state, document }) => document || state === 'failed' || state === 'skipped').length
  return (
    <div className="upload-summary">
      {pause ? <Paused pause={pause} /> : null}
      {files.length > 1 ? (
        <>
          <p role="status">
            <b>
              {said.ready} of {said.of} ready
            </b>
            {said.look > 0 ? `, ${said.look} ${said.look === 1 ? 'needs' : 'need'} a look` : ''}
            {said.skipped > 0 ? `, ${said.skipped} of the computer’s own left out` : ''}
            {open > 0 && secondsLeft !== null ? `, ${timeLeftInWords(secondsLeft)}` : ''}
          </p>
          <progress className="progress" aria-label="All files" value={said.of - open} max={Math.max(1, said.of)} />
        </>
      ) : null}
      {open > 0 ? (
        <p className="text-xs text-muted">
          {arrived < files.length
            ? 'You may go on working in other pages of Unsealed. If you close it, drop the same again later: what has arrived is not sent twice.'
            : 'All files have arrived. You may close this page: reading goes on.'}
        </p>
      ) : null}
    </div>
  )
}

function counts(files: readonly Sending[]) {
  const is = (state: Sending['state']) => files.filter((one) => one.state === state).length
  const look = files.filter((one) => one.state === 'failed' || (one.state === 'ready' && one.look)).length
  return { ready: is('ready'), failed: is('failed'), skipped: is('skipped'), look, of: files.length - is('skipped') }
}

function Paused({ pause }: { pause: NonNullable<Pause> }) {
  if (pause.why === 'signed-out')
    return (
      <Notice tone="soon">
        You are signed out.{' '}
        <a href="/sign-in" target="_blank" rel="noreferrer">
          Sign in
        </a>{' '}
        in another tab: sending goes on here by itself.
      </Notice>
    )
  return (
    <Notice tone="soon">
      {pause.why === 'offline'
        ? 'The server cannot be reached. Sending goes on by itself as soon as it is back; nothing that arrived is lost.'
        : `${pause.words} Sending goes on by itself.`}
    </Notice>
  )
}

/** Quietly: in the title of the page, and by a notification where this person has allowed them before. */
function useWhenDone(open: number, words: string) {
  const since = useRef(0)
  useEffect(() => {
    if (open > 0) {
      since.current ||= Date.now()
      return
    }
    if (since.current === 0) return
    const long = Date.now() - since.current >= longMs
    since.current = 0
    if (!long || document.visibilityState === 'visible') return
    const before = document.title
    document.title = `✓ ${words} · ${before}`
    const back = () => {
      if (document.visibilityState !== 'visible') return
      document.title = before
      removeEventListener('visibilitychange', back)
    }
    addEventListener('visibilitychange', back)
    if ('Notification' in globalThis && Notification.permission === 'granted')
      new Notification('Unsealed', { body: `Your files are read: ${words}.` })
  }, [open, words])
}
