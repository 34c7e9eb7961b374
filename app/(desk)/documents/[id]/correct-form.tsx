'use client'

import { useState, useTransition } from 'react'
import { Button } from '../../../_ui/button.tsx'
import { toast } from '../../../_ui/toast.tsx'
import { correctPageAction } from '../actions.ts'
import type { SelectedWords } from './selected-words.ts'

/** The selected words as they should read. What was read before is kept beside it. */
export function CorrectForm({
  documentId,
  words,
  left,
  top,
  onDone,
}: {
  documentId: string
  words: SelectedWords
  left: number
  top: number
  onDone: (saved: boolean) => void
}) {
  const [text, setText] = useState(words.quote)
  const [refusal, setRefusal] = useState('')
  const [busy, start] = useTransition()
  const save = () =>
    start(async () => {
      const { page, from, to } = words
      const said = await correctPageAction({ id: documentId, page, words: [from, to], text: text.trim() })
      if (!said.ok) return setRefusal(said.message)
      toast('Corrected. What was read before is kept.')
      onDone(true)
    })
  return (
    <form
      className="correct-form no-print"
      aria-label="Correct text"
      style={{ left, top }}
      onSubmit={(event) => {
        event.preventDefault()
        if (text.trim() && text.trim() !== words.quote) save()
        else onDone(false)
      }}
      onKeyDown={(event) => {
        event.stopPropagation()
        if (event.key === 'Escape') onDone(false)
        if (event.key !== 'Enter' || event.shiftKey) return
        event.preventDefault()
        event.currentTarget.requestSubmit()
      }}
    >
      <label>
        <span>What stands on the page</span>
        <textarea
          className="input"
          rows={Math.min(6, Math.ceil(words.quote.length / 60) + 1)}
          maxLength={5_000}
          value={text}
          // biome-ignore lint/a11y/noAutofocus: it opens because somebody asked for it, and is closed with Escape
          autoFocus
          onFocus={(event) => event.currentTarget.select()}
          onChange={(event) => setText(event.currentTarget.value)}
        />
      </label>
      {refusal ? (
        <p role="alert" className="text-sm text-late">
          {refusal}
        </p>
      ) : null}
      <div className="flex gap-2">
        <Button type="submit" variant="primary" busy={busy}>
          Save
        </Button>
        <Button variant="quiet" onClick={() => onDone(false)}>
          Cancel
        </Button>
      </div>
    </form>
  )
}
