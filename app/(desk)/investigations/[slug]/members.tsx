'use client'

import { zodResolver } from '@hookform/resolvers/zod'
import { useRouter } from 'next/navigation'
import { useForm } from 'react-hook-form'
import { type Role, roles } from '#lib/domain/actions'
import { type MemberView, newMemberSchema } from '#lib/domain/investigation'
import { Button } from '../../../_ui/button'
import { Avatar } from '../../../_ui/chip'
import { ConfirmDialog } from '../../../_ui/dialog'
import { Field } from '../../../_ui/field'
import { Select, TextInput } from '../../../_ui/inputs'
import { showRefusal } from '../../../_ui/show-refusal'
import { Notice } from '../../../_ui/states'
import { Panel } from '../../../_ui/surface'
import { toast } from '../../../_ui/toast'
import { bringIn, changeRole } from '../actions'

const choices = roles.map((role) => ({ value: role, label: role }))
type Props = { investigationId: string; members: MemberView[]; may: boolean }

/** Who is in, with their roles; an owner brings people in, changes roles, takes people out. All in force at once. */
export function Members({ investigationId, members, may }: Props) {
  const router = useRouter()
  async function change(member: MemberView, role: Role | null) {
    const result = await changeRole({ id: investigationId, userId: member.userId, role })
    if (!result.ok) {
      toast(result.message, { error: true })
      router.refresh()
      return result.message
    }
    toast(role ? `${member.name} is ${role} now.` : `${member.name} is out.`)
    router.refresh()
  }
  return (
    <Panel title="Members" meta={members.length} flush>
      <ul className="rows">
        {members.map((member) => (
          <li key={member.userId} className="flex flex-wrap items-center gap-2 p-3 last:border-0">
            <Avatar name={member.name} />
            <span className="min-w-0 flex-1">
              <span className="block truncate">{member.name}</span>
              <span className="block truncate text-xs text-muted">{member.email}</span>
            </span>
            {may ? (
              <>
                <Select
                  key={member.role}
                  aria-label={`Role of ${member.name}`}
                  defaultValue={member.role}
                  options={choices}
                  className="w-28"
                  onChange={(event) => change(member, event.target.value as Role)} // the options are the roles
                />
                <ConfirmDialog
                  trigger={<Button variant="quiet">Remove</Button>}
                  title={`Take ${member.name} out?`}
                  confirm={`Remove ${member.name}`}
                  onConfirm={() => change(member, null)}
                >
                  They see nothing of this investigation from their next click on. What they wrote stays.
                </ConfirmDialog>
              </>
            ) : (
              <span className="text-sm text-muted">{member.role}</span>
            )}
          </li>
        ))}
      </ul>
      {may ? <BringIn investigationId={investigationId} /> : null}
    </Panel>
  )
}

function BringIn({ investigationId }: { investigationId: string }) {
  const router = useRouter()
  const form = useForm({
    resolver: zodResolver(newMemberSchema),
    defaultValues: { email: '', role: 'reporter' as const } as { email: string; role: Role },
  })
  const { errors, isSubmitting } = form.formState
  const send = form.handleSubmit(async (input) => {
    const result = await bringIn({ ...input, id: investigationId })
    if (!result.ok) return showRefusal(form, result)
    toast(`${result.value.name} is in.`)
    form.reset()
    router.refresh()
  })
  return (
    <form onSubmit={send} noValidate className="grid gap-3 border-t border-rule p-3">
      {errors.root ? <Notice tone="late">{errors.root.message}</Notice> : null}
      <Field label="Bring somebody in" hint="The e-mail address of their account here" error={errors.email?.message}>
        <TextInput type="email" {...form.register('email')} autoComplete="off" />
      </Field>
      <div className="flex items-end gap-2">
        <Field label="Role" error={errors.role?.message} className="flex-1">
          <Select {...form.register('role')} options={choices} />
        </Field>
        <Button type="submit" busy={isSubmitting}>
          Add
        </Button>
      </div>
    </form>
  )
}
