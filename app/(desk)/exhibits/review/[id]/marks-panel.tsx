'use client'

import { useRouter } from 'next/navigation'
import { useState } from 'react'
import type { ExhibitStatus } from '#lib/domain/exhibit'
import type { Review, ReviewMark } from '#lib/services/exhibits/open-review'
import { Button } from '../../../../_ui/button'
import { Chip } from '../../../../_ui/chip'
import { Cross, Tick } from '../../../../_ui/glyphs'
import { useShortcut } from '../../../../_ui/shortcuts'
import { Panel } from '../../../../_ui/surface'
import { toast } from '../../../../_ui/toast'
import { sayOfMarks } from '../../actions'
import { Decide } from './decide'

const whyNot = {
  own: 'You prepared this exhibit or drew one of its marks, so somebody else approves it.',
  role: 'A second person approves it: an editor of this investigation who did not make it.',
}

/**
 * The marks by reason. Who may decide says of each whether it is right: `y` approves the current one, `n` rejects it, `j`
 * and `k` go through them. Once all are approved, so may be the exhibit.
 */
export function MarksPanel({
  exhibit,
  marks,
  decide,
}: {
  exhibit: { id: string; number: string; status: ExhibitStatus; stale: boolean }
  marks: readonly ReviewMark[]
  decide: Review['may']['decide']
}) {
  const router = useRouter()
  const [at, setAt] = useState(0)
  const [saying, setSaying] = useState<Record<string, boolean>>({})
  const open = exhibit.status === 'verified' && !exhibit.stale
  const mayNow = open && decide === 'yes'
  const reasons = [...new Set(marks.map(({ reason }) => reason))]
  const list = reasons.flatMap((reason) => marks.filter((mark) => mark.reason === reason))
  const said = (mark: ReviewMark) => saying[mark.id] ?? mark.said?.approved ?? null
  const left = list.filter((mark) => said(mark) === null).length

  function go(to: number) {
    const next = Math.max(0, Math.min(list.length - 1, to))
    const mark = list[next]
    setAt(next)
    if (!mark) return
    for (const old of document.querySelectorAll('.mark-on[data-current]')) old.removeAttribute('data-current')
    const on = document.getElementById(`on-${mark.id}`)
    on?.setAttribute('data-current', '')
    on?.scrollIntoView({ block: 'center' })
    // beside the pages the list scrolls for itself; below them, on a phone, it would take the page away again
    if (matchMedia('(min-width: 1100px)').matches)
      document.getElementById(`mark-${mark.id}`)?.scrollIntoView({ block: 'nearest' })
  }
  async function say(ids: string[], approved: boolean) {
    if (!mayNow || ids.length === 0) return
    setSaying((now) => ({ ...now, ...Object.fromEntries(ids.map((id) => [id, approved])) }))
    const result = await sayOfMarks({ id: exhibit.id, markIds: ids, approved })
    // what was kept is shown until the page says it too: were it dropped before, a refusal that is being written would go
    if (!result.ok) {
      toast(result.message, { error: true })
      setSaying((now) => Object.fromEntries(Object.entries(now).filter(([id]) => !ids.includes(id))))
    }
    router.refresh()
  }
  function sayHere(approved: boolean) {
    const mark = list[at]
    if (!mark) return
    void say([mark.id], approved)
    const next = list.findIndex((one, i) => i > at && said(one) === null)
    if (next !== -1) go(next)
  }
  useShortcut('j', 'Next mark', () => go(at + 1))
  useShortcut('k', 'Previous mark', () => go(at - 1))
  useShortcut('y', 'Approve this mark', () => sayHere(true))
  useShortcut('n', 'Reject this mark', () => sayHere(false))

  const count = open && left > 0 ? `${left} of ${marks.length} unreviewed` : marks.length
  return (
    <Panel title="Marks" meta={count} flush>
      {marks.length === 0 ? <p className="p-3 text-sm">Nothing is taken out of this exhibit.</p> : null}
      {reasons.map((reason) => {
        const its = list.filter((mark) => mark.reason === reason)
        const rest = its.filter((mark) => said(mark) === null)
        return (
          <section key={reason} className="review-marks">
            <header>
              <h3>{reason}</h3>
              <span className="text-muted">{its.length}</span>
              {mayNow && rest.length > 1 ? (
                <Button
                  variant="quiet"
                  className="ml-auto"
                  onClick={() =>
                    say(
                      rest.map(({ id }) => id),
                      true,
                    )
                  }
                >
                  Approve these {rest.length}
                </Button>
              ) : null}
            </header>
            <ol>
              {its.map((mark) => {
                const here = list.indexOf(mark)
                return (
                  <li key={mark.id} id={`mark-${mark.id}`} aria-current={here === at ? 'true' : undefined}>
                    <button type="button" className="review-mark" onClick={() => go(here)}>
                      <span className="text-muted">{mark.n}</span>
                      <span className="min-w-0">
                        <b>{mark.words || 'A place without words'}</b>
                        <span className="task-small">
                          p. {mark.page}, drawn by {mark.author}
                          {mark.exemption ? `, ${mark.exemption}` : ''}
                        </span>
                      </span>
                    </button>
                    {mayNow && (said(mark) === null || here === at) ? (
                      <span className="flex gap-1">
                        <Button onClick={() => say([mark.id], true)} aria-label={`Approve mark ${mark.n}`}>
                          Approve <kbd>y</kbd>
                        </Button>
                        <Button onClick={() => say([mark.id], false)} aria-label={`Reject mark ${mark.n}`}>
                          Reject <kbd>n</kbd>
                        </Button>
                      </span>
                    ) : null}
                    <Said approved={said(mark)} by={mark.said?.by} />
                  </li>
                )
              })}
            </ol>
          </section>
        )
      })}
      {open ? (
        <footer className="review-decide">
          {decide === 'yes' ? (
            <Decide exhibit={exhibit} left={left} rejected={list.filter((mark) => said(mark) === false)} />
          ) : (
            <p className="text-sm text-muted">{whyNot[decide]}</p>
          )}
        </footer>
      ) : null}
    </Panel>
  )
}

function Said({ approved, by }: { approved: boolean | null; by: string | undefined }) {
  if (approved === null) return null
  return (
    <Chip tone={approved ? 'done' : 'late'} icon={approved ? <Tick /> : <Cross />}>
      {approved ? 'Approved' : 'Rejected'}
      {by ? ` by ${by}` : ''}
    </Chip>
  )
}
