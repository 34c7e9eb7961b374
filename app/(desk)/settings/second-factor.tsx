'use client'

import { zodResolver } from '@hookform/resolvers/zod'
import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { useForm } from 'react-hook-form'
import { confirmSecondFactorSchema, offerSecondFactorSchema } from '#lib/domain/person'
import { Button } from '../../_ui/button.tsx'
import { CopyButton } from '../../_ui/copy-button.tsx'
import { Field } from '../../_ui/field.tsx'
import { TextInput } from '../../_ui/inputs.tsx'
import { showRefusal } from '../../_ui/show-refusal.ts'
import { Notice } from '../../_ui/states.tsx'
import { changeFactor } from './actions.ts'

type Offer = { secret: string; uri: string }

/** A code from an authenticator app beside the password: offered, confirmed by a first code, or taken away. */
export function SecondFactor({ on, codesLeft, hasPassword }: { on: boolean; codesLeft: number; hasPassword: boolean }) {
  const router = useRouter()
  const [offer, setOffer] = useState<Offer>()
  const [codes, setCodes] = useState<string[]>()
  const [asking, setAsking] = useState(false)

  if (codes)
    return (
      <RecoveryCodes
        codes={codes}
        done={() => {
          setCodes(undefined)
          router.refresh()
        }}
      />
    )
  if (offer)
    return (
      <Confirm
        offer={offer}
        cancel={() => setOffer(undefined)}
        confirmed={(made) => {
          setOffer(undefined)
          setCodes(made)
        }}
      />
    )
  return (
    <div className="grid gap-3">
      <p>
        {on
          ? `On. Signing in asks for a code of your authenticator app; ${codesLeft} of 10 recovery codes are left.`
          : 'Off. With it, a stolen password alone opens nothing: signing in also asks for a code of an app on your phone.'}
      </p>
      {asking ? (
        <AskPassword
          step={on ? 'remove' : 'offer'}
          cancel={() => setAsking(false)}
          done={(made) => {
            setAsking(false)
            if (made) setOffer(made)
            else router.refresh()
          }}
        />
      ) : (
        <Button onClick={() => setAsking(true)} disabled={!hasPassword} className="justify-self-start">
          {on ? 'Turn off' : 'Turn on'}
        </Button>
      )}
    </div>
  )
}

function AskPassword({
  step,
  cancel,
  done,
}: {
  step: 'offer' | 'remove'
  cancel: () => void
  done: (offer?: Offer) => void
}) {
  const form = useForm({ resolver: zodResolver(offerSecondFactorSchema), defaultValues: { password: '' } })
  const { errors, isSubmitting } = form.formState
  const send = form.handleSubmit(async ({ password }) => {
    const answer = await changeFactor({ step, password })
    if (!answer.ok) return showRefusal(form, answer)
    const { secret, uri } = answer.value
    done(secret && uri ? { secret, uri } : undefined)
  })
  return (
    <form className="flex max-w-md flex-wrap items-end gap-2" noValidate onSubmit={send}>
      <Field label="Your password" error={errors.password?.message ?? errors.root?.message} className="min-w-0 flex-1">
        <TextInput {...form.register('password')} type="password" autoComplete="current-password" autoFocus />
      </Field>
      <Button type="submit" variant={step === 'remove' ? 'danger' : 'primary'} busy={isSubmitting}>
        {step === 'remove' ? 'Turn off' : 'Go on'}
      </Button>
      <Button variant="quiet" onClick={cancel}>
        Cancel
      </Button>
    </form>
  )
}

function Confirm({
  offer,
  cancel,
  confirmed,
}: {
  offer: Offer
  cancel: () => void
  confirmed: (codes: string[]) => void
}) {
  const form = useForm({ resolver: zodResolver(confirmSecondFactorSchema), defaultValues: { code: '' } })
  const { errors, isSubmitting } = form.formState
  const send = form.handleSubmit(async ({ code }) => {
    const answer = await changeFactor({ step: 'confirm', code })
    if (!answer.ok) return showRefusal(form, answer)
    confirmed(answer.value.recoveryCodes ?? [])
  })
  return (
    <form className="grid max-w-md gap-4" noValidate onSubmit={send}>
      <div className="grid gap-2">
        <p>
          1. Add an account to your authenticator app: <a href={offer.uri}>open it on this device</a>, or type this key.
        </p>
        <p className="rounded border border-rule bg-sunk px-3 py-2 font-mono text-sm break-all select-all">
          {(offer.secret.match(/.{1,4}/g) ?? []).join(' ')}
        </p>
        <CopyButton text={offer.secret} className="justify-self-start">
          Copy key
        </CopyButton>
      </div>
      <Field label="2. The six digits it shows now" error={errors.code?.message ?? errors.root?.message}>
        <TextInput {...form.register('code')} inputMode="numeric" autoComplete="one-time-code" className="max-w-32" />
      </Field>
      <div className="flex gap-2">
        <Button type="submit" variant="primary" busy={isSubmitting}>
          Turn on
        </Button>
        <Button variant="quiet" onClick={cancel}>
          Cancel
        </Button>
      </div>
    </form>
  )
}

function RecoveryCodes({ codes, done }: { codes: string[]; done: () => void }) {
  return (
    <div className="grid max-w-md gap-3">
      <Notice tone="soon">Keep these where you keep your passwords. They are not shown again.</Notice>
      <p>Each of the ten signs you in once if the phone is lost. Every other browser of yours is signed out.</p>
      <ol
        className="grid gap-1 rounded border border-rule bg-sunk px-3 py-2 font-mono text-xs break-all"
        aria-label="Recovery codes"
      >
        {codes.map((code) => (
          <li key={code}>{code}</li>
        ))}
      </ol>
      <div className="flex gap-2">
        <CopyButton text={codes.join('\n')}>Copy all</CopyButton>
        <Button variant="primary" onClick={done}>
          I have kept them
        </Button>
      </div>
    </div>
  )
}
