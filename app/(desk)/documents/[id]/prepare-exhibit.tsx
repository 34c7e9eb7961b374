'use client'

import { useState, useTransition } from 'react'
import { readRanges } from '#lib/domain/page-ranges'
import { saysTaken } from '#lib/domain/says-taken'
import type { Reading } from '#lib/domain/viewer'
import { Button } from '../../../_ui/button.tsx'
import { Field } from '../../../_ui/field.tsx'
import { Checkbox, Select, TextInput } from '../../../_ui/inputs.tsx'
import { prepareExhibitAction } from './mark-actions.ts'
import type { ShownMark } from './mark-order.ts'
import { useExhibits } from './use-exhibits.ts'

/** A redacted copy is made of these pages with these marks, and attacked before anybody may publish it. */
export function PrepareExhibit({
  reading,
  marks,
  open,
  onDone,
}: {
  reading: Reading
  marks: readonly ShownMark[]
  /** Marks whose words still stand elsewhere. */
  open: number
  onDone: () => void
}) {
  const { document: doc } = reading
  const own = doc.name.replace(/\.[a-z0-9]{2,5}$/i, '')
  const [title, setTitle] = useState(own)
  const [pages, setPages] = useState('')
  const [label, setLabel] = useState('')
  const [replaces, setReplaces] = useState('')
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set())
  const [errors, setErrors] = useState<Record<string, string>>({})
  const [busy, start] = useTransition()
  const before = useExhibits(doc.id)
  const chosen = readRanges(pages.trim() || `1-${doc.pages}`, doc.pages)
  const within = marks.filter(({ id, page }) => id !== null && typeof chosen !== 'string' && chosen.includes(page))
  const applied = within.filter(({ id }) => id !== null && !left.has(id)).length
  const given = within.map(({ words, staysElsewhere }) => ({ words, staysElsewhere: staysElsewhere !== null }))
  const told = saysTaken({ marks: given }, title)
  /** The next version begins as the one before it is; a new exhibit as it did. */
  const follow = (id: string) => {
    const last = before.find((one) => one.id === id)
    setReplaces(id)
    setTitle(last?.title ?? own)
    setLabel(last?.label ?? '')
    setPages(last && last.pages < doc.pages ? last.sourcePages.replaceAll('–', '-') : '')
  }
  const prepare = () =>
    start(async () => {
      const leaveOut = [...left].filter((id) => marks.some((mark) => mark.id === id))
      const input = {
        title: title.trim(),
        ...(pages.trim() ? { pages: pages.trim() } : {}),
        ...(label.trim() ? { label: label.trim() } : {}),
        ...(leaveOut.length > 0 ? { leaveOut } : {}),
        ...(replaces ? { replaces } : {}),
      }
      const said = await prepareExhibitAction({ documentId: doc.id, input })
      // not the router's: what the reader writes into the address meanwhile would take it back
      if (said.ok) return location.assign(`/exhibits/review/${said.value.id}`)
      const known = said.errors.map(({ field, message }) => [field.split('.').at(-1) ?? '', message])
      setErrors(known.length > 0 ? Object.fromEntries(known) : { title: said.message })
    })
  return (
    <form
      className="mark-form marks-doing"
      aria-label="Prepare exhibit"
      onSubmit={(event) => {
        event.preventDefault()
        prepare()
      }}
      onKeyDown={(event) => (event.key === 'Escape' ? onDone() : undefined)}
    >
      {before.length > 0 ? (
        <Field label="Makes" hint={replaces ? 'Once it is published it takes the place of the one before.' : undefined}>
          <Select
            options={[
              { value: '', label: 'A new exhibit' },
              ...before.map(({ id, number, version, title }) => ({
                value: id,
                label: `Version ${version + 1} of ${number}, ${title}`,
              })),
            ]}
            value={replaces}
            onChange={(event) => follow(event.currentTarget.value)}
          />
        </Field>
      ) : null}
      <Field label="Title" error={errors.title} hint="Readers see it. The file’s own name stays here.">
        <TextInput autoFocus maxLength={200} value={title} onChange={(event) => setTitle(event.currentTarget.value)} />
      </Field>
      {told ? (
        <p className="marks-open">
          This title says words that a mark takes out. Readers would see them: the copy fails its checks with it.
        </p>
      ) : null}
      <Field label="Pages" optional hint={`Such as 1-3,7; all ${doc.pages} unless given.`} error={errors.pages}>
        <TextInput maxLength={2000} value={pages} onChange={(event) => setPages(event.currentTarget.value)} />
      </Field>
      <Field label="For whom" optional hint="Such as public, or counsel. Shown to the team." error={errors.label}>
        <TextInput maxLength={80} value={label} onChange={(event) => setLabel(event.currentTarget.value)} />
      </Field>
      {within.length > 0 ? (
        <details className="marks-more">
          <summary>
            {applied} of {within.length} {within.length === 1 ? 'mark' : 'marks'} applied
          </summary>
          <ul className="grid gap-1">
            {within.map((mark) => (
              <li key={mark.key}>
                <Checkbox
                  label={`${mark.n} ${mark.words.slice(0, 80) || 'area'}, p. ${mark.page}`}
                  checked={!left.has(mark.id ?? '')}
                  onChange={(event) => {
                    const next = new Set(left)
                    if (event.currentTarget.checked) next.delete(mark.id ?? '')
                    else next.add(mark.id ?? '')
                    setLeft(next)
                  }}
                />
              </li>
            ))}
          </ul>
        </details>
      ) : (
        <p className="text-sm text-muted">
          {typeof chosen === 'string' ? chosen : 'No marks on these pages: the copy shows all that stands there.'}
        </p>
      )}
      {open > 0 ? (
        <p className="marks-open">
          {open === 1 ? 'One mark has' : `${open} marks have`} words that still stand elsewhere. What comes out in the
          copy fails its checks.
        </p>
      ) : null}
      <div className="flex gap-2">
        <Button type="submit" variant="primary" busy={busy}>
          Make the copy
        </Button>
        <Button variant="quiet" onClick={onDone}>
          Cancel
        </Button>
      </div>
    </form>
  )
}
