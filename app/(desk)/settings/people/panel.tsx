'use client'

import { useRouter } from 'next/navigation'
import { useState } from 'react'
import type { ChangePerson, PersonView } from '#lib/domain/person'
import { IconButton } from '../../../_ui/button.tsx'
import { Chip } from '../../../_ui/chip.tsx'
import { Cross, Dots, Tick, Waiting } from '../../../_ui/glyphs.tsx'
import { Menu, MenuItem, MenuRule } from '../../../_ui/menu.tsx'
import { Panel } from '../../../_ui/surface.tsx'
import { Cell, HeadCell, Table } from '../../../_ui/table.tsx'
import { toast } from '../../../_ui/toast.tsx'
import { changeColleague } from '../actions.ts'
import { Once } from '../once.tsx'
import { AddPerson } from './add-person.tsx'

const status = {
  active: <Chip icon={<Tick />}>Active</Chip>,
  invited: (
    <Chip tone="wait" icon={<Waiting />}>
      Invited
    </Chip>
  ),
  disabled: (
    <Chip tone="closed" icon={<Cross />}>
      Disabled
    </Chip>
  ),
}

/** Everybody with an account; what an administrator can change about them; the link that is shown once. */
export function PeoplePanel({ people, self }: { people: PersonView[]; self: string }) {
  const router = useRouter()
  const [link, setLink] = useState<{ name: string; url: string }>()

  async function change(person: PersonView, input: Omit<ChangePerson, 'userId'>, said: string) {
    const done = await changeColleague({ userId: person.id, ...input })
    if (!done.ok) return toast(done.message, { error: true })
    if (done.value.link) setLink({ name: person.name, url: done.value.link })
    else toast(said)
    router.refresh()
  }

  return (
    <>
      {link ? (
        <Panel title={`A link for ${link.name}`}>
          <Once text={link.url} done={() => setLink(undefined)}>
            Send it in a way that only {link.name} reads. It works once, within three days, and is not shown again.
          </Once>
        </Panel>
      ) : null}
      <Panel
        title="People"
        meta={people.length}
        flush
        actions={<AddPerson added={(name, url) => setLink({ name, url })} />}
      >
        <Table
          className="rounded-none border-0"
          caption="Everybody with an account"
          head={
            <>
              <HeadCell>Name</HeadCell>
              <HeadCell>E-mail address</HeadCell>
              <HeadCell>Role</HeadCell>
              <HeadCell>Account</HeadCell>
              <HeadCell>Second factor</HeadCell>
              <HeadCell fit>
                <span className="sr-only">Act</span>
              </HeadCell>
            </>
          }
        >
          {people.map((person) => (
            <tr key={person.id}>
              <th scope="row">
                {person.name}
                {person.id === self ? <span className="text-muted"> (you)</span> : null}
              </th>
              <Cell label="E-mail address">{person.email}</Cell>
              <Cell label="Role">{person.role === 'admin' ? 'Administrator' : 'Member'}</Cell>
              <Cell label="Account">{status[person.status]}</Cell>
              <Cell label="Second factor">{person.secondFactor ? 'On' : 'Off'}</Cell>
              <Cell fit label="Change">
                <Menu
                  align="end"
                  trigger={
                    <IconButton label={`Change ${person.name}`}>
                      <Dots />
                    </IconButton>
                  }
                >
                  {person.role === 'admin' ? (
                    <MenuItem onSelect={() => change(person, { role: 'member' }, `${person.name} is a member now.`)}>
                      Make member
                    </MenuItem>
                  ) : (
                    <MenuItem
                      onSelect={() => change(person, { role: 'admin' }, `${person.name} is an administrator now.`)}
                    >
                      Make administrator
                    </MenuItem>
                  )}
                  <MenuItem
                    disabled={person.status === 'disabled'}
                    onSelect={() => change(person, { newLink: true }, 'A new link is made.')}
                  >
                    New link to set a password
                  </MenuItem>
                  <MenuRule />
                  {person.status === 'disabled' ? (
                    <MenuItem onSelect={() => change(person, { disabled: false }, `${person.name} can sign in again.`)}>
                      Enable
                    </MenuItem>
                  ) : (
                    <MenuItem
                      tone="late"
                      onSelect={() =>
                        change(person, { disabled: true }, `${person.name} is disabled and signed out everywhere.`)
                      }
                    >
                      Disable
                    </MenuItem>
                  )}
                </Menu>
              </Cell>
            </tr>
          ))}
        </Table>
      </Panel>
    </>
  )
}
