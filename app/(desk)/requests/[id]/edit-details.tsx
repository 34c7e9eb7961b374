'use client'

import { zodResolver } from '@hookform/resolvers/zod'
import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { useForm } from 'react-hook-form'
import type { MemberView } from '#lib/domain/investigation'
import { editRequestSchema, type RequestWhole } from '#lib/domain/request'
import { Button } from '../../../_ui/button.tsx'
import { Dialog } from '../../../_ui/dialog.tsx'
import { Field } from '../../../_ui/field.tsx'
import { Select, TextArea, TextInput } from '../../../_ui/inputs.tsx'
import { showRefusal } from '../../../_ui/show-refusal.ts'
import { toast } from '../../../_ui/toast.tsx'
import { changeRequest } from '../actions.ts'
import { listOfWords } from '../list-of-words.ts'
import { channelChoices } from '../words.ts'

const orNull = (value: unknown) => (value === '' ? null : value)

/** Subject, text, days, tracking numbers, owner, tags: all that is said once and corrected sometimes. */
export function EditDetails({ request, members }: { request: RequestWhole; members: MemberView[] }) {
  const router = useRouter()
  const [open, setOpen] = useState(false)
  const sent = request.stage !== 'draft'
  const form = useForm({
    resolver: zodResolver(editRequestSchema),
    values: {
      subject: request.subject,
      body: request.body,
      ...(sent ? { filedOn: request.filedOn, receivedOn: request.receivedOn } : {}),
      channel: request.channel,
      trackingNumbers: request.trackingNumbers,
      tags: request.tags,
      ownerId: request.ownerId,
      embargoUntil: request.embargoUntil,
    },
  })
  const { errors, isSubmitting, dirtyFields } = form.formState

  const save = form.handleSubmit(async (given) => {
    const touched = new Set(Object.keys(dirtyFields))
    const change = Object.fromEntries(Object.entries(given).filter(([name]) => touched.has(name)))
    const done = await changeRequest({ id: request.id, version: request.version, change })
    if (!done.ok) return showRefusal(form, done)
    setOpen(false)
    toast('Saved.')
    router.refresh()
  })

  return (
    <Dialog
      open={open}
      onOpenChange={setOpen}
      wide
      trigger={<Button variant="quiet">Edit</Button>}
      title={`Edit ${request.number}`}
      footer={
        <Button variant="primary" className="ml-auto" busy={isSubmitting} onClick={save}>
          Save
        </Button>
      }
    >
      <form className="grid gap-3" noValidate onSubmit={save}>
        {errors.root?.message ? (
          <p role="alert" className="text-late">
            {errors.root.message}
          </p>
        ) : null}
        <Field label="Subject" error={errors.subject?.message}>
          <TextInput {...form.register('subject')} />
        </Field>
        <Field label="What you want" error={errors.body?.message}>
          <TextArea rows={6} {...form.register('body')} />
        </Field>
        <div className="grid gap-3 md:grid-cols-3">
          {sent ? (
            <>
              <Field label="Filed on" error={errors.filedOn?.message}>
                <TextInput type="date" {...form.register('filedOn', { setValueAs: orNull })} />
              </Field>
              <Field label="Received on" hint="By the law’s rule unless you know." error={errors.receivedOn?.message}>
                <TextInput type="date" {...form.register('receivedOn', { setValueAs: orNull })} />
              </Field>
            </>
          ) : null}
          <Field label="Sent by" error={errors.channel?.message}>
            <Select
              options={[{ value: '', label: 'Not known' }, ...channelChoices]}
              {...form.register('channel', { setValueAs: orNull })}
            />
          </Field>
        </div>
        <div className="grid gap-3 md:grid-cols-2">
          <Field
            label="The agency’s tracking numbers"
            hint="Several with commas."
            error={errors.trackingNumbers?.message}
          >
            <TextInput {...form.register('trackingNumbers', { setValueAs: listOfWords })} />
          </Field>
          <Field label="Tags" hint="Several with commas." error={errors.tags?.message}>
            <TextInput {...form.register('tags', { setValueAs: listOfWords })} />
          </Field>
          <Field label="Looked after by" error={errors.ownerId?.message}>
            <Select
              options={[
                { value: '', label: 'Nobody yet' },
                ...members.map((m) => ({ value: m.userId, label: m.name })),
              ]}
              {...form.register('ownerId', { setValueAs: orNull })}
            />
          </Field>
          <Field label="Embargo until" optional error={errors.embargoUntil?.message}>
            <TextInput type="date" {...form.register('embargoUntil', { setValueAs: orNull })} />
          </Field>
        </div>
      </form>
    </Dialog>
  )
}
