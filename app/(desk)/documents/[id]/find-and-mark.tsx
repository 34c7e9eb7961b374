'use client'

import { useEffect, useRef, useState, useTransition } from 'react'
import { type MarkPattern, markPatterns } from '#lib/domain/find-marks'
import { Button } from '../../../_ui/button.tsx'
import { Field } from '../../../_ui/field.tsx'
import { Select, TextArea, TextInput } from '../../../_ui/inputs.tsx'
import { addMarksAction } from './mark-actions.ts'
import { MarkStyleFields } from './mark-style-fields.tsx'
import { NamesToAdd } from './names-to-add.tsx'
import { TickHits } from './tick-hits.tsx'
import type { Redaction } from './use-redaction.ts'

const kinds: Record<MarkPattern | 'words', string> = {
  words: 'Names and words',
  email: 'E-mail addresses',
  phone: 'Telephone numbers',
  ssn: 'Social Security numbers',
  plate: 'License plates',
  dob: 'Dates of birth',
  address: 'Street addresses',
}

/** Every place of some words, or of what looks like a telephone number: looked for first, then marked as ticked. */
export function FindAndMark({
  documentId,
  redaction,
  onGo,
  onDone,
}: {
  documentId: string
  redaction: Redaction
  onGo: (page: number, part?: number) => void
  onDone: () => void
}) {
  const { reasons, add, hits, setHits } = redaction
  const [kind, setKind] = useState<MarkPattern | 'words'>('words')
  const [terms, setTerms] = useState('')
  const [pages, setPages] = useState('')
  const [style, setStyle] = useState({ ...redaction.style, wholeLine: true }) // for names; see onKind
  const [refusal, setRefusal] = useState<{ field: string; message: string } | null>(null)
  const [busy, start] = useTransition()
  const form = useRef<HTMLFormElement>(null)
  useEffect(() => form.current?.querySelector<HTMLElement>('textarea')?.focus(), [])
  useEffect(() => () => setHits(null), [setHits])

  const look = () =>
    start(async () => {
      const list = [...new Set(terms.split('\n').map((term) => term.trim()))].filter(Boolean)
      if (kind === 'words' && list.length === 0)
        return setRefusal({ field: 'find', message: 'Write a name or a word, one a line.' })
      const find = kind === 'words' ? list : { pattern: kind }
      const input = { find, reason: style.reason, dryRun: true, ...(pages.trim() ? { pages: pages.trim() } : {}) }
      const said = await addMarksAction({ documentId, input })
      setHits(said.ok ? said.value.data : null)
      setRefusal(said.ok ? null : refusalOf(said))
    })
  const changed = () => setHits(null)

  return (
    <div className="marks-doing" onKeyDown={(event) => (event.key === 'Escape' ? onDone() : undefined)} role="none">
      <form
        ref={form}
        aria-label="Find and mark"
        className="mark-form"
        onSubmit={(event) => {
          event.preventDefault()
          look()
        }}
      >
        <Field label="Look for">
          <Select
            options={(['words', ...markPatterns] as const).map((value) => ({ value, label: kinds[value] }))}
            value={kind}
            onChange={(event) => {
              const picked = (['words', ...markPatterns] as const).find((one) => one === event.currentTarget.value)
              if (picked) setKind(picked)
              setStyle({ ...style, wholeLine: picked === 'words' })
              changed()
            }}
          />
        </Field>
        {kind === 'words' ? (
          <Field
            label="Names and words, one a line"
            hint="In any case, with or without accents, also cut at the end of a line."
            error={refusal?.field === 'find' ? refusal.message : undefined}
          >
            <TextArea
              rows={3}
              value={terms}
              onChange={(event) => {
                setTerms(event.currentTarget.value)
                changed()
              }}
            />
          </Field>
        ) : null}
        {kind === 'words' ? (
          <NamesToAdd
            documentId={documentId}
            onAdd={(names) => {
              setTerms([...new Set([...terms.split('\n').filter(Boolean), ...names])].join('\n'))
              changed()
            }}
          />
        ) : null}
        <Field
          label="Pages"
          optional
          hint="Such as 1-3,7; all unless given."
          error={refusal?.field === 'pages' ? refusal.message : undefined}
        >
          <TextInput
            value={pages}
            maxLength={200}
            onChange={(event) => {
              setPages(event.currentTarget.value)
              changed()
            }}
          />
        </Field>
        <MarkStyleFields style={style} reasons={reasons} onStyle={setStyle} />
        {refusal && refusal.field === '' ? (
          <p role="alert" className="text-sm text-late">
            {refusal.message}
          </p>
        ) : null}
        <div className="flex gap-2">
          <Button type="submit" busy={busy} variant={hits ? 'plain' : 'primary'}>
            Look for them
          </Button>
          <Button variant="quiet" onClick={onDone}>
            Cancel
          </Button>
        </div>
      </form>
      {hits ? (
        <TickHits
          hits={hits}
          onGo={onGo}
          onMark={async (ticked) => {
            const made = await add(
              ticked.map(({ page, given: boxes }) => ({ page, boxes })),
              style,
            )
            if (made) onDone()
          }}
        />
      ) : null}
    </div>
  )
}

type Refused = { message: string; errors: { field: string; message: string }[] }

function refusalOf({ message, errors: [first] }: Refused) {
  const field = first?.field.split('.').find((part) => part === 'find' || part === 'pages') ?? ''
  return { field, message: first?.message ?? message }
}
