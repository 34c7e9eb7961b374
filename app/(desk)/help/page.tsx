import type { Metadata } from 'next'
import Link from 'next/link'
import { PageHeader, Panel } from '../../_ui/surface.tsx'
import { Kbd } from '../../_ui/text.tsx'

export const metadata: Metadata = { title: 'Help' }

const steps = [
  [
    'Open an investigation',
    '/investigations',
    'It gathers requests, documents and findings, and only its members see them.',
  ],
  [
    'Log a request',
    '/requests/new',
    'Also one that was filed elsewhere months ago. You see when an answer is due, and why.',
  ],
  [
    'Attach what came back',
    '/documents',
    'Drop files on the request or on the documents page. PDFs and mails become pages you can search.',
  ],
  [
    'Read and tag',
    '/documents',
    'Select a passage, press f, choose a type. Quote, page and file hash are kept with it.',
  ],
  [
    'Look at the board',
    '/board',
    'Agencies by types of finding. Every cell says what is known, and what was never asked.',
  ],
] as const

const keys = [
  ['?', 'all shortcuts of the page you are on'],
  ['/', 'search'],
  ['c', 'new request'],
  ['g r', 'requests (g d documents, g b board, g a agencies, g t Today)'],
  ['f', 'in a document: the selected passage becomes a finding'],
  ['n p', 'in a document: next page, page before'],
] as const

const answers = [
  ['unauthenticated', 'Sign in, or send a token that is alive.'],
  ['forbidden', 'Your role does not allow it. An owner of the investigation can give you another.'],
  [
    'not_found',
    'There is no such thing, or it belongs to an investigation you are not a member of: the two look alike.',
  ],
  ['invalid', 'A field does not fit; the answer names it.'],
  ['conflict', 'Somebody changed it meanwhile, or a step comes too early.'],
  ['gone', 'It has expired, was revoked or withdrawn.'],
  ['too_many', 'Wait the seconds that the answer names.'],
  ['unavailable', 'The record is busy or the disk is full; nothing was changed.'],
  ['defect', 'Our fault. Nothing was changed; quote the number to whoever runs this server.'],
] as const

export default function HelpPage() {
  return (
    <div className="grid max-w-3xl gap-6">
      <PageHeader title="Help" />
      <Panel title="Five minutes">
        <ol className="grid list-decimal gap-3 pl-5">
          {steps.map(([title, href, words]) => (
            <li key={title}>
              <Link href={href} className="underline">
                {title}
              </Link>
              . {words}
            </li>
          ))}
        </ol>
      </Panel>
      <Panel title="Keyboard">
        <dl className="grid grid-cols-[4rem_1fr] gap-y-2">
          {keys.map(([key, words]) => (
            <div key={key} className="contents">
              <dt>
                <Kbd>{key}</Kbd>
              </dt>
              <dd>{words}</dd>
            </div>
          ))}
        </dl>
        <p className="mt-3">Single keys can be switched off in the list that ? opens.</p>
      </Panel>
      <Panel title="What a refusal means">
        <dl className="grid gap-2">
          {answers.map(([code, words]) => (
            <div key={code} id={code}>
              <dt className="font-semibold">{code.replace('_', ' ')}</dt>
              <dd>{words}</dd>
            </div>
          ))}
        </dl>
      </Panel>
      <p>
        The API is described at <a href="/api/v1/openapi.json">/api/v1/openapi.json</a>; make a token under{' '}
        <Link href="/settings">Settings</Link>.
      </p>
    </div>
  )
}
