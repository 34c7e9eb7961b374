'use client'

import { useRouter } from 'next/navigation'
import { useState, useTransition } from 'react'
import type { ExhibitNoteView } from '#lib/domain/exhibit-note'
import { Button } from '../../../../_ui/button'
import { Field } from '../../../../_ui/field'
import { Select, TextArea, TextInput } from '../../../../_ui/inputs'
import { Panel } from '../../../../_ui/surface'
import { toast } from '../../../../_ui/toast'
import { addNote, removeNote } from '../../actions'

export type NotePlace = { findingId?: string; page?: number; label: string }

/** The numbered notes that readers see beside the pages; one on a finding stands where its passage stands. */
export function NotesPanel({
  id,
  notes,
  places,
  mayEdit,
}: {
  id: string
  notes: readonly ExhibitNoteView[]
  places: readonly NotePlace[]
  mayEdit: boolean
}) {
  const router = useRouter()
  const [adding, setAdding] = useState(false)
  const [busy, start] = useTransition()
  if (notes.length === 0 && !mayEdit) return null
  const remove = (note: ExhibitNoteView) =>
    start(async () => {
      const result = await removeNote({ id, noteId: note.id })
      if (!result.ok) return void toast(result.message, { error: true })
      toast(`Note ${note.number} is removed.`)
      router.refresh()
    })
  return (
    <Panel title="Notes for readers" meta={notes.length > 0 ? notes.length : undefined} flush>
      <ol className="review-notes">
        {notes.map((note) => (
          <li key={note.id}>
            <span className="text-muted">{note.number}</span>
            <span className="min-w-0">
              {note.title ? <b>{note.title} </b> : null}
              {note.text}
              <span className="task-small">
                p. {note.page}
                {note.quote ? `: “${note.quote.slice(0, 120)}”` : ''}
              </span>
            </span>
            {mayEdit ? (
              <Button
                variant="quiet"
                busy={busy}
                onClick={() => remove(note)}
                aria-label={`Remove note ${note.number}`}
              >
                Remove
              </Button>
            ) : null}
          </li>
        ))}
      </ol>
      {mayEdit ? (
        <div className="border-t border-rule p-3">
          {adding ? (
            <NewNote id={id} places={places} onDone={() => setAdding(false)} />
          ) : (
            <Button onClick={() => setAdding(true)}>Add a note</Button>
          )}
        </div>
      ) : null}
    </Panel>
  )
}

function NewNote({ id, places, onDone }: { id: string; places: readonly NotePlace[]; onDone: () => void }) {
  const router = useRouter()
  const [at, setAt] = useState(0)
  const [title, setTitle] = useState('')
  const [text, setText] = useState('')
  const [errors, setErrors] = useState<Record<string, string>>({})
  const [busy, start] = useTransition()
  const add = () =>
    start(async () => {
      const { label: _, ...place } = places[at] ?? { label: '', page: 1 }
      const result = await addNote({ id, ...place, text, ...(title.trim() ? { title } : {}) })
      if (!result.ok) {
        const known = result.errors.map(({ field, message }) => [field, message])
        return setErrors(known.length > 0 ? Object.fromEntries(known) : { text: result.message })
      }
      toast('Readers see it beside the page.')
      onDone()
      router.refresh()
    })
  return (
    <form
      className="grid gap-2"
      aria-label="New note"
      onSubmit={(event) => {
        event.preventDefault()
        add()
      }}
      onKeyDown={(event) => (event.key === 'Escape' ? onDone() : undefined)}
    >
      <Field label="Beside" error={errors.page ?? errors.findingId}>
        <Select
          options={places.map(({ label }, i) => ({ value: String(i), label }))}
          value={String(at)}
          onChange={(event) => setAt(Number(event.currentTarget.value))}
        />
      </Field>
      <Field label="Heading" error={errors.title} optional>
        <TextInput maxLength={120} value={title} onChange={(event) => setTitle(event.currentTarget.value)} />
      </Field>
      <Field label="Note" hint="Everybody reads it." error={errors.text} required>
        <TextArea rows={3} maxLength={2000} value={text} onChange={(event) => setText(event.currentTarget.value)} />
      </Field>
      <div className="flex gap-2">
        <Button type="submit" busy={busy}>
          Add note
        </Button>
        <Button variant="quiet" onClick={onDone}>
          Cancel
        </Button>
      </div>
    </form>
  )
}
