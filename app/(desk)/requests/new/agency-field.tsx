'use client'

import { useRef, useState } from 'react'
import { jurisdictionCodes } from '#lib/domain/jurisdiction'
import { Button } from '../../../_ui/button.tsx'
import { Combobox } from '../../../_ui/combobox.tsx'
import { Field } from '../../../_ui/field.tsx'
import { Select, TextInput } from '../../../_ui/inputs.tsx'
import type { Option } from '../../../_ui/option-list.tsx'
import { toast } from '../../../_ui/toast.tsx'
import { sendNewAgency } from '../../agencies/actions.ts'
import { findAgencies } from '../actions.ts'

const newAgency = 'new' // no id: ids have a prefix

type Props = { value: Option | null; onChange: (agency: Option | null) => void; error?: string | undefined }

/** The agency, by any of its names; one that is not there yet is added without leaving the form. */
export function AgencyField({ value, onChange, error }: Props) {
  const [adding, setAdding] = useState<string>()
  const typed = useRef('')

  async function load(words: string) {
    typed.current = words
    const found = await findAgencies({ words })
    const add = { value: newAgency, label: 'Add a new agency', detail: words }
    return [...(found.ok ? found.value : []), ...(words.trim() ? [add] : [])]
  }
  function choose(option: Option | null) {
    if (option?.value === newAgency) setAdding(option.detail ?? '')
    else onChange(option)
  }

  if (adding !== undefined)
    return (
      <AddAgency
        name={adding}
        onCancel={() => setAdding(undefined)}
        onAdded={(agency) => {
          setAdding(undefined)
          onChange(agency)
        }}
      />
    )
  return (
    <div className="grid gap-1">
      <Field label="Agency" hint="Its name, another name of it, or its place." error={error}>
        <Combobox load={load} value={value} onChange={choose} placeholder="Bloomfield police" empty="Type its name." />
      </Field>
      <div>
        <Button variant="quiet" className="-ml-2" onClick={() => setAdding(typed.current)}>
          Not in the list? Add this agency
        </Button>
      </div>
    </div>
  )
}

const states = [
  { value: '', label: 'Choose' },
  ...[...jurisdictionCodes].sort().map((code) => ({ value: code, label: code === 'US' ? 'US (federal)' : code })),
]

function AddAgency({
  name: first,
  onCancel,
  onAdded,
}: {
  name: string
  onCancel: () => void
  onAdded: (agency: Option) => void
}) {
  const [name, setName] = useState(first)
  const [jurisdiction, setJurisdiction] = useState('')
  const [email, setEmail] = useState('')
  const [errors, setErrors] = useState<Record<string, string>>({})
  const [busy, setBusy] = useState(false)

  async function add() {
    if (!name.trim() || !jurisdiction)
      return setErrors({
        ...(name.trim() ? {} : { name: 'Give the agency its name.' }),
        ...(jurisdiction ? {} : { jurisdiction: 'Choose the state.' }),
      })
    setBusy(true)
    const contacts = email ? [{ purpose: 'request' as const, channel: 'email' as const, address: email }] : []
    // the schema behind the action says which codes there are
    const code = jurisdiction as (typeof jurisdictionCodes)[number]
    const done = await sendNewAgency({ name, jurisdiction: code, contacts })
    setBusy(false)
    if (!done.ok) {
      const byField = done.errors.map(({ field, message }) => [field.split('.')[0] ?? '', message])
      return setErrors(byField.length > 0 ? Object.fromEntries(byField) : { name: done.message })
    }
    const { id, alike } = done.value
    if (alike.length > 0) toast(`Added. It looks like ${alike[0]?.name}, which is there already: compare the two.`)
    onAdded({ value: id, label: done.value.name, detail: done.value.jurisdiction })
  }

  return (
    <fieldset className="card grid gap-3">
      <legend className="sr-only">A new agency</legend>
      <div className="grid gap-3 md:grid-cols-[minmax(0,1fr)_8rem]">
        <Field label="Name of the agency" error={errors.name}>
          <TextInput value={name} onChange={(event) => setName(event.target.value)} />
        </Field>
        <Field label="State" error={errors.jurisdiction}>
          <Select options={states} value={jurisdiction} onChange={(event) => setJurisdiction(event.target.value)} />
        </Field>
      </div>
      <Field label="E-mail address for requests" optional error={errors.contacts}>
        <TextInput type="email" value={email} onChange={(event) => setEmail(event.target.value)} />
      </Field>
      <div className="flex gap-2">
        <Button busy={busy} onClick={add}>
          Add the agency
        </Button>
        <Button variant="quiet" onClick={onCancel}>
          Back to the list
        </Button>
      </div>
    </fieldset>
  )
}
