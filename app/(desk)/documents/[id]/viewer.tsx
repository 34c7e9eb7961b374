'use client'

import { useRouter } from 'next/navigation'
import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { readersOf } from '#lib/domain/coverage'
import { wordlessInWords } from '#lib/domain/document-words'
import type { FindingTypeView } from '#lib/domain/finding'
import { type PackedPage, unpackPage } from '#lib/domain/packed-page'
import { quoteWithCitation, type Reading } from '#lib/domain/viewer'
import { useShortcut } from '../../../_ui/shortcuts.tsx'
import { toast } from '../../../_ui/toast.tsx'
import { useMounted } from '../../../_ui/use-mounted.ts'
import { RefreshWhile } from '../refresh-while.tsx'
import { Above } from './above.tsx'
import type { CaretAt } from './caret.tsx'
import { CorrectForm } from './correct-form.tsx'
import { Grid } from './grid.tsx'
import { Inspector, type Tab } from './inspector.tsx'
import { MailView } from './mail-view.tsx'
import { marksOf } from './marks-of.ts'
import { openPictures, readAt } from './page-pictures.ts'
import { usePages } from './pages-of.ts'
import { PrintButton } from './print-pages.tsx'
import { type SelectedWords, selectedText } from './selected-words.ts'
import { SelectionBar } from './selection-bar.tsx'
import { pictureWidth, Sheet } from './sheet.tsx'
import type { ShownFinding } from './shown-finding.ts'
import { rowsSeen, TablePages } from './table-pages.tsx'
import { TextPages } from './text-pages.tsx'
import { Thumbs } from './thumbs.tsx'
import { type Mode, Toolbar } from './toolbar.tsx'
import { Failed, Waiting } from './trouble.tsx'
import { pageInAddress, useAddress } from './use-address.ts'
import { useColumn } from './use-column.ts'
import { useCoverage } from './use-coverage.ts'
import { useFind } from './use-find.ts'
import { useReadingKeys } from './use-reading-keys.ts'
import { type Bar, useSelection } from './use-selection.ts'

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
  useState(() => openPictures(doc.id, doc.sha256)) // before any page asks for its picture
  const mounted = useMounted()
  const stage = useRef<HTMLElement>(null)
  const other = useRef<HTMLElement>(null) // the box that scrolls where text or tables are shown
  const findInput = useRef<HTMLInputElement>(null)
  const tables = reading.first.some((page) => page.sheet)
  const modes: Mode[] = [
    ...(reading.mail ? (['message'] as const) : []),
    ...(tables ? (['table'] as const) : []),
    ...(['page', 'text', 'grid'] as const),
  ]
  const own: Mode = tables ? 'table' : 'page'
  const usual: Mode = reading.mail && !q && !lit ? 'message' : own
  const [picked, setMode] = useState<Mode | null>(asked)
  const mode = picked && modes.includes(picked) ? picked : usual // pages may come only now, and be tables
  const modeNow = useRef(mode)
  modeNow.current = mode
  // text and grid are measured by the script: until it runs the first pages stand there plainly
  const drawn = mounted || mode === 'message' ? mode : 'page'
  const [tab, setTab] = useState<Tab>(q ? 'find' : 'findings')
  const [chosen, setChosen] = useState<SelectedWords | null>(null)
  const [jump, setJump] = useState({ page: 0, times: 0 })
  const [caret, setCaret] = useState<CaretAt | null>(null)
  const [correcting, setCorrecting] = useState<Bar | null>(null)
  const [view, setView] = useState({ first: 1, last: 3 })
  const readable = doc.pages > 0 && doc.status !== 'failed'
  const column = useColumn(stage, reading.sizes, doc.pages, mode === 'page' && readable)
  const { current, inView, goTo, width, ready, turn, keep } = column
  const shown = ready ? inView : reading.first.map((page) => page.page)
  const spread = useMemo(() => Array.from({ length: view.last - view.first + 1 }, (_, i) => view.first + i), [view])
  const pages = usePages(doc, reading.layer, doc.pages, reading.first, mode === 'page' ? shown : spread)
  const currentRef = useRef(1)
  currentRef.current = current
  const finder = useFind(doc.id, doc.version, q, () => currentRef.current)
  const hit = finder.found.hits[finder.now]
  const box = drawn === 'page' ? stage : other
  const selection = useSelection(box, pages)

  // what of which page stands before somebody's eyes
  const coverage = useCoverage(reading, () => {
    if (mode === 'page') return column.seen().filter(({ page }) => pages.get(page) !== 'none')
    const rows = mode === 'table' ? other.current?.querySelector('.sheet-book-tables') : null
    if (rows) return rowsSeen(rows)
    if (mode === 'text') return [{ page: current, part: 1 }]
    return mode === 'message' && doc.pages === 1 ? [{ page: 1, part: 1 }] : []
  })
  const readers = useMemo(() => readersOf(coverage.read, doc.pages), [coverage.read, doc.pages])

  const go = useCallback(
    (page: number, part?: number) => {
      setMode(modeNow.current === 'text' || modeNow.current === 'table' ? modeNow.current : 'page')
      setJump((before) => ({ page, times: before.times + 1 }))
      keep(page)
      if (stage.current) goTo(page, part)
      else requestAnimationFrame(() => goTo(page, part))
    },
    [goTo, keep],
  )
  const onView = useCallback(
    (page: number, first: number, last: number) => {
      keep(page)
      setView((before) => (before.first === first && before.last === last ? before : { first, last }))
    },
    [keep],
  )
  const opensAs = reading.mail && !finder.q.trim() && !lit ? 'message' : own
  useAddress({
    mode,
    usual: opensAs,
    q: finder.q,
    page: current,
    still: !mounted || (mode === 'page' && !ready) || !readable,
  })

  // pictures of what comes next, in the direction of reading
  const before = useRef({ page: current, ahead: 1 as 1 | -1 })
  if (before.current.page !== current) before.current = { page: current, ahead: current < before.current.page ? -1 : 1 }
  useEffect(() => {
    if (mode !== 'page' || !ready) return
    const { ahead } = before.current
    const next = [1, 2, -1, 3].map((steps) => current + steps * ahead).filter((page) => page >= 1 && page <= doc.pages)
    const size = pictureWidth(turn === 90 || turn === 270 ? (column.column.heights[current - 1] ?? width) : width)
    readAt(
      doc.id,
      current,
      ahead,
      next.map((page) => ({ documentId: doc.id, page, width: size })),
    )
  }, [doc.id, doc.pages, current, mode, ready, width, turn, column.column])

  // permalinks: #p3, and the passage of a finding
  const anchor = findings.find((f) => f.number === lit)?.anchors.find((a) => a.documentId === doc.id)
  const litAt = anchor ? anchor.page + (anchor.boxes[0]?.[1] ?? 0) : 0
  useEffect(() => {
    const follow = () => {
      const page = pageInAddress()
      if (page < 1) return
      if (ready) goTo(page)
      else keep(page)
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

  const openFind = useCallback(() => {
    setTab('find')
    requestAnimationFrame(() => {
      findInput.current?.focus()
      findInput.current?.select()
    })
  }, [])
  const { take, clear } = selection
  const tag = useCallback(() => {
    const taken = may.find && reading.layer === null ? take() : null
    if (!taken) return
    setChosen(taken.words)
    setTab('findings')
    setCaret(null)
    clear()
  }, [may.find, reading.layer, take, clear])
  const unread = useReadingKeys({
    doc,
    column,
    read: coverage.mine,
    go,
    onFind: openFind,
    isFinding: () => document.activeElement === findInput.current,
    onTag: tag,
    onCaret: () => setCaret((now) => (now || mode !== 'page' ? null : { page: current, end: null })),
  })

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
  const leaveCaret = useCallback(
    (to: CaretAt | null) => {
      setCaret(to)
      if (to) goTo(to.page)
      else stage.current?.focus({ preventScroll: true })
    },
    [goTo],
  )
  const { readSelection } = selection
  const correctable = useCallback(
    (page: number) => {
      const text = pages.get(page)
      const read = text && text !== 'none' && (text.source === 'ocr' || text.source === 'corrected')
      return Boolean(read) && may.edit && reading.layer === null && doc.status === 'ready'
    },
    [pages, may.edit, reading.layer, doc.status],
  )
  const correct = useCallback(() => {
    const taken = take()
    if (!taken) return
    if (correctable(taken.words.page)) return setCorrecting(taken)
    toast('Only what was read from a picture can be corrected.')
  }, [take, correctable])
  const onKey = useCallback(
    (key: 'f' | 'e' | 'Enter') => {
      if (key === 'f') tag()
      else if (key === 'e') correct()
      else document.querySelector<HTMLElement>('.selection-bar button')?.focus()
    },
    [tag, correct],
  )
  useShortcut('e', 'Correct the selected text', correct, 'Reading')
  const bar = correcting ? (
    <CorrectForm
      documentId={doc.id}
      words={correcting.words}
      left={correcting.left}
      top={correcting.top}
      onDone={(saved) => {
        setCorrecting(null)
        clear()
        if (saved) router.refresh()
        box.current?.focus({ preventScroll: true })
      }}
    />
  ) : selection.bar ? (
    <SelectionBar
      cited={quoteWithCitation(selection.bar.words.quote, reading, selection.bar.words.page)}
      left={selection.bar.left}
      top={selection.bar.top}
      onFinding={may.find && reading.layer === null ? tag : null}
      onCorrect={correctable(selection.bar.words.page) ? correct : null}
    />
  ) : null
  const wordless = wordlessInWords(doc)
  const known = { findings: findingsOn, hits: hitsOn, readers }

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
          readers={readers}
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
            caret={caret !== null}
            onMode={setMode}
            onGo={go}
            onFind={openFind}
            onCaret={() => setCaret(caret ? null : { page: current, end: null })}
            onUnread={unread}
          >
            <PrintButton reading={reading} current={current} />
          </Toolbar>
        ) : null}
        <Above reading={reading} mail={drawn === 'message'} />
        {doc.status === 'failed' ? <Failed reading={reading} /> : null}
        {doc.status === 'processing' && doc.pages === 0 ? <Waiting reading={reading} /> : null}
        {drawn === 'message' && readable ? <MailView reading={reading} q={finder.q} /> : null}
        {drawn === 'table' && readable ? (
          <TablePages
            box={other}
            reading={reading}
            from={current}
            jump={jump}
            pages={pages}
            hits={finder.found.hits}
            onView={onView}
            onSelect={selection.showFor}
          >
            {bar}
          </TablePages>
        ) : null}
        {drawn === 'text' && readable ? (
          <TextPages
            box={other}
            of={doc.pages}
            from={current}
            jump={jump}
            hits={reading.layer === null ? finder.found.hits : none}
            now={finder.now}
            pages={pages}
            wordless={wordless}
            onView={onView}
            onSelect={readSelection}
          >
            {bar}
          </TextPages>
        ) : null}
        {drawn === 'grid' && readable ? (
          <Grid documentId={doc.id} pages={doc.pages} current={current} onGo={go} {...known} />
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
                  wordless={wordless}
                  {...(ready
                    ? { width, height: column.column.heights[page - 1] ?? 0, top: column.column.tops[page - 1] ?? 0 }
                    : {})}
                  turn={turn}
                  marks={marks.get(page) ?? none}
                  caret={caret?.page === page ? caret : null}
                  onPin={onPin}
                  onKey={onKey}
                  onLeave={leaveCaret}
                />
              ))}
            </div>
            {bar}
          </section>
        ) : null}
        <p className="sr-only" role="status">
          {caret
            ? `Text caret on page ${caret.page}. Arrow keys move it, Shift selects, f makes a finding, Enter goes to what can be done, Escape ends.`
            : ''}
        </p>
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
        coverage={coverage}
        page={mode === 'message' ? 0 : current}
      />
    </div>
  )
}

const none: never[] = []
