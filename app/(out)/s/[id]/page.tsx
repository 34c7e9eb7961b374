import type { Metadata } from 'next'
import { Refusal } from '#lib/domain/refusal'
import { viewShare, viewSharedPages } from '#lib/services/shares/open-share'
import { page } from '../../../_door/page.ts'
import { shareKey } from '../../../_door/share-cookie.ts'
import { Button } from '../../../_ui/button.tsx'
import { Field } from '../../../_ui/field.tsx'
import { TextInput } from '../../../_ui/inputs.tsx'
import { Mark } from '../../../_ui/mark.tsx'
import { Pager } from '../../../_ui/pager.tsx'
import { ErrorBox } from '../../../_ui/states.tsx'
import { Instant } from '../../../_ui/time.tsx'
import { Sheet } from '../../sheet.tsx'
import { ForgetFragment } from './forget-fragment.tsx'
import { Landing } from './landing.tsx'
import { SharedSheet } from './shared-sheet.tsx'
import './share.css'

/** The same for every link: what it leads to is nobody's business. */
export const metadata: Metadata = { title: 'Shared with you', robots: { index: false, follow: false } }

const atOnce = 20
const said: Record<string, string> = {
  not_found: 'There is no link with this code. Copy the whole link, up to its last letter.',
  forbidden: 'This link asks for a passcode, or the one you gave is wrong.',
  too_many: 'Too many tries. Please wait some minutes.',
}

type Props = { params: Promise<{ id: string }>; searchParams: Promise<{ from?: string; said?: string }> }

/** Where a link leads: first the exchange of its code, then the pages. */
export default async function SharePage({ params, searchParams }: Props) {
  const [{ id }, asked] = await Promise.all([params, searchParams])
  const from = /^[1-9]\d{0,5}$/.test(asked.from ?? '') ? Number(asked.from) : 1
  const visitor = { id, key: await shareKey(id) }
  const found = await page(async (world, actor) => {
    try {
      const share = await viewShare(world, actor, visitor)
      return { share, pages: await viewSharedPages(world, actor, { ...visitor, from, limit: atOnce }) }
    } catch (error) {
      if (error instanceof Refusal) return error.code === 'gone' ? { over: error.message } : { share: null }
      throw error
    }
  })
  if ('over' in found)
    return (
      <Sheet title="This link is over">
        <ErrorBox title={found.over} />
      </Sheet>
    )
  if (!found.share)
    return (
      <Sheet title="Shared with you" lead="Somebody in a newsroom has sent you a link to read here.">
        {asked.said ? <ErrorBox title={said[asked.said] ?? 'That did not work. Please try again.'} /> : null}
        <Landing id={id} />
        <noscript>
          <form className="grid gap-4" method="post" action={`/s/${encodeURIComponent(id)}/open`}>
            <Field label="Code" hint="What stands after the # in the link you were sent, or the whole link.">
              <TextInput name="token" autoComplete="off" spellCheck={false} required />
            </Field>
            <Field label="Passcode" optional hint="Where you were told one.">
              <TextInput name="passcode" type="password" autoComplete="off" />
            </Field>
            <Button type="submit" variant="primary" className="justify-self-start">
              Open
            </Button>
          </form>
        </noscript>
      </Sheet>
    )
  const { share, pages } = found
  const packet = share.exhibits.length > 1
  const to = (n: number) => `/s/${id}${n > 1 ? `?from=${n}` : ''}`
  const last = pages.at(-1)?.n ?? 0
  return (
    <main className="mx-auto grid w-full max-w-4xl gap-6 px-5 pt-8 pb-16">
      <ForgetFragment />
      <header className="grid gap-3">
        <p className="flex items-center gap-2 font-semibold">
          <Mark />
          Unsealed
        </p>
        <h1 className="font-serif text-3xl">
          {packet ? `Packet of ${share.exhibits.length} exhibits` : share.exhibit.title}
        </h1>
        <p className="text-muted">
          {share.recipient ? <>Prepared for {share.recipient}. </> : null}
          {share.pages} {share.pages === 1 ? 'page' : 'pages'}. You can read until{' '}
          <Instant at={share.until} clockOnly />, then open the link again.
        </p>
        <p className="no-print text-muted">
          {share.built ? (
            <a className="btn" href={`/s/${id}/pdf`} download>
              Download PDF
            </a>
          ) : (
            'Its PDF is being made. Load this page again in a minute.'
          )}
        </p>
      </header>
      <Contents exhibits={share.exhibits} packet={packet} to={(n) => `${to(startOf(n))}#p-${n}`} />
      {pages.map((one) => (
        <SharedSheet key={one.n} id={id} page={one} recipient={share.recipient} packet={packet} />
      ))}
      {share.pages > atOnce ? (
        <Pager
          label="Pages"
          summary={`Pages ${from}–${last} of ${share.pages}`}
          previousHref={from > 1 ? to(Math.max(1, from - atOnce)) : null}
          nextHref={last < share.pages ? to(last + 1) : null}
        />
      ) : null}
    </main>
  )
}

const startOf = (n: number) => Math.floor((n - 1) / atOnce) * atOnce + 1

type Exhibits = readonly { number: string; version: number; title: string; pages: number; sha256: string }[]

/** What there is, from which page on, and by which hash its own file is known. */
function Contents({ exhibits, packet, to }: { exhibits: Exhibits; packet: boolean; to: (n: number) => string }) {
  const starts = exhibits.map((_, i) => 1 + exhibits.slice(0, i).reduce((sum, { pages }) => sum + pages, 0))
  return (
    <ol className="grid gap-3 border-y border-rule py-3 text-sm">
      {exhibits.map(({ number, version, title, pages, sha256 }, i) => {
        const first = starts[i] ?? 1
        const range = pages === 1 ? `P-${first}` : `P-${first}–${first + pages - 1}`
        return (
          <li key={`${number}-${version}`} className="grid gap-0.5">
            {packet ? (
              <a href={to(first)}>
                {range} {title}
              </a>
            ) : null}
            <span className="text-muted">
              {number}, version {version}, {pages} {pages === 1 ? 'page' : 'pages'}
            </span>
            <span className="font-mono text-2xs break-all text-muted">SHA-256 {sha256}</span>
          </li>
        )
      })}
    </ol>
  )
}
