'use client'

import ChevronLeft from 'lucide-react/icons/chevron-left'
import ChevronRight from 'lucide-react/icons/chevron-right'
import Minus from 'lucide-react/icons/minus'
import Plus from 'lucide-react/icons/plus'
import RotateCw from 'lucide-react/icons/rotate-cw'
import Search from 'lucide-react/icons/search'
import TextCursor from 'lucide-react/icons/text-cursor'
import { type ReactNode, useEffect, useState } from 'react'
import { Button, IconButton } from '../../../_ui/button.tsx'
import type { ColumnOf, Turn } from './use-column.ts'

export const modes = ['message', 'table', 'page', 'text', 'grid'] as const
export type Mode = (typeof modes)[number]
const words: Record<Mode, string> = { message: 'Message', table: 'Table', page: 'Page', text: 'Text', grid: 'Grid' }

/** The bar above the pages: where you are, how large, which way round, and find. */
export function Toolbar({
  pages,
  column,
  mode,
  modes,
  caret,
  onMode,
  onGo,
  onFind,
  onCaret,
  onUnread,
  children,
}: {
  pages: number
  column: ColumnOf
  mode: Mode
  modes: readonly Mode[]
  caret: boolean
  onMode: (mode: Mode) => void
  onGo: (page: number) => void
  onFind: () => void
  onCaret: () => void
  onUnread: () => void
  children?: ReactNode
}) {
  const { current, zoom, setZoom, zoomBy, turn, setTurn } = column
  return (
    <div className="viewer-bar" role="toolbar" aria-label="Pages">
      <IconButton label="Previous page (p)" onClick={() => onGo(current - 1)} disabled={current <= 1}>
        <ChevronLeft />
      </IconButton>
      <PageBox current={current} pages={pages} onGo={onGo} />
      <IconButton label="Next page (n)" onClick={() => onGo(current + 1)} disabled={current >= pages}>
        <ChevronRight />
      </IconButton>
      <span className="viewer-rule" />
      {mode === 'page' ? (
        <span className="viewer-zoom">
          <IconButton label="Smaller (-)" onClick={() => zoomBy(-1)}>
            <Minus />
          </IconButton>
          <Button variant="quiet" onClick={() => setZoom(1)} title="Fit the width (0)">
            {zoom === 1 ? 'Fit width' : `${Math.round(zoom * 100)} %`}
          </Button>
          <IconButton label="Larger (+)" onClick={() => zoomBy(1)}>
            <Plus />
          </IconButton>
          <IconButton label="Turn the page (r)" onClick={() => setTurn(((turn + 90) % 360) as Turn)}>
            <RotateCw />
          </IconButton>
          <IconButton label="Text caret on the page (v)" aria-pressed={caret} onClick={onCaret}>
            <TextCursor />
          </IconButton>
          <span className="viewer-rule" />
        </span>
      ) : null}
      <fieldset className="segments">
        <legend className="sr-only">Show as</legend>
        {modes.map((choice) => (
          <button key={choice} type="button" aria-pressed={choice === mode} onClick={() => onMode(choice)}>
            {words[choice]}
          </button>
        ))}
      </fieldset>
      <span className="viewer-bar-end">
        {children}
        <Button variant="quiet" onClick={onFind} title="Find in this document (Ctrl F)">
          <Search />
          <span className="max-md:sr-only">Find</span>
        </Button>
        <Button className="viewer-unread" onClick={onUnread} title="Next page you have not read (Shift N)">
          Next unread <kbd>Shift N</kbd>
        </Button>
      </span>
    </div>
  )
}

/** "3 / 212": type a number and press Enter. */
function PageBox({ current, pages, onGo }: { current: number; pages: number; onGo: (page: number) => void }) {
  const [typed, setTyped] = useState<string>()
  useEffect(() => {
    if (current) setTyped(undefined) // scrolling on shows where one is
  }, [current])
  const go = () => {
    const page = Number(typed)
    if (typed && Number.isInteger(page) && page >= 1 && page <= pages) onGo(page)
    setTyped(undefined)
  }
  return (
    <form
      className="viewer-page-box"
      onSubmit={(event) => {
        event.preventDefault()
        go()
      }}
    >
      <input
        className="input"
        inputMode="numeric"
        aria-label={`Page, of ${pages}`}
        value={typed ?? String(Math.max(1, current))}
        onChange={(event) => setTyped(event.currentTarget.value)}
        onFocus={(event) => event.currentTarget.select()}
        onBlur={go}
      />
      <span className="text-muted">/ {pages}</span>
    </form>
  )
}
