'use client'

import { useRouter } from 'next/navigation'
import { type UseFormReturn, useForm } from 'react-hook-form'
import { shareDays } from '#lib/domain/share'
import { Button } from '../../_ui/button.tsx'
import { Field, Fieldset } from '../../_ui/field.tsx'
import { Checkbox, Select, TextInput } from '../../_ui/inputs.tsx'
import { showRefusal } from '../../_ui/show-refusal.ts'
import { ErrorBox } from '../../_ui/states.tsx'
import { makeShare } from './share-actions.ts'

export type Given = { id: string; number: string; version: number; title: string }
/** What was made: its address with the code in it, and the passcode as it was typed. Neither is kept. */
export type Made = { url: string; passcode: string }

const lasts = [1, 7, shareDays.usual, 30, 90, shareDays.most]
const fields = { days: String(shareDays.usual), recipient: '', passcode: '', exhibitIds: [] as string[] }
type Fields = UseFormReturn<typeof fields>

/** The form for a new link. `focused`: somebody has just made one, and goes on from here. */
export function NewLink({
  exhibit,
  others,
  made,
  focused,
}: {
  exhibit: Given
  others: readonly Given[]
  made: (made: Made) => void
  focused: boolean
}) {
  const router = useRouter()
  const form = useForm({ defaultValues: fields })
  const { errors, isSubmitting } = form.formState
  const send = form.handleSubmit(async ({ days, recipient, passcode, exhibitIds }) => {
    const done = await makeShare({
      exhibitId: exhibit.id,
      expiresAt: new Date(Date.now() + Number(days) * 86_400_000).toISOString(),
      ...(recipient ? { recipient } : {}),
      ...(passcode ? { passcode } : {}),
      ...(exhibitIds.length > 0 ? { exhibitIds } : {}),
    })
    if (!done.ok) return showRefusal(form, done)
    made({ url: done.value.url, passcode })
    form.reset()
    router.refresh()
  })
  return (
    <form className="grid max-w-xl gap-4" method="post" noValidate onSubmit={send}>
      {errors.root?.message ? <ErrorBox title={errors.root.message} /> : null}
      <div className="grid items-start gap-4 md:grid-cols-2">
        <Field label="For whom" optional hint="Lies over every page of the file." error={errors.recipient?.message}>
          <TextInput {...form.register('recipient')} autoComplete="off" autoFocus={focused} />
        </Field>
        <Field
          label="Passcode"
          optional
          hint="6 characters or more, told by another way than the link."
          error={errors.passcode?.message}
        >
          <TextInput {...form.register('passcode')} autoComplete="off" spellCheck={false} />
        </Field>
        <Field label="Works for">
          <Select
            {...form.register('days')}
            options={lasts.map((days) => ({ value: String(days), label: days === 1 ? '1 day' : `${days} days` }))}
          />
        </Field>
      </div>
      {others.length > 0 ? <Together form={form} exhibit={exhibit} others={others} /> : null}
      <Button type="submit" variant="primary" busy={isSubmitting} className="justify-self-start">
        Make link
      </Button>
    </form>
  )
}

/** More exhibits, in the order in which they stand in the packet. */
function Together({ form, exhibit, others }: { form: Fields; exhibit: Given; others: readonly Given[] }) {
  const chosen = form.watch('exhibitIds')
  const set = (ids: string[]) => {
    form.setValue('exhibitIds', ids)
    form.clearErrors('exhibitIds')
  }
  const move = (from: number, to: number) => {
    const ids = [...chosen]
    ids.splice(to, 0, ...ids.splice(from, 1))
    set(ids)
  }
  const named = (id: string) => others.find((one) => one.id === id)
  return (
    <>
      <Fieldset
        legend="Together with"
        hint="More exhibits make a packet: an index, and pages numbered through."
        error={form.formState.errors.exhibitIds?.message}
      >
        {others.map(({ id, number, version, title }) => (
          <Checkbox
            key={id}
            name="exhibitIds"
            value={id}
            checked={chosen.includes(id)}
            onChange={(event) => set(event.target.checked ? [...chosen, id] : chosen.filter((one) => one !== id))}
            label={`${number} ${title}`}
            hint={`Version ${version}`}
          />
        ))}
      </Fieldset>
      {chosen.length > 1 ? (
        <Fieldset legend="In this order">
          <ol className="grid list-decimal gap-1 pl-6 text-sm">
            <li className="py-1">
              {exhibit.number} {exhibit.title}
            </li>
            {chosen.map((id, i) => (
              <li key={id}>
                <span className="flex flex-wrap items-center gap-x-2">
                  <span className="min-w-0 flex-1">
                    {named(id)?.number} {named(id)?.title}
                  </span>
                  <Button variant="quiet" aria-disabled={i === 0} onClick={() => i > 0 && move(i, i - 1)}>
                    Earlier<span className="sr-only"> in the packet: {named(id)?.number}</span>
                  </Button>
                  <Button
                    variant="quiet"
                    aria-disabled={i === chosen.length - 1}
                    onClick={() => i < chosen.length - 1 && move(i, i + 1)}
                  >
                    Later<span className="sr-only"> in the packet: {named(id)?.number}</span>
                  </Button>
                </span>
              </li>
            ))}
          </ol>
        </Fieldset>
      ) : null}
    </>
  )
}
