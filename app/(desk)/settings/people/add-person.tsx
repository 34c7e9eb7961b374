'use client'

import { zodResolver } from '@hookform/resolvers/zod'
import { useRouter } from 'next/navigation'
import { useId, useState } from 'react'
import { useForm } from 'react-hook-form'
import type { HouseRole } from '#lib/domain/actions'
import { newPersonSchema } from '#lib/domain/person'
import { Button } from '../../../_ui/button.tsx'
import { Dialog } from '../../../_ui/dialog.tsx'
import { Field } from '../../../_ui/field.tsx'
import { Select, TextInput } from '../../../_ui/inputs.tsx'
import { showRefusal } from '../../../_ui/show-refusal.ts'
import { ErrorBox } from '../../../_ui/states.tsx'
import { addColleague } from '../actions.ts'

const choices = [
  { value: 'member', label: 'Member: opens investigations, joins those of others' },
  { value: 'admin', label: 'Administrator: also runs the instance' },
]

export function AddPerson({ added }: { added: (name: string, link: string) => void }) {
  const router = useRouter()
  const [open, setOpen] = useState(false)
  const id = useId()
  const defaultValues: { name: string; email: string; role: HouseRole } = { name: '', email: '', role: 'member' }
  const form = useForm({ resolver: zodResolver(newPersonSchema), defaultValues })
  const { errors, isSubmitting } = form.formState
  const send = form.handleSubmit(async (given) => {
    const done = await addColleague(given)
    if (!done.ok) return showRefusal(form, done)
    setOpen(false)
    form.reset()
    if (done.value.link) added(done.value.person.name, done.value.link)
    router.refresh()
  })
  return (
    <Dialog
      open={open}
      onOpenChange={setOpen}
      trigger={<Button variant="primary">Add a person</Button>}
      title="Add a person"
      footer={
        <Button type="submit" form={id} variant="primary" busy={isSubmitting}>
          Add and make a link
        </Button>
      }
    >
      <form id={id} className="grid gap-4" noValidate onSubmit={send}>
        {errors.root?.message ? <ErrorBox title={errors.root.message} /> : null}
        <Field label="Name" error={errors.name?.message}>
          <TextInput {...form.register('name')} autoComplete="off" />
        </Field>
        <Field label="E-mail address" error={errors.email?.message}>
          <TextInput {...form.register('email')} type="email" autoComplete="off" />
        </Field>
        <Field
          label="Role"
          hint="Neither opens an investigation: its owners decide who is in."
          error={errors.role?.message}
        >
          <Select {...form.register('role')} options={choices} />
        </Field>
      </form>
    </Dialog>
  )
}
