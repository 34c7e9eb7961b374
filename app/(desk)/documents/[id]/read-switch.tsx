'use client'

import { coverageInWords, readersOf } from '#lib/domain/coverage'
import { Button } from '../../../_ui/button.tsx'
import { Switch } from '../../../_ui/inputs.tsx'
import type { Coverage } from './use-coverage.ts'

/** Who has read this page, how far everybody is, and "read to its end": what the board's "looked" rests on. */
export function ReadSwitch({ coverage, page, pages }: { coverage: Coverage; page: number; pages: number }) {
  const { read, mine, mark, markWhole } = coverage
  const readers = readersOf(read, pages).get(page) ?? []
  const own = mine.pages.has(page)
  return (
    <section className="viewer-read" aria-label="Who has read it">
      {page > 0 ? (
        <div className="flex items-center gap-2">
          <p className="text-sm">
            Page {page} {readers.length > 0 ? `read by ${list(readers)}` : 'not read yet'}
          </p>
          <Button variant="quiet" className="ml-auto" onClick={() => mark(page, !own)}>
            {own ? 'Mark page unread' : 'Mark page read'}
          </Button>
        </div>
      ) : null}
      <Switch
        label="I have read it to its end"
        checked={mine.toItsEnd}
        disabled={pages === 0}
        onChange={(event) => markWhole(event.currentTarget.checked)}
      />
      {coverageInWords(read, pages).map((words) => (
        <p key={words} className="text-xs text-muted">
          {words}
        </p>
      ))}
    </section>
  )
}

const list = (names: readonly string[]) =>
  names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`
