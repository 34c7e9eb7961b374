import type { ComponentProps, ReactNode, RefObject } from 'react'
import { wordlessInWords } from '#lib/domain/document-words'
import type { Reading } from '#lib/domain/viewer'
import { Grid } from './grid.tsx'
import { MailView } from './mail-view.tsx'
import { TablePages } from './table-pages.tsx'
import { TextPages } from './text-pages.tsx'
import type { Mode } from './toolbar.tsx'
import type { useFind } from './use-find.ts'

type Props = {
  mode: Mode
  box: RefObject<HTMLElement | null>
  reading: Reading
  current: number
  finder: ReturnType<typeof useFind>
  known: Pick<ComponentProps<typeof Grid>, 'findings' | 'hits' | 'readers'>
  onCells: ComponentProps<typeof TablePages>['onSelect']
  onGo: ComponentProps<typeof Grid>['onGo']
  children: ReactNode
} & Pick<ComponentProps<typeof TextPages>, 'jump' | 'pages' | 'redaction' | 'onView' | 'onSelect'>

/** A document as anything but its pictures: as a message, as tables, as text, as a grid of small pages. */
export function OtherModes({ mode, box, reading, current, finder, known, children, ...more }: Props) {
  const { jump, pages, redaction, onView, onSelect, onCells, onGo } = more
  return (
    <>
      {mode === 'message' ? <MailView reading={reading} q={finder.q} /> : null}
      {mode === 'table' ? (
        <TablePages
          box={box}
          reading={reading}
          from={current}
          jump={jump}
          pages={pages}
          hits={finder.found.hits}
          redaction={redaction}
          onView={onView}
          onSelect={onCells}
        >
          {children}
        </TablePages>
      ) : null}
      {mode === 'text' ? (
        <TextPages
          box={box}
          of={reading.document.pages}
          from={current}
          jump={jump}
          hits={reading.layer === null ? finder.found.hits : none}
          now={finder.now}
          pages={pages}
          wordless={wordlessInWords(reading.document)}
          redaction={redaction}
          onView={onView}
          onSelect={onSelect}
        >
          {children}
        </TextPages>
      ) : null}
      {mode === 'grid' ? (
        <Grid
          documentId={reading.document.id}
          pages={reading.document.pages}
          current={current}
          onGo={onGo}
          {...known}
        />
      ) : null}
    </>
  )
}

const none: never[] = []
