'use client'

import { useRouter } from 'next/navigation'
import { useState, useTransition } from 'react'
import type { InvestigationView } from '#lib/domain/investigation'
import { Button } from '../../../_ui/button'
import { Field } from '../../../_ui/field'
import { TextArea } from '../../../_ui/inputs'
import { Panel } from '../../../_ui/surface'
import { toast } from '../../../_ui/toast'
import { saveInvestigation } from '../actions'

const inWords = (code: string) => code.replaceAll('_', ' ')

/** Why something may be taken out of an exhibit: the list that every mark chooses from; an owner changes it. */
export function ReasonsPanel({ investigation, may }: { investigation: InvestigationView; may: boolean }) {
  const router = useRouter()
  const { id, reasons, version } = investigation
  const [open, setOpen] = useState(false)
  const [text, setText] = useState('')
  const [error, setError] = useState('')
  const [busy, start] = useTransition()
  const save = () =>
    start(async () => {
      const codes = text.split('\n').map((line) => line.trim().toLowerCase().replace(/\s+/g, '_'))
      const result = await saveInvestigation({ id, version, reasons: [...new Set(codes)].filter(Boolean) })
      if (!result.ok) return setError(result.errors[0]?.message ?? result.message)
      toast('Saved.')
      setOpen(false)
      router.refresh()
    })
  return (
    <Panel title="Reasons to redact">
      {open ? (
        <form
          className="grid gap-3"
          onSubmit={(event) => {
            event.preventDefault()
            save()
          }}
        >
          <Field
            label="Reasons, one a line"
            hint="Short words that readers see on the black boxes. Marks keep the reason they have."
            error={error}
          >
            <TextArea autoFocus rows={8} value={text} onChange={(event) => setText(event.currentTarget.value)} />
          </Field>
          <div className="flex gap-2">
            <Button type="submit" busy={busy}>
              Save
            </Button>
            <Button variant="quiet" onClick={() => setOpen(false)}>
              Cancel
            </Button>
          </div>
        </form>
      ) : (
        <div className="grid justify-items-start gap-3">
          <p>{reasons.map(inWords).join(', ')}</p>
          {may ? (
            <Button
              onClick={() => {
                setText(reasons.map(inWords).join('\n'))
                setError('')
                setOpen(true)
              }}
            >
              Edit reasons
            </Button>
          ) : null}
        </div>
      )}
    </Panel>
  )
}
