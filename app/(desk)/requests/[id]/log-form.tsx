'use client'

import { zodResolver } from '@hookform/resolvers/zod'
import MessageSquarePlus from 'lucide-react/icons/message-square-plus'
import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { useForm } from 'react-hook-form'
import { newCommunicationSchema } from '#lib/domain/communication'
import { Button } from '../../../_ui/button.tsx'
import { Dialog } from '../../../_ui/dialog.tsx'
import { Field, Fieldset } from '../../../_ui/field.tsx'
import { formatDay } from '../../../_ui/format-date.ts'
import { Radio, Select, TextArea, TextInput } from '../../../_ui/inputs.tsx'
import { useShortcut } from '../../../_ui/shortcuts.tsx'
import { showRefusal } from '../../../_ui/show-refusal.ts'
import { toast } from '../../../_ui/toast.tsx'
import { sendCommunication } from '../actions.ts'
import { channelChoices, kindChoices } from '../words.ts'

const orNothing = (value: unknown) => (value === '' || value === null ? undefined : value)

/** Logs a call, a letter, a visit or a portal file by hand: `m` opens it, four fields are enough. */
export function LogForm({
  requestId,
  agency,
  today,
  draft,
}: {
  requestId: string
  agency: string
  today: string
  draft: boolean
}) {
  const router = useRouter()
  const [open, setOpen] = useState(false)
  useShortcut('m', 'Log a call, letter or mail', () => setOpen(true))
  const form = useForm({
    resolver: zodResolver(newCommunicationSchema),
    defaultValues: {
      direction: draft ? ('out' as const) : ('in' as const),
      channel: 'email' as const,
      kind: draft ? ('request' as const) : undefined,
      occurredOn: today,
    },
  })
  const { errors, isSubmitting } = form.formState
  const direction = form.watch('direction')

  const send = form.handleSubmit(async (came) => {
    const done = await sendCommunication({ requestId, came })
    if (!done.ok) return showRefusal(form, done)
    const { stage, dueOn, number } = done.value.request
    const stands = stage === 'closed' ? 'It is closed.' : dueOn ? `Next due ${formatDay(dueOn)}.` : ''
    toast(`Logged on ${number}. ${stands}`)
    setOpen(false)
    form.reset()
    router.refresh()
  })

  return (
    <Dialog
      open={open}
      onOpenChange={setOpen}
      wide
      trigger={
        <Button>
          <MessageSquarePlus />
          Log message
        </Button>
      }
      title="Log a call, letter, mail or visit"
      footer={
        <>
          <span className="text-xs text-muted">Its date is counted in; files can come later.</span>
          <Button variant="primary" className="ml-auto" busy={isSubmitting} onClick={send}>
            Log it
          </Button>
        </>
      }
    >
      <form className="grid gap-3" noValidate onSubmit={send}>
        {errors.root?.message ? (
          <p role="alert" className="text-late">
            {errors.root.message}
          </p>
        ) : null}
        <Fieldset legend="The message" error={errors.direction?.message}>
          <div className="flex flex-wrap gap-4">
            <Radio
              label={`came in from ${agency}`}
              value="in"
              {...form.register('direction', { onChange: () => form.setValue('kind', undefined) })}
            />
            <Radio label="went out from us" value="out" {...form.register('direction')} />
          </div>
        </Fieldset>
        <div className="grid gap-3 md:grid-cols-3">
          <Field label="On" error={errors.occurredOn?.message}>
            <TextInput type="date" max={today} {...form.register('occurredOn', { setValueAs: orNothing })} />
          </Field>
          <Field label="By" error={errors.channel?.message}>
            <Select options={channelChoices} {...form.register('channel')} />
          </Field>
          <Field label="What it was" optional error={errors.kind?.message}>
            <Select
              options={[{ value: '', label: 'Not decided yet' }, ...kindChoices[direction]]}
              {...form.register('kind', { setValueAs: orNothing })}
            />
          </Field>
        </div>
        <div className="grid gap-3 md:grid-cols-2">
          <Field label={direction === 'in' ? 'From' : 'To'} optional error={errors.from?.message ?? errors.to?.message}>
            {direction === 'in' ? (
              <TextInput {...form.register('from', { setValueAs: orNothing })} placeholder="Ms Ortiz, records desk" />
            ) : (
              <TextInput {...form.register('to', { setValueAs: orNothing })} placeholder="Ms Ortiz, records desk" />
            )}
          </Field>
          <Field label="Subject" optional error={errors.subject?.message}>
            <TextInput {...form.register('subject', { setValueAs: orNothing })} />
          </Field>
        </div>
        <Field label="What was said or written" optional error={errors.body?.message}>
          <TextArea rows={5} {...form.register('body', { setValueAs: orNothing })} />
        </Field>
      </form>
    </Dialog>
  )
}
