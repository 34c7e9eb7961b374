'use client'

import { zodResolver } from '@hookform/resolvers/zod'
import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { useForm } from 'react-hook-form'
import { scopes, type TokenScope } from '#lib/domain/actions'
import { newTokenSchema } from '#lib/domain/person'
import { Button } from '../../../_ui/button.tsx'
import { Field, Fieldset } from '../../../_ui/field.tsx'
import { Checkbox, TextInput } from '../../../_ui/inputs.tsx'
import { showRefusal } from '../../../_ui/show-refusal.ts'
import { ErrorBox } from '../../../_ui/states.tsx'
import { Panel } from '../../../_ui/surface.tsx'
import { makeToken } from '../actions.ts'
import { Once } from '../once.tsx'

const meaning: Record<TokenScope, string> = {
  read: 'Read what you may read',
  write: 'Add and change requests, documents and findings',
  publish: 'Publish, share and withdraw exhibits',
  admin: 'Run the instance: people and settings',
}

export function TokenForm({ admin }: { admin: boolean }) {
  const router = useRouter()
  const [made, setMade] = useState<string>()
  const defaultValues: { name: string; scopes: TokenScope[] } = { name: '', scopes: ['read'] }
  const form = useForm({ resolver: zodResolver(newTokenSchema), defaultValues })
  const { errors, isSubmitting } = form.formState
  const send = form.handleSubmit(async (given) => {
    const done = await makeToken(given)
    if (!done.ok) return showRefusal(form, done)
    setMade(done.value.token)
    form.reset()
    router.refresh()
  })
  if (made)
    return (
      <Panel title="Your new token">
        <Once text={made} done={() => setMade(undefined)}>
          Copy it now: only its hash is kept, so it cannot be shown again.
        </Once>
      </Panel>
    )
  return (
    <Panel title="New token">
      <form className="grid max-w-md gap-4" noValidate onSubmit={send}>
        {errors.root?.message ? <ErrorBox title={errors.root.message} /> : null}
        <Field label="What it is for" error={errors.name?.message}>
          <TextInput {...form.register('name')} placeholder="Nightly export to the data desk" autoComplete="off" />
        </Field>
        <Fieldset legend="It may" error={errors.scopes?.message}>
          {scopes
            .filter((scope) => scope !== 'admin' || admin)
            .map((scope) => (
              <Checkbox key={scope} {...form.register('scopes')} value={scope} label={meaning[scope]} />
            ))}
        </Fieldset>
        <Button type="submit" variant="primary" busy={isSubmitting} className="justify-self-start">
          Make token
        </Button>
      </form>
    </Panel>
  )
}
