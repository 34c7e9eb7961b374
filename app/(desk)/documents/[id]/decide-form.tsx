'use client'

import { useState, useTransition } from 'react'
import type { Decision, Quarantine } from '#lib/domain/quarantine'
import { Button } from '../../../_ui/button.tsx'
import { Field, Fieldset } from '../../../_ui/field.tsx'
import { Radio, TextArea } from '../../../_ui/inputs.tsx'
import { toast } from '../../../_ui/toast.tsx'
import { decideQuarantineAction } from './held-actions.ts'

const choices: Record<Decision, { label: string; hint: string }> = {
  keep: {
    label: 'Keep them back',
    hint: 'They stay out for good. The original keeps them: whoever gets that file gets them too.',
  },
  release: {
    label: 'Release them to the team',
    hint: 'They stand in the text of their pages and can be found and quoted by every member. No exhibit shows them.',
  },
}

/** What becomes of held words, and why; decided, the other way stays open. */
export function DecideForm({ held, onDecided }: { held: Quarantine; onDecided: () => void }) {
  const open = (['keep', 'release'] as const).filter((one) => one !== held.decision)
  const [decision, setDecision] = useState<Decision | null>(open.length === 1 ? (open[0] ?? null) : null)
  const [reason, setReason] = useState('')
  const [said, setSaid] = useState<{ field: 'decision' | 'reason' | ''; message: string }>({ field: '', message: '' })
  const [busy, start] = useTransition()
  const save = () => {
    if (!decision) return setSaid({ field: 'decision', message: 'Say which.' })
    if (!reason.trim()) return setSaid({ field: 'reason', message: 'Say why.' })
    start(async () => {
      const answer = await decideQuarantineAction({ id: held.documentId, decision, reason })
      if (!answer.ok) return setSaid({ field: '', message: answer.message })
      setSaid({ field: '', message: '' })
      toast(decision === 'keep' ? 'The words are kept back.' : 'The words stand in the text now.')
      onDecided()
    })
  }
  return (
    <form
      className="held-decide"
      onSubmit={(event) => {
        event.preventDefault()
        save()
      }}
    >
      <Fieldset
        legend={held.decision ? 'Decide otherwise' : 'Decide'}
        error={said.field === 'decision' ? said.message : null}
      >
        {open.map((one) => (
          <Radio
            key={one}
            name="decision"
            value={one}
            checked={decision === one}
            onChange={() => setDecision(one)}
            {...choices[one]}
          />
        ))}
      </Fieldset>
      <Field
        label="Why"
        hint="Stands in the audit with your name."
        error={said.field === 'reason' ? said.message : null}
        required
      >
        <TextArea rows={2} maxLength={1000} value={reason} onChange={(event) => setReason(event.currentTarget.value)} />
      </Field>
      {said.field === '' && said.message ? (
        <p role="alert" className="text-sm text-late">
          {said.message}
        </p>
      ) : null}
      <Button type="submit" variant={held.decision ? 'plain' : 'primary'} busy={busy}>
        Save the decision
      </Button>
    </form>
  )
}
