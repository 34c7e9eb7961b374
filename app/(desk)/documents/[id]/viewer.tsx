'use client'

import { useCallback, useMemo, useRef, useState } from 'react'
import { readersOf } from '#lib/domain/coverage'
import { wordlessInWords } from '#lib/domain/document-words'
import type { FindingTypeView } from '#lib/domain/finding'
import { type PackedPage, unpackPage } from '#lib/domain/packed-page'
import type { Reading } from '#lib/domain/viewer'
import { useMounted } from '../../../_ui/use-mounted.ts'
import { RefreshWhile } from '../refresh-while.tsx'
import { Above } from './above.tsx'
import type { CaretAt } from './caret.tsx'
import { firstTab, Inspector, type Tab } from './inspector.tsx'
import { marksOf } from './marks-of.ts'
import { modesOf } from './modes.ts'
import { OtherModes } from './other-modes.tsx'
import { openPictures } from './page-pictures.ts'
import { usePages } from './pages-of.ts'
import { PrintButton } from './print-pages.tsx'
import { RedactBar } from './redact-bar.tsx'
import { seenIn } from './seen-in.ts'
import type { SelectedWords } from './selected-words.ts'
import type { ShownFinding } from './shown-finding.ts'
import { Stage } from './stage.tsx'
import { Thumbs } from './thumbs.tsx'
import { type Mode, Toolbar } from './toolbar.tsx'
import { Failed, Waiting } from './trouble.tsx'
import { useAddress } from './use-address.ts'
import { useAhead } from './use-ahead.ts'
import { useColumn } from './use-column.ts'
import { useCoverage } from './use-coverage.ts'
import { useFind } from './use-find.ts'
import { useJumps } from './use-jumps.ts'
import { useReadingKeys } from './use-reading-keys.ts'
import { type RedactionSent, useRedaction } from './use-redaction.ts'
import { useSelection } from './use-selection.ts'
import { useWordsBar } from './use-words-bar.tsx'

type Packed = Omit<Reading, 'first'> & { first: PackedPage[] }
type Props = {
  reading: Packed
  findings: readonly ShownFinding[]
  types: readonly FindingTypeView[]
  /** From the address: words to light, a finding to go to, how to show it. */
  q: string
  lit: string | null
  mode: Mode | null
  redaction: RedactionSent | null
}

/** The reading room: all pages of a document at once, its words to find, select and quote. */
export function Viewer({ reading: packed, findings, types, q, lit, mode: asked, redaction: sent }: Props) {
  const reading = useMemo<Reading>(() => ({ ...packed, first: packed.first.map(unpackPage) }), [packed])
  const { document: doc, may } = reading
  useState(() => openPictures(doc.id, doc.sha256)) // before any page asks for its picture
  const mounted = useMounted()
  const stage = useRef<HTMLElement>(null)
  const other = useRef<HTMLElement>(null) // the box that scrolls where text or tables are shown
  const findInput = useRef<HTMLInputElement>(null)
  const { tables, modes } = modesOf(reading)
  const own: Mode = tables ? 'table' : 'page'
  const usual: Mode = reading.mail && !q && !lit ? 'message' : own
  const [picked, setMode] = useState<Mode | null>(asked)
  const mode = picked && modes.includes(picked) ? picked : usual // pages may come only now, and be tables
  const modeNow = useRef(mode)
  modeNow.current = mode
  // text and grid are measured by the script: until it runs the first pages stand there plainly
  const drawn = mounted || mode === 'message' ? mode : 'page'
  const [tab, setTab] = useState<Tab>(firstTab(doc, sent?.marks != null, q, lit))
  const [chosen, setChosen] = useState<SelectedWords | null>(null)
  const [jump, setJump] = useState({ page: 0, times: 0 })
  const [caret, setCaret] = useState<CaretAt | null>(null)
  const [view, setView] = useState({ first: 1, last: 3 })
  const readable = doc.pages > 0 && doc.status !== 'failed'
  const column = useColumn(stage, reading.sizes, doc.pages, mode === 'page' && readable)
  const { current, inView, goTo, ready, keep } = column
  const shown = ready ? inView : reading.first.map((page) => page.page)
  const spread = useMemo(() => Array.from({ length: view.last - view.first + 1 }, (_, i) => view.first + i), [view])
  const pages = usePages(doc, reading.layer, doc.pages, reading.first, mode === 'page' ? shown : spread)
  const currentRef = useRef(1)
  currentRef.current = current
  const finder = useFind(doc.id, doc.version, q, () => currentRef.current)
  const box = drawn === 'page' ? stage : other
  const selection = useSelection(box, pages)

  const coverage = useCoverage(reading, () => seenIn({ mode, reading, column, pages, box: other.current }))
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

  useAhead(doc.id, doc.pages, column, mode === 'page')

  useJumps({ documentId: doc.id, findings, lit, hit: finder.found.hits[finder.now], column, setJump })

  const openFind = useCallback(() => {
    setTab('find')
    requestAnimationFrame(() => {
      findInput.current?.focus()
      findInput.current?.select()
    })
  }, [])
  const redaction = useRedaction({ reading, sent, pages, selection, box, modeNow, setMode, setTab })
  const { take, clear, readSelection } = selection
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
  const showPinned = useCallback(() => setTab('findings'), [])
  const leaveCaret = useCallback(
    (to: CaretAt | null) => {
      setCaret(to)
      if (to) goTo(to.page)
      else stage.current?.focus({ preventScroll: true })
    },
    [goTo],
  )
  const { bar, onKey } = useWordsBar({ reading, pages, selection, box, tag, redaction })
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
        {redaction.may ? <RedactBar redaction={redaction} /> : null}
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
        {readable ? (
          <OtherModes
            mode={drawn}
            box={other}
            reading={reading}
            current={current}
            jump={jump}
            pages={pages}
            finder={finder}
            redaction={redaction}
            known={known}
            onView={onView}
            onSelect={readSelection}
            onCells={selection.showFor}
            onGo={go}
          >
            {bar}
          </OtherModes>
        ) : null}
        {drawn === 'page' && readable ? (
          <Stage
            stage={stage}
            reading={reading}
            column={column}
            shown={shown}
            pages={pages}
            wordless={wordless}
            marks={marks}
            caret={caret}
            onPin={showPinned}
            onKey={onKey}
            held={tab === 'held' ? doc.quarantine : undefined}
            redaction={redaction}
            onLeave={leaveCaret}
            onSelect={readSelection}
          >
            {bar}
          </Stage>
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
        coverage={coverage}
        page={mode === 'message' ? 0 : current}
        redaction={redaction}
        onGo={go}
      />
    </div>
  )
}
