'use client'

import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { useForm } from 'react-hook-form'
import { type ShareState, type ShareView, shareDays } from '#lib/domain/share'
import { Button } from '../../_ui/button.tsx'
import { Chip } from '../../_ui/chip.tsx'
import { ConfirmDialog } from '../../_ui/dialog.tsx'
import { Field, Fieldset } from '../../_ui/field.tsx'
import { Cross, Ring, Tick } from '../../_ui/glyphs.tsx'
import { Checkbox, Select, TextInput } from '../../_ui/inputs.tsx'
import { showRefusal } from '../../_ui/show-refusal.ts'
import { EmptyState, ErrorBox, Notice } from '../../_ui/states.tsx'
import { Panel } from '../../_ui/surface.tsx'
import { Cell, HeadCell, Table } from '../../_ui/table.tsx'
import { Instant } from '../../_ui/time.tsx'
import { Once } from '../settings/once.tsx'
import { endShare, makeShare } from './share-actions.ts'

type Given = { id: string; number: string; version: number; title: string }

/**
 * Links to an exhibit: make one, see who opens it, end it. `ready`: it may leave the team. `others`: exhibits of the
 * same investigation that may go along as a packet.
 */
export function SharePanel({
  exhibit,
  ready,
  others,
  shares,
}: {
  exhibit: Given
  ready: boolean
  others: readonly Given[]
  shares: readonly ShareView[]
}) {
  const [url, setUrl] = useState<string>()
  return (
    <Panel title="Share" meta={shares.length > 0 ? shares.length : undefined}>
      <div className="grid gap-4">
        {url ? (
          <Once text={url} done={() => setUrl(undefined)}>
            Copy the link now: only its hash is kept, so it cannot be shown again. Tell the passcode by another way.
          </Once>
        ) : ready ? (
          <NewLink exhibit={exhibit} others={others} made={setUrl} />
        ) : (
          <Notice>A link can be made once the exhibit is approved, and its document and marks are as they were.</Notice>
        )}
        {shares.length > 0 ? <Links shares={shares} /> : <EmptyState>Nobody has a link to this exhibit.</EmptyState>}
      </div>
    </Panel>
  )
}

const lasts = [1, 7, shareDays.usual, 30, 90, shareDays.most]

function NewLink({ exhibit, others, made }: { exhibit: Given; others: readonly Given[]; made: (url: string) => void }) {
  const router = useRouter()
  const defaultValues = { days: String(shareDays.usual), recipient: '', passcode: '', exhibitIds: [] as string[] }
  const form = useForm({ defaultValues })
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
    made(done.value.url)
    form.reset()
    router.refresh()
  })
  return (
    <form className="grid max-w-xl gap-4" method="post" noValidate onSubmit={send}>
      {errors.root?.message ? <ErrorBox title={errors.root.message} /> : null}
      <div className="grid items-start gap-4 md:grid-cols-2">
        <Field label="For whom" optional hint="Stands on every page." error={errors.recipient?.message}>
          <TextInput {...form.register('recipient')} autoComplete="off" />
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
      {others.length > 0 ? (
        <Fieldset
          legend="Together with"
          hint="More exhibits make a packet: an index, and pages numbered through."
          error={errors.exhibitIds?.message}
        >
          {others.map(({ id, number, version, title }) => (
            <Checkbox
              key={id}
              {...form.register('exhibitIds')}
              value={id}
              label={`${number} ${title}`}
              hint={`Version ${version}`}
            />
          ))}
        </Fieldset>
      ) : null}
      <Button type="submit" variant="primary" busy={isSubmitting} className="justify-self-start">
        Make link
      </Button>
    </form>
  )
}

const state: Record<ShareState, { words: string; tone: 'done' | 'closed' | 'late'; icon: typeof Tick }> = {
  open: { words: 'Works', tone: 'done', icon: Tick },
  expired: { words: 'Expired', tone: 'closed', icon: Ring },
  revoked: { words: 'Revoked', tone: 'closed', icon: Cross },
  withdrawn: { words: 'Exhibit withdrawn', tone: 'late', icon: Cross },
  replaced: { words: 'Document replaced', tone: 'late', icon: Cross },
}

function Links({ shares }: { shares: readonly ShareView[] }) {
  const router = useRouter()
  async function revoke(id: string) {
    const done = await endShare({ id })
    if (!done.ok) return done.message
    router.refresh()
  }
  return (
    <Table
      caption="Links to this exhibit"
      head={
        <>
          <HeadCell>For</HeadCell>
          <HeadCell>State</HeadCell>
          <HeadCell>Ends</HeadCell>
          <HeadCell num>Opens</HeadCell>
          <HeadCell>Last opened</HeadCell>
          <HeadCell fit>
            <span className="sr-only">Act</span>
          </HeadCell>
        </>
      }
    >
      {shares.map((share) => {
        const { words, tone, icon: Icon } = state[share.state]
        const many = share.exhibits.length > 1 ? `Packet: ${share.exhibits.map(({ number }) => number).join(', ')}` : ''
        const one = share.exhibits[0] ? `Version ${share.exhibits[0].version}` : ''
        return (
          <tr key={share.id}>
            <th scope="row">
              {share.recipient ?? 'Anybody with the link'}
              <span className="block text-xs font-normal text-muted">
                {[many || one, share.passcode ? 'passcode' : ''].filter(Boolean).join(' · ')}
              </span>
            </th>
            <Cell label="State">
              <Chip tone={tone} icon={<Icon />}>
                {words}
              </Chip>
            </Cell>
            <Cell label="Ends">
              <Instant at={share.expiresAt} />
            </Cell>
            <Cell label="Opens" num>
              {share.opens}
            </Cell>
            <Cell label="Last opened">
              <span>
                {share.lastOpenedAt ? <Instant at={share.lastOpenedAt} /> : 'never'}
                {share.pagesRead + share.downloads > 0 ? (
                  <span className="block text-xs text-muted">
                    {share.pagesRead} {share.pagesRead === 1 ? 'page' : 'pages'} read, {share.downloads}{' '}
                    {share.downloads === 1 ? 'download' : 'downloads'}
                  </span>
                ) : null}
              </span>
            </Cell>
            <Cell fit>
              {share.state === 'open' ? (
                <ConfirmDialog
                  trigger={<Button>Revoke</Button>}
                  title="Revoke this link?"
                  confirm="Revoke"
                  tone="danger"
                  onConfirm={() => revoke(share.id)}
                >
                  Whoever reads by it stops at the next page. It cannot be made to work again.
                </ConfirmDialog>
              ) : null}
            </Cell>
          </tr>
        )
      })}
    </Table>
  )
}
