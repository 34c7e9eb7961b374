'use client'

import { zodResolver } from '@hookform/resolvers/zod'
import X from 'lucide-react/icons/x'
import { useRouter } from 'next/navigation'
import { useFieldArray, useForm } from 'react-hook-form'
import { type AgencyDetail, agencyChannels, contactPurposes, newAgencySchema } from '#lib/domain/agency'
import type { JurisdictionCode } from '#lib/domain/jurisdiction'
import { Button, IconButton } from '../../_ui/button.tsx'
import { Field, Fieldset } from '../../_ui/field.tsx'
import { type Choice, Select, TextInput } from '../../_ui/inputs.tsx'
import { showRefusal } from '../../_ui/show-refusal.ts'
import { ErrorBox } from '../../_ui/states.tsx'
import { toast } from '../../_ui/toast.tsx'
import { listOfWords } from '../requests/list-of-words.ts'
import { changeAgency, sendNewAgency } from './actions.ts'
import { channelWords, purposeWords } from './words.ts'

const orNothing = (value: unknown) => (value === '' || value === null ? undefined : value)
const orNumber = (value: unknown) => (value === '' || value === null || value === undefined ? undefined : Number(value))

/** Adds an agency, or corrects one: name and state are enough. */
export function AgencyForm({ agency, states }: { agency?: AgencyDetail; states: Choice[] }) {
  const router = useRouter()
  const form = useForm({
    resolver: zodResolver(newAgencySchema),
    defaultValues: {
      name: agency?.name ?? '',
      jurisdiction: agency?.jurisdiction ?? ('' as JurisdictionCode), // nothing chosen yet; the schema says so
      aliases: agency?.aliases ?? [],
      place: agency?.place ?? undefined,
      county: agency?.county ?? undefined,
      lat: agency?.lat ?? undefined,
      lng: agency?.lng ?? undefined,
      contacts: agency?.contacts ?? [],
    },
  })
  const { errors, isSubmitting } = form.formState
  const contacts = useFieldArray({ control: form.control, name: 'contacts' })

  const send = form.handleSubmit(async (given) => {
    const { place = null, county = null, lat = null, lng = null, ...rest } = given
    const change = { ...rest, place, county, lat, lng }
    const done = agency
      ? await changeAgency({ id: agency.id, version: agency.version, change })
      : await sendNewAgency(given)
    if (!done.ok) return showRefusal(form, done)
    const [twin] = done.value.alike
    toast(twin ? `Saved. It looks like ${twin.name}, which is there already.` : 'Saved.')
    router.push(`/agencies/${done.value.id}`)
    router.refresh()
  })

  return (
    <form className="grid max-w-2xl gap-4" noValidate onSubmit={send}>
      {errors.root?.message ? <ErrorBox title={errors.root.message} kept="What you wrote is kept here." /> : null}
      <div className="grid gap-4 md:grid-cols-[minmax(0,1fr)_14rem]">
        <Field label="Name" hint="As it calls itself." error={errors.name?.message}>
          <TextInput {...form.register('name')} placeholder="Bloomfield Police Department" />
        </Field>
        <Field label="State" hint="Its law counts the days." error={errors.jurisdiction?.message}>
          <Select options={[{ value: '', label: 'Choose' }, ...states]} {...form.register('jurisdiction')} />
        </Field>
      </div>
      <Field
        label="Other names"
        optional
        hint="Several with commas; it is found by each of them."
        error={errors.aliases?.message ?? errors.aliases?.find?.((one) => one)?.message}
      >
        <TextInput {...form.register('aliases', { setValueAs: listOfWords })} placeholder="Bloomfield PD, BPD" />
      </Field>
      <div className="grid gap-4 md:grid-cols-2">
        <Field label="Place" optional error={errors.place?.message}>
          <TextInput {...form.register('place', { setValueAs: orNothing })} />
        </Field>
        <Field label="County" optional error={errors.county?.message}>
          <TextInput {...form.register('county', { setValueAs: orNothing })} />
        </Field>
        <Field label="Latitude" optional hint="For the map: 40.8068" error={errors.lat?.message}>
          <TextInput inputMode="decimal" {...form.register('lat', { setValueAs: orNumber })} />
        </Field>
        <Field label="Longitude" optional hint="West of Greenwich is negative: -74.1854" error={errors.lng?.message}>
          <TextInput inputMode="decimal" {...form.register('lng', { setValueAs: orNumber })} />
        </Field>
      </div>
      <Fieldset
        legend="Contacts"
        hint="Where a request goes, and where an appeal or a payment goes when that is elsewhere."
      >
        <div className="grid gap-2">
          {contacts.fields.map((field, index) => (
            <div key={field.id} className="grid gap-2 md:grid-cols-[9rem_8rem_minmax(0,1fr)_auto]">
              <Select
                aria-label={`Contact ${index + 1}, for`}
                options={contactPurposes.map((value) => ({ value, label: purposeWords[value] }))}
                {...form.register(`contacts.${index}.purpose`)}
              />
              <Select
                aria-label={`Contact ${index + 1}, by`}
                options={agencyChannels.map((value) => ({ value, label: channelWords[value] }))}
                {...form.register(`contacts.${index}.channel`)}
              />
              <Field
                label={<span className="sr-only">Contact {index + 1}, address</span>}
                error={errors.contacts?.[index]?.address?.message}
              >
                <TextInput {...form.register(`contacts.${index}.address`)} placeholder="records@…" />
              </Field>
              <IconButton label={`Remove contact ${index + 1}`} onClick={() => contacts.remove(index)}>
                <X />
              </IconButton>
            </div>
          ))}
          <div>
            <Button onClick={() => contacts.append({ purpose: 'request', channel: 'email', address: '' })}>
              Add a contact
            </Button>
          </div>
        </div>
      </Fieldset>
      <div>
        <Button type="submit" variant="primary" busy={isSubmitting}>
          {agency ? 'Save' : 'Add the agency'}
        </Button>
      </div>
    </form>
  )
}
