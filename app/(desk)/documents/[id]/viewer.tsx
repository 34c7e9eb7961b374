'use client'

import { useRouter } from 'next/navigation'
import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import type { FindingTypeView } from '#lib/domain/finding'
import type { Reading } from '#lib/domain/viewer'
import { useShortcut } from '../../../_ui/shortcuts.tsx'
import { isTyping } from '../../../_ui/typing.ts'
import { useMounted } from '../../../_ui/use-mounted.ts'
import { RefreshWhile } from '../refresh-while.tsx'
import { Grid } from './grid.tsx'
import { Inspector, type Tab } from './inspector.tsx'
import { MailView } from './mail-view.tsx'
import { marksOf } from './marks-of.ts'
import { type PackedPage, type ShownFinding, unpackPage } from './packed.ts'
import { usePages } from './pages-of.ts'
import { type SelectedWords, selectedText } from './selected-words.ts'
import { SelectionBar } from './selection-bar.tsx'
import { Sheet } from './sheet.tsx'
import { TextPages } from './text-pages.tsx'
import { Thumbs } from './thumbs.tsx'
import { type Mode, Toolbar } from './toolbar.tsx'
import { Failed, Waiting } from './trouble.tsx'
import { useColumn } from './use-column.ts'
import { useFind } from './use-find.ts'
import { useSelection } from './use-selection.ts'

type Packed = Omit<Reading, 'first'> & { first: PackedPage[] }
type Props = {
  reading: Packed
  findings: readonly ShownFinding[]
  types: readonly FindingTypeView[]
  /** From the address: words to light, a finding to go to, how to show it. */
  q: string
  lit: string | null
  mode: Mode | null
}

/** The reading room: all pages of a document at once, its words to find, select and quote. */
export function Viewer({ reading: packed, findings, types, q, lit, mode: asked }: Props) {
  const reading = useMemo<Reading>(() => ({ ...packed, first: packed.first.map(unpackPage) }), [packed])
  const { document: doc, may } = reading
  const router = useRouter()
  const mounted = useMounted()
  const stage = useRef<HTMLElement>(null)
  const findInput = useRef<HTMLInputElement>(null)
  const modes: Mode[] = reading.mail ? ['message', 'page', 'text', 'grid'] : ['page', 'text', 'grid']
  const [mode, setMode] = useState<Mode>(asked ?? (reading.mail && !q && !lit ? 'message' : 'page'))
  // text and grid are measured by the script: until it runs the first pages stand there plainly
  const drawn = mounted || mode === 'message' ? mode : 'page'
  const [tab, setTab] = useState<Tab>(q ? 'find' : 'findings')
  const [chosen, setChosen] = useState<SelectedWords | null>(null)
  const [jump, setJump] = useState({ page: 0, times: 0 })
  const readable = doc.pages > 0 && doc.status !== 'failed'
  const column = useColumn(stage, reading.sizes, doc.pages, mode === 'page' && readable)
  const { current, inView, goTo, width, ready, turn, keep } = column
  const shown = ready ? inView : reading.first.map((page) => page.page)
  const version = doc.version * 100_000 + doc.progress.done
  const pages = usePages(doc.id, version, reading.first, shown)
  const currentRef = useRef(1)
  currentRef.current = current
  const finder = useFind(doc.id, doc.version, q, () => currentRef.current)
  const hit = finder.found.hits[finder.now]

  const go = useCallback(
    (page: number, part?: number) => {
      setMode((before) => (before === 'text' ? before : 'page'))
      setJump((before) => ({ page, times: before.times + 1 }))
      keep(page)
      requestAnimationFrame(() => goTo(page, part))
      history.replaceState(history.state, '', `#p${page}`)
    },
    [goTo, keep],
  )

  // permalinks: #p3, and the passage of a finding
  const anchor = findings.find((f) => f.number === lit)?.anchors.find((a) => a.documentId === doc.id)
  const litAt = anchor ? anchor.page + (anchor.boxes[0]?.[1] ?? 0) : 0
  useEffect(() => {
    const follow = () => {
      const page = Number(/^#p(\d+)$/.exec(location.hash)?.[1] ?? 0)
      if (page < 1) return
      if (ready) return goTo(page)
      keep(page)
      setJump((before) => ({ page, times: before.times + 1 }))
    }
    if (litAt > 0 && ready) goTo(Math.floor(litAt), litAt % 1)
    else follow()
    addEventListener('hashchange', follow)
    return () => removeEventListener('hashchange', follow)
  }, [ready, litAt, goTo, keep])
  useEffect(() => {
    if (!hit) return
    setJump((before) => ({ page: hit.page, times: before.times + 1 }))
    if (ready) goTo(hit.page, hit.boxes[0]?.[1] ?? 0)
  }, [hit, ready, goTo])
  useEffect(() => {
    if (!ready || mode !== 'page') return
    const timer = setTimeout(() => {
      const query = new URLSearchParams(location.search)
      if (finder.q.trim()) query.set('q', finder.q.trim())
      else query.delete('q')
      const said = query.size > 0 ? `?${query}` : ''
      if (location.search !== said || location.hash !== `#p${current}`)
        history.replaceState(history.state, '', `${location.pathname}${said}#p${current}`)
    }, 400)
    return () => clearTimeout(timer)
  }, [current, finder.q, ready, mode])

  const openFind = useCallback(() => {
    setTab('find')
    requestAnimationFrame(() => {
      findInput.current?.focus()
      findInput.current?.select()
    })
  }, [])
  const { bar, readSelection, tagSelection } = useSelection(stage, pages, may.find, (words) => {
    setChosen(words)
    setTab('findings')
  })
  useEffect(() => {
    const keys = (event: KeyboardEvent) => {
      if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'f' && !event.altKey) {
        if (document.activeElement === findInput.current) return // twice: the browser's own
        event.preventDefault()
        openFind()
      }
      if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return
      if (event.key === 'Home') go(1)
      else if (event.key === 'End') go(doc.pages)
      else return
      event.preventDefault()
    }
    addEventListener('keydown', keys)
    return () => removeEventListener('keydown', keys)
  }, [openFind, go, doc.pages])
  const group = 'Reading'
  useShortcut('n', 'Next page', () => go(Math.min(doc.pages, current + 1)), group)
  useShortcut('j', 'Next page', () => go(Math.min(doc.pages, current + 1)), group)
  useShortcut('p', 'Page before', () => go(Math.max(1, current - 1)), group)
  useShortcut('k', 'Page before', () => go(Math.max(1, current - 1)), group)
  useShortcut('+', 'Larger', () => column.zoomBy(1), group)
  useShortcut('-', 'Smaller', () => column.zoomBy(-1), group)
  useShortcut('0', 'Fit the width', () => column.setZoom(1), group)
  useShortcut('r', 'Turn the page', () => column.setTurn(((turn + 90) % 360) as typeof turn), group)
  useShortcut('f', 'Finding from the selection', tagSelection, group)

  const { marks, findingsOn, hitsOn } = useMemo(
    () => marksOf(doc.id, findings, finder.found.hits, finder.now, lit, chosen),
    [doc.id, findings, finder.found.hits, finder.now, lit, chosen],
  )
  const onPin = useCallback(
    (id: string) => {
      setTab('findings')
      const number = id.replace(/^finding /, '')
      router.replace(`${location.pathname}?finding=${number}${location.hash}`, { scroll: false })
    },
    [router],
  )

  return (
    <div className="viewer">
      <RefreshWhile busy={doc.status === 'processing'} />
      {readable && mounted ? (
        <Thumbs
          documentId={doc.id}
          pages={doc.pages}
          sizes={reading.sizes}
          current={current}
          findings={findingsOn}
          hits={hitsOn}
          onGo={go}
        />
      ) : (
        <div className="viewer-thumbs" />
      )}
      <div className="viewer-desk">
        {readable ? (
          <Toolbar
            pages={doc.pages}
            column={column}
            mode={mode}
            modes={modes}
            onMode={setMode}
            onGo={go}
            onFind={openFind}
          />
        ) : null}
        {doc.status === 'failed' ? <Failed reading={reading} /> : null}
        {doc.status === 'processing' && doc.pages === 0 ? <Waiting reading={reading} /> : null}
        {drawn === 'message' && readable ? <MailView reading={reading} /> : null}
        {drawn === 'text' && readable ? (
          <TextPages doc={doc} first={reading.first} from={current} jump={jump} hits={finder.found} onPage={keep} />
        ) : null}
        {drawn === 'grid' && readable ? (
          <Grid documentId={doc.id} pages={doc.pages} current={current} findings={findingsOn} hits={hitsOn} onGo={go} />
        ) : null}
        {drawn === 'page' && readable ? (
          <section
            ref={stage}
            className="viewer-stage"
            aria-label="Pages"
            // biome-ignore lint/a11y/noNoninteractiveTabindex: a part that scrolls must be reachable by keyboard
            tabIndex={0}
            onMouseUp={() => setTimeout(readSelection)}
            onKeyUp={(event) => (event.shiftKey || event.key === 'Shift' ? readSelection() : undefined)}
            onTouchEnd={() => setTimeout(readSelection, 50)}
            onCopy={(event) => {
              const text = stage.current ? selectedText(stage.current) : ''
              if (!text) return
              event.preventDefault()
              event.clipboardData.setData('text/plain', text)
            }}
          >
            <div className="viewer-column" style={ready ? { height: column.column.total, width: width } : undefined}>
              {shown.map((page) => (
                <Sheet
                  key={page}
                  documentId={doc.id}
                  number={page}
                  of={doc.pages}
                  page={pages.get(page)}
                  {...(ready
                    ? { width, height: column.column.heights[page - 1] ?? 0, top: column.column.tops[page - 1] ?? 0 }
                    : {})}
                  turn={turn}
                  marks={marks.get(page) ?? none}
                  onPin={onPin}
                />
              ))}
            </div>
            {bar ? (
              <SelectionBar
                quote={bar.words.quote}
                citation={`${doc.number}, p. ${bar.words.page}`}
                left={bar.left}
                top={bar.top}
                onFinding={may.find ? tagSelection : null}
              />
            ) : null}
          </section>
        ) : null}
      </div>
      <Inspector
        reading={reading}
        findings={findings}
        types={types}
        lit={lit}
        finder={finder}
        findInput={findInput}
        tab={tab}
        onTab={setTab}
        chosen={chosen}
        onChosen={setChosen}
      />
    </div>
  )
}

const none: never[] = []
