'use client'

import Pencil from 'lucide-react/icons/pencil-line'
import Trash from 'lucide-react/icons/trash-2'
import { memo, useState, useTransition } from 'react'
import { Button, IconButton } from '../../../_ui/button.tsx'
import { Field } from '../../../_ui/field.tsx'
import { Checkbox, Select, TextInput } from '../../../_ui/inputs.tsx'
import { ElsewhereWarning } from './elsewhere-warning.tsx'
import { reasonInWords, type ShownMark } from './mark-order.ts'
import type { Redaction } from './use-redaction.ts'

type Props = { mark: ShownMark; redaction: Redaction; current: boolean; onShow: () => void }

/** One mark: what it takes out and why, to go to, to change, to take off again. */
export const MarkRow = memo(function MarkRow({ mark, redaction, current, onShow }: Props) {
  const { list } = redaction
  const [editing, setEditing] = useState(false)
  const said = [
    `p. ${mark.page}`,
    mark.wholeLine && 'whole line',
    mark.exemption,
    mark.note,
    mark.author && `by ${mark.author}`,
  ]
  const name = mark.words ? `“${mark.words.slice(0, 60)}”` : `area on page ${mark.page}`
  return (
    <li className="mark-row" data-mark={mark.key} aria-current={current ? 'true' : undefined}>
      <span className="mark-n">{mark.n}</span>
      <button type="button" className="mark-words" onClick={onShow}>
        {mark.words ? <b>{mark.words}</b> : <i>An area without words</i>}
        <span>{said.filter(Boolean).join(' · ')}</span>
      </button>
      {mark.id === null ? (
        <span className="text-xs text-muted">Saving …</span>
      ) : (
        <span className="mark-do">
          <IconButton
            label={`Change mark ${mark.n}, ${name}`}
            aria-expanded={editing}
            onClick={() => setEditing(!editing)}
          >
            <Pencil />
          </IconButton>
          <IconButton label={`Remove mark ${mark.n}, ${name}`} onClick={() => list.remove(mark)}>
            <Trash />
          </IconButton>
        </span>
      )}
      {editing ? <EditMarkForm mark={mark} redaction={redaction} onDone={() => setEditing(false)} /> : null}
      {mark.id !== null && mark.elsewhere.length > 0 ? <ElsewhereWarning mark={mark} redaction={redaction} /> : null}
    </li>
  )
})

function EditMarkForm({ mark, redaction, onDone }: { mark: ShownMark; redaction: Redaction; onDone: () => void }) {
  const [reason, setReason] = useState(mark.reason)
  const [exemption, setExemption] = useState(mark.exemption ?? '')
  const [note, setNote] = useState(mark.note ?? '')
  const [wholeLine, setWholeLine] = useState(mark.wholeLine)
  const [refusal, setRefusal] = useState('')
  const [busy, start] = useTransition()
  const choices = [...new Set([...redaction.reasons, mark.reason])]
  return (
    <form
      className="mark-form"
      aria-label={`Change mark ${mark.n}`}
      onSubmit={(event) => {
        event.preventDefault()
        start(async () => {
          const change = {
            ...(reason === mark.reason ? {} : { reason }),
            ...(wholeLine === mark.wholeLine ? {} : { wholeLine }),
            exemption: exemption.trim() || null,
            note: note.trim() || null,
          }
          const refused = await redaction.list.edit(mark.id ?? '', change)
          if (refused) setRefusal(refused)
          else onDone()
        })
      }}
      onKeyDown={(event) => (event.key === 'Escape' ? onDone() : undefined)}
    >
      <Field label="Reason" error={refusal}>
        <Select
          autoFocus
          options={choices.map((value) => ({ value, label: reasonInWords(value) }))}
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
      </Field>
      <Checkbox
        label="Whole line"
        checked={wholeLine}
        onChange={(event) => setWholeLine(event.currentTarget.checked)}
      />
      <Field label="Exemption" optional>
        <TextInput maxLength={200} value={exemption} onChange={(event) => setExemption(event.currentTarget.value)} />
      </Field>
      <Field label="Note" optional>
        <TextInput maxLength={1000} value={note} onChange={(event) => setNote(event.currentTarget.value)} />
      </Field>
      <div className="flex gap-2">
        <Button type="submit" busy={busy}>
          Save
        </Button>
        <Button variant="quiet" onClick={onDone}>
          Cancel
        </Button>
      </div>
    </form>
  )
}
