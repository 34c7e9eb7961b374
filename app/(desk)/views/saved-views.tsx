import { addressOfView, type View } from '#lib/domain/view'
import type { CountedView } from '#lib/services/views/list-counted-views'
import { SoftLink } from '../../_ui/soft-link.tsx'
import { SaveView } from './save-view.tsx'
import './views.css'

/** The views of a list as links, the one that is shown now marked; and the star that keeps what was typed. */
export function SavedViews({ list, q, views }: { list: View['list']; q: string; views: readonly CountedView[] }) {
  const typed = q.trim()
  if (views.length === 0 && typed === '') return null
  const shown = views.filter((view) => view.q.trim() === typed)
  const current = shown.find(({ mine }) => mine) ?? shown[0]
  return (
    <nav aria-label="Saved views" className="saved-views">
      {views.length > 0 ? <span className="saved-word">Saved</span> : null}
      {views.map((view) => (
        <SoftLink
          key={view.id}
          href={addressOfView(view)}
          className="saved-view"
          aria-current={view === current ? 'page' : undefined}
          title={view.mine ? view.q : `${view.q}, shared by ${view.by}`}
        >
          <span className="saved-name">{view.name}</span>
          {view.mine ? null : <span className="text-muted">{view.by}</span>}
          {view.count === undefined ? null : <span className="count">{view.count.toLocaleString('en-US')}</span>}
        </SoftLink>
      ))}
      {typed !== '' ? (
        <SaveView key={`${list} ${typed}`} list={list} q={typed} saved={current?.mine ? current : null} />
      ) : null}
    </nav>
  )
}
