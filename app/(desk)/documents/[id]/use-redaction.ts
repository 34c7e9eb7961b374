'use client'

import { type RefObject, useCallback, useEffect, useRef, useState } from 'react'
import { wholeWords, wordsInside } from '#lib/domain/cover'
import type { MarkView, NewMark } from '#lib/domain/mark'
import { type Box, textOf } from '#lib/domain/page'
import type { Reading } from '#lib/domain/viewer'
import { toast } from '../../../_ui/toast.tsx'
import type { usePages } from './pages-of.ts'
import { selectedOnPages } from './selected-words.ts'
import type { Mode } from './toolbar.tsx'
import { useMarks } from './use-marks.ts'
import type { useSelection } from './use-selection.ts'

/** What the page sends: the codes that may be given as a reason, and the marks if redacting was asked for. */
export type RedactionSent = { reasons: string[]; marks: MarkView[] | null }
/** How the next marks are made. */
export type MarkStyle = { reason: string; exemption: string; note: string; wholeLine: boolean }
/** A form that stands above the list of marks. */
export type MarksDoing = 'find' | 'prepare' | null
type Drawing = 'off' | 'hand' | 'keys'
type Given = {
  reading: Reading
  sent: RedactionSent | null
  pages: ReturnType<typeof usePages>
  selection: ReturnType<typeof useSelection>
  box: RefObject<HTMLElement | null>
  modeNow: RefObject<Mode>
  setMode: (mode: Mode) => void
  setTab: (tab: 'redactions' | 'findings') => void
}

/** Redacting a copy: whether it is on, how it looks, and what makes marks. `may` is false for those who only read. */
export function useRedaction({ reading, sent, pages, selection, box, modeNow, setMode, setTab }: Given) {
  const { document: doc, userId } = reading
  const may = sent !== null && reading.may.redact && reading.layer === null && doc.pages > 0
  const [on, setOn] = useState(may && sent.marks !== null)
  const [preview, setPreview] = useState(false)
  const [drawing, setDrawing] = useState<Drawing>('off')
  const [doing, setDoing] = useState<MarksDoing>(null)
  const [lit, setLit] = useState<string | null>(null)
  const [hits, setHits] = useState<readonly MarkView[] | null>(null)
  const [style, setStyle] = useState<MarkStyle>({
    reason: sent?.reasons[0] ?? '',
    exemption: '',
    note: '',
    wholeLine: false,
  })
  const list = useMarks(doc.id, sent?.marks ?? null, on)
  const count = useRef(0)
  const { add: send } = list

  useEffect(() => {
    if (new URLSearchParams(location.search).has('redact') === on) return
    const query = new URLSearchParams(location.search)
    if (on) query.set('redact', '1')
    else query.delete('redact')
    history.replaceState(null, '', `${location.pathname}${query.size > 0 ? `?${query}` : ''}${location.hash}`)
  }, [on])

  // marks are made on the pages, or in their text: not in the message or the grid
  const begin = useCallback(
    (draw = false) => {
      setOn(true)
      setTab('redactions')
      if (draw || modeNow.current === 'message' || modeNow.current === 'grid') setMode('page')
    },
    [modeNow, setMode, setTab],
  )
  const end = useCallback(() => {
    setOn(false)
    setDrawing('off')
    setPreview(false)
    setDoing(null)
    setHits(null)
    setTab('findings')
  }, [setTab])
  const draw = useCallback(
    (how: Drawing) => {
      setDrawing(how)
      if (how === 'off') return
      setPreview(false)
      begin(true)
    },
    [begin],
  )

  /** Boxes on pages → marks with this style, shown at once. */
  const add = useCallback(
    async (places: readonly { page: number; boxes: Box[] }[], own?: MarkStyle) => {
      const { reason, exemption, note, wholeLine } = own ?? style
      const wanted: NewMark[] = places.map(({ page, boxes }) => ({
        ...{ page, boxes, reason },
        ...(exemption.trim() ? { exemption: exemption.trim() } : {}),
        ...(note.trim() ? { note: note.trim() } : {}),
        ...(wholeLine ? { wholeLine } : {}),
      }))
      const shown = places.map(({ page, boxes }) => {
        const text = pages.get(page)
        const words = text && text !== 'none' ? text.words : []
        const meant = wholeWords(words, boxes)
        return {
          ...{ key: `new ${++count.current}`, id: null, documentId: doc.id, page, reason },
          ...{ exemption: exemption || null, note: note || null, marked: false, elsewhere: [], staysElsewhere: null },
          ...{ given: boxes, wholeLine },
          boxes: wholeLine ? wholeWords(words, boxes, { wholeLine }) : meant,
          words: textOf(wordsInside(words, meant)),
          ...{ context: '', createdBy: userId ?? '', author: 'you', createdAt: '', version: 1 },
        }
      })
      const made = await send(wanted, shown)
      if (!made) return false
      const skipped = wanted.length - made.length
      if (made.length === 0) toast(wanted.length === 1 ? 'This is marked already.' : 'All of these are marked already.')
      else if (wanted.length > 1 || skipped > 0) toast(`${made.length} ${made.length === 1 ? 'mark' : 'marks'} made.`)
      setLit(made.length === 1 ? (made[0]?.id ?? null) : null)
      return true
    },
    [style, pages, doc.id, userId, send],
  )

  const { take } = selection
  /** What is selected, on every page that it touches. */
  const markSelection = useCallback(() => {
    if (!may) return
    const all = box.current ? selectedOnPages(box.current, pages) : []
    const own = all.length > 0 ? all : [take()?.words].filter((one) => one !== undefined)
    if (own.length === 0) return
    begin()
    getSelection()?.collapseToEnd() // a text caret stays where it is
    add(own.map(({ page, boxes }) => ({ page, boxes })))
  }, [may, box, pages, take, add, begin])

  return {
    ...{ may, on, begin, end, preview, setPreview, drawing, draw, lit, setLit, style, setStyle, add, markSelection },
    ...{ doing, setDoing, hits, setHits },
    reasons: sent?.reasons ?? [],
    list,
  }
}
export type Redaction = ReturnType<typeof useRedaction>
