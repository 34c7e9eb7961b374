'use client'

import { zodResolver } from '@hookform/resolvers/zod'
import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { Controller, useForm } from 'react-hook-form'
import { newRequestSchema } from '#lib/domain/request'
import { Button } from '../../../_ui/button.tsx'
import { Field } from '../../../_ui/field.tsx'
import { Checkbox, Select, TextArea, TextInput } from '../../../_ui/inputs.tsx'
import type { Option } from '../../../_ui/option-list.tsx'
import { showRefusal } from '../../../_ui/show-refusal.ts'
import { ErrorBox } from '../../../_ui/states.tsx'
import { sendNewRequest } from '../actions.ts'
import { listOfWords } from '../list-of-words.ts'
import { channelChoices } from '../words.ts'
import { AgencyField } from './agency-field.tsx'
import { LawPreview } from './law-preview.tsx'
import { useDraft } from './use-draft.ts'

const orNothing = (value: unknown) => (value === '' || value === null ? undefined : value)

type Props = {
  userId: string
  investigations: Option[]
  investigationId: string
  /** Does the address name it? */
  named: boolean
  agency: Option | null
  today: string
}

export function NewRequestForm({ userId, investigations, investigationId, named, agency: first, today }: Props) {
  const router = useRouter()
  const [agency, setAgency] = useState<Option | null>(first)
  const [filed, setFiled] = useState(false)
  const form = useForm({
    resolver: zodResolver(newRequestSchema),
    defaultValues: { investigationId, agencyId: first?.value ?? '', subject: '', body: '' },
  })
  const { errors, isSubmitting } = form.formState
  const keeper = { form, userId, investigationId: named ? investigationId : null }
  const draft = useDraft(keeper, { agency, filed }, (kept) => {
    setAgency(kept.agency)
    setFiled(kept.filed)
  })
  const [filedOn, channel] = form.watch(['filedOn', 'channel'])

  function chooseAgency(option: Option | null) {
    setAgency(option)
    form.setValue('agencyId', option?.value ?? '', { shouldDirty: true, shouldValidate: form.formState.isSubmitted })
  }
  function sayFiled(yes: boolean) {
    setFiled(yes)
    form.setValue('filedOn', yes ? today : undefined, { shouldDirty: true })
    if (!yes) for (const name of ['receivedOn', 'trackingNumbers'] as const) form.setValue(name, undefined)
  }
  const send = form.handleSubmit(async (given) => {
    const done = await sendNewRequest(given)
    if (!done.ok) return showRefusal(form, done)
    draft.forget()
    router.push(`/requests/${done.value.number}`)
  })

  return (
    <div className="grid gap-x-10 gap-y-6 lg:grid-cols-[minmax(0,38rem)_minmax(0,28rem)]">
      <form className="grid content-start gap-4" noValidate onSubmit={send}>
        {errors.root?.message ? <ErrorBox title={errors.root.message} kept="What you wrote is kept here." /> : null}
        {investigations.length > 1 ? (
          <Field label="Investigation" error={errors.investigationId?.message}>
            <Select options={investigations} {...form.register('investigationId')} />
          </Field>
        ) : null}
        <Controller
          control={form.control}
          name="agencyId"
          render={() => <AgencyField value={agency} onChange={chooseAgency} error={errors.agencyId?.message} />}
        />
        <Field label="Subject" hint="As it should stand in lists: a few words." error={errors.subject?.message}>
          <TextInput {...form.register('subject')} placeholder="E-mails with Ring about the video portal" />
        </Field>
        <Field
          label="What do you want?"
          hint="Name the records, the people and the time: “All e-mails between the department and Ring, 1 April to 31 May 2019”."
          error={errors.body?.message}
        >
          <TextArea rows={8} {...form.register('body')} />
        </Field>
        <Checkbox
          label="It was filed already"
          hint="Elsewhere or on paper, also months ago. Without a date it is kept as a draft."
          checked={filed}
          onChange={(event) => sayFiled(event.currentTarget.checked)}
        />
        {filed ? (
          <div className="grid gap-3 md:grid-cols-2">
            <Field label="Filed on" error={errors.filedOn?.message}>
              <TextInput type="date" max={today} {...form.register('filedOn', { setValueAs: orNothing })} />
            </Field>
            <Field label="Sent by" optional error={errors.channel?.message}>
              <Select
                options={[{ value: '', label: 'Not known' }, ...channelChoices]}
                {...form.register('channel', { setValueAs: orNothing })}
              />
            </Field>
            <Field
              label="The agency’s tracking number"
              optional
              hint="Several with commas."
              error={errors.trackingNumbers?.message}
            >
              <TextInput
                {...form.register('trackingNumbers', {
                  setValueAs: (typed) => (typed === undefined ? undefined : listOfWords(typed)),
                })}
              />
            </Field>
            <Field
              label="Received on"
              optional
              hint="By the law’s rule unless you know."
              error={errors.receivedOn?.message}
            >
              <TextInput type="date" max={today} {...form.register('receivedOn', { setValueAs: orNothing })} />
            </Field>
          </div>
        ) : null}
        <div className="flex flex-wrap items-center gap-3">
          <Button type="submit" variant="primary" busy={isSubmitting}>
            {filed ? 'Log the request' : 'Keep as a draft'}
          </Button>
          {draft.words ? <span className="text-xs text-muted">{draft.words}</span> : null}
          {draft.words ? (
            <Button
              variant="quiet"
              onClick={() => {
                draft.forget()
                chooseAgency(null)
                sayFiled(false)
                form.reset({ investigationId, agencyId: '', subject: '', body: '' })
              }}
            >
              Start afresh
            </Button>
          ) : null}
        </div>
      </form>
      <LawPreview agencyId={agency?.value ?? null} filedOn={filed ? filedOn : undefined} channel={channel} />
    </div>
  )
}
