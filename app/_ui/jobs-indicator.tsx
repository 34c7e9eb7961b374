'use client'

import { usePathname } from 'next/navigation'
import { lazy, Suspense, useEffect, useRef, useState } from 'react'
import { Icon } from './icon.tsx'
import { useWork, workChanged } from './work.ts'

const JobsPanel = lazy(() => import('./jobs-panel.tsx'))
type Uploading = { open: number; of: number }

/**
 * The line at the foot of the rail: what is being read or sent, and what failed. Pressed, it opens the list over the
 * page; without script it leads to the list of what is being read.
 */
export function JobsIndicator({ inMenu }: { inMenu?: boolean }) {
  const work = useWork()
  const path = usePathname()
  const [open, setOpen] = useState(false)
  const [sending, setSending] = useState<Uploading>({ open: 0, of: 0 })
  const line = useRef<HTMLAnchorElement>(null)
  useEffect(() => {
    const listen = (event: Event) => setSending((event as CustomEvent<Uploading>).detail) // ours, of this very name
    addEventListener('unsealed:sending', listen)
    return () => removeEventListener('unsealed:sending', listen)
  }, [])
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new page asks anew
  useEffect(() => void workChanged(), [path])
  const under = (work?.reading ?? 0) + (work?.waiting ?? 0) + sending.open
  const failed = work?.failed ?? 0
  const words = under > 0 ? `${under}` : failed > 0 ? `${failed} failed` : ''
  const href = under === 0 && failed > 0 ? '/documents?state=failed' : '/documents?state=reading'
  return (
    <>
      <a
        ref={line}
        href={href}
        className="nav-item"
        title="Under way"
        data-soft={inMenu ? '' : undefined}
        aria-haspopup={inMenu ? undefined : 'dialog'}
        aria-expanded={inMenu ? undefined : open}
        onClick={(event) => {
          if (inMenu || event.metaKey || event.ctrlKey || event.shiftKey) return
          event.preventDefault()
          workChanged()
          setOpen(true)
        }}
      >
        <Icon name="jobs" className={under > 0 ? 'jobs-busy' : undefined} />
        <span className="nav-word">Under way</span>
        {words ? <span className="count">{words}</span> : null}
      </a>
      {open ? (
        <Suspense>
          <JobsPanel work={work} sending={sending} anchor={line} onClose={() => setOpen(false)} />
        </Suspense>
      ) : null}
    </>
  )
}
