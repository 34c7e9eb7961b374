'use client'

import { useEffect, useRef } from 'react'
import type { Reading } from '#lib/domain/viewer'
import { Button } from '../../../_ui/button.tsx'
import { FindAndMark } from './find-and-mark.tsx'
import { byReason, isOpen, reasonInWords } from './mark-order.ts'
import { MarkRow } from './mark-row.tsx'
import { MarkStyleFields } from './mark-style-fields.tsx'
import { PrepareExhibit } from './prepare-exhibit.tsx'
import type { Redaction } from './use-redaction.ts'

/** The marks of this document by reason, what is still open about each, and the ways to make more and to go on. */
export function MarksPanel({
  reading,
  redaction,
  onGo,
}: {
  reading: Reading
  redaction: Redaction
  onGo: (page: number, part?: number) => void
}) {
  const { list, reasons, style, setStyle, lit, setLit, doing, setDoing: onDoing } = redaction
  const { marks, known, trouble } = list
  const open = marks.filter(isOpen).length
  const box = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (lit) box.current?.querySelector(`[data-mark="${lit}"]`)?.scrollIntoView({ block: 'nearest' })
  }, [lit])
  const done = () => {
    onDoing(null)
    box.current?.querySelector<HTMLElement>('.marks-head button')?.focus() // else the keys are nowhere
  }
  return (
    <div className="viewer-pad marks-panel" ref={box}>
      <div className="marks-head">
        <h2>
          Marks <span className="count">{marks.length}</span>
        </h2>
        <Button aria-expanded={doing === 'find'} onClick={() => onDoing(doing === 'find' ? null : 'find')}>
          Find and mark
        </Button>
        <Button
          variant="primary"
          aria-expanded={doing === 'prepare'}
          onClick={() => onDoing(doing === 'prepare' ? null : 'prepare')}
        >
          Prepare exhibit
        </Button>
      </div>
      {doing === 'find' ? (
        <FindAndMark documentId={reading.document.id} redaction={redaction} onGo={onGo} onDone={done} />
      ) : null}
      {doing === 'prepare' ? (
        <PrepareExhibit reading={reading} marks={marks} open={open} onDone={() => onDoing(null)} />
      ) : null}
      {doing === null ? (
        <fieldset className="marks-style">
          <legend className="sr-only">How the next marks are made</legend>
          <MarkStyleFields style={style} reasons={reasons} onStyle={setStyle} />
        </fieldset>
      ) : null}
      {trouble ? (
        <p role="alert" className="text-sm text-late">
          {trouble}
        </p>
      ) : null}
      {known && marks.length === 0 ? (
        <p className="py-3 text-sm text-muted">
          Nothing is marked yet. Select words and press <kbd>b</kbd>, draw a box (<kbd>d</kbd>: with the keys), or find
          and mark every place of a name or number.
        </p>
      ) : null}
      {known || marks.length > 0 || trouble ? null : <p className="py-3 text-sm text-muted">Reading the marks …</p>}
      <p className="sr-only" role="status">
        {known ? `${marks.length} ${marks.length === 1 ? 'mark' : 'marks'}` : ''}
      </p>
      {open > 0 ? (
        <p className="marks-open">
          {open === 1 ? 'The words of one mark' : `The words of ${open} marks`} still stand elsewhere. Mark those too,
          or say why they may stay: the exhibit is refused otherwise if they come out in it.
        </p>
      ) : null}
      {byReason(marks).map((group) => (
        <section key={group.reason} className="marks-group" aria-label={reasonInWords(group.reason)}>
          <h3>
            {reasonInWords(group.reason)} <span className="count">{group.marks.length}</span>
          </h3>
          <ul>
            {group.marks.map((mark) => (
              <MarkRow
                key={mark.key}
                mark={mark}
                redaction={redaction}
                current={mark.id !== null && mark.id === lit}
                onShow={() => {
                  setLit(mark.id)
                  onGo(mark.page, mark.boxes[0]?.[1])
                }}
              />
            ))}
          </ul>
        </section>
      ))}
    </div>
  )
}
