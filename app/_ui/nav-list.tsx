import Calendar from 'lucide-react/icons/calendar'
import CircleHelp from 'lucide-react/icons/circle-question-mark'
import FileIcon from 'lucide-react/icons/file'
import Folder from 'lucide-react/icons/folder'
import Folders from 'lucide-react/icons/folders'
import Grid from 'lucide-react/icons/grid-3x3'
import Landmark from 'lucide-react/icons/landmark'
import Mail from 'lucide-react/icons/mail'
import Settings from 'lucide-react/icons/settings'
import type { ComponentType } from 'react'
import { NavLink } from './nav-link.tsx'

export type RailCounts = { today?: number }
export type RailInvestigation = { key: string; title: string; slug: string }
export type RailView = { title: string; href: string; count?: number }

function Item({
  href,
  label,
  count,
  exact,
  Icon,
}: {
  href: string
  label: string
  count?: number | string
  exact?: boolean
  Icon?: ComponentType
}) {
  return (
    <NavLink href={href} exact={exact} className="nav-item" title={label}>
      {Icon ? <Icon /> : null}
      <span className="nav-word">{label}</span>
      {count ? <span className="count">{count}</span> : null}
    </NavLink>
  )
}

/** Every place of the desk, in the order of the work. The rail and the phone's menu both show it. */
export function NavList({
  counts,
  investigations,
  views = [],
}: {
  counts: RailCounts
  investigations: RailInvestigation[]
  views?: RailView[]
}) {
  return (
    <>
      <Item href="/" label="Today" count={counts.today} Icon={Calendar} />
      <Item href="/requests" label="Requests" Icon={Mail} />
      {views.length > 0 ? (
        <div className="nav-sub">
          {views.map((view) => (
            <Item key={view.href} href={view.href} label={view.title} count={view.count} />
          ))}
        </div>
      ) : null}
      <Item href="/documents" label="Documents" Icon={FileIcon} />
      <Item href="/board" label="Board" Icon={Grid} />
      <Item href="/agencies" label="Agencies" Icon={Landmark} />
      <div className="nav-rule" />
      <p className="nav-label">Investigations</p>
      {investigations.map((one) => (
        <Item key={one.key} href={`/investigations/${one.slug}`} label={one.title} count={one.key} Icon={Folder} />
      ))}
      <Item href="/investigations" label="All investigations" exact Icon={Folders} />
      <div className="nav-foot">
        <Item href="/help" label="Help" Icon={CircleHelp} />
        <Item href="/settings" label="Settings" Icon={Settings} />
      </div>
    </>
  )
}
