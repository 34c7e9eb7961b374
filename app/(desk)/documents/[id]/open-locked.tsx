'use client'

import { useRouter } from 'next/navigation'
import { useState, useTransition } from 'react'
import { Button } from '../../../_ui/button.tsx'
import { Field } from '../../../_ui/field.tsx'
import { TextInput } from '../../../_ui/inputs.tsx'
import { retryDocumentAction } from '../actions.ts'

/** Asks for the password of a locked file, or of what is locked in it, and reads it again with that. */
export function OpenLocked({ id }: { id: string }) {
  const [password, setPassword] = useState('')
  const [refusal, setRefusal] = useState('')
  const [busy, start] = useTransition()
  const router = useRouter()
  const open = () =>
    start(async () => {
      const result = await retryDocumentAction({ id, password })
      setRefusal(result.ok ? '' : result.message)
      router.refresh()
    })
  return (
    <form
      className="mt-4 flex items-end gap-2"
      onSubmit={(event) => {
        event.preventDefault()
        open()
      }}
    >
      <Field label="Password of the file" error={refusal || undefined}>
        <TextInput
          type="password"
          autoComplete="off"
          value={password}
          onChange={(event) => setPassword(event.currentTarget.value)}
          required
        />
      </Field>
      <Button type="submit" variant="primary" busy={busy}>
        Open it
      </Button>
    </form>
  )
}
