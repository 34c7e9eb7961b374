import type { Metadata } from 'next'
import Link from 'next/link'
import { wordLessons } from '#lib/domain/query-help'
import { PageHeader, Panel } from '../../_ui/surface.tsx'
import { Kbd } from '../../_ui/text.tsx'

export const metadata: Metadata = { title: 'Help' }

const steps = [
  [
    'Open an investigation',
    '/investigations/new',
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
    'Drop files on the request or on the documents page. PDFs, scans, mails and tables become pages you can search.',
  ],
  [
    'Read and tag',
    '/documents',
    'Select a passage, press f, choose a type. The quote, its page and the exact file are kept with it.',
  ],
  [
    'Look at the board',
    '/board',
    'Agencies by types of finding. Every cell says what is known, and what was never asked.',
  ],
  [
    'Redact and publish',
    '/exhibits',
    'Mark what must not be read, prepare an exhibit, have a second person approve it. Only exhibits leave the team.',
  ],
] as const

const keys = [
  ['?', 'every shortcut of the page you are on'],
  ['/', 'search'],
  ['c', 'new request'],
  ['g r', 'requests; g d documents, g b board, g a agencies, g t Today'],
  ['m', 'on a request: log a call, letter or mail'],
  ['f', 'in a document: the selected passage becomes a finding'],
  ['n p', 'in a document: next page, page before'],
  ['Ctrl Z', 'take the last change back, for ten seconds (⌘ Z on a Mac)'],
] as const

const redacting = [
  ['b', 'mark what is selected; v starts a text caret that selects by keyboard'],
  ['d', 'a box for the keys: arrows move it, Shift and arrows size it, Ctrl small steps, Enter marks'],
  ['m', 'find and mark: names, words, or all telephone numbers, each place ticked before it is marked'],
  ['\\', 'marks, or black as it will look; in the text and in tables too'],
  ['x', 'prepare the exhibit: its title, then Enter'],
  ['y n', 'in the review: this mark is right, or not; j and k go through them'],
] as const

const words = [
  [
    'Who sees what',
    'An investigation is seen by its members only. Agencies belong to the whole newsroom. Only a published exhibit is public.',
  ],
  [
    'Who may what',
    'A viewer reads. A reporter also adds and changes requests, documents and findings. An editor also checks findings, approves and publishes. An owner also names the members.',
  ],
  [
    'Claimed, confirmed',
    'A finding is claimed until an editor who did not write it has read the passage and checked it. Changed afterwards, it is claimed again.',
  ],
  [
    'Due dates',
    'Counted from the day the agency received the request, by the law of its state, without closed days. Every date opens its reasons, and can be corrected by hand.',
  ],
  ['Originals', 'A file stays exactly as it came. Reporters, editors and owners can download it.'],
] as const

const reasons = [
  [
    'Reasons',
    'Every mark has one, and readers see it on the black box. At first: personal, minor, victim, source, security, other. An owner changes the list on the page of the investigation. The exemption in the law and a note for the team can be added to a mark.',
  ],
  [
    'Whole line',
    'Takes out the line about the words, because the length of a black bar can give a name away. It is proposed for names.',
  ],
  [
    'Words that still stand',
    'A mark says where its words also stand: other pages, attachments, titles, notes for readers, findings. Mark those too, change them, or say why they may stay: the exhibit fails its checks otherwise if they come out in it.',
  ],
  [
    'Build, verify, review',
    'Every page is drawn anew and filled with black, then another program tries to get the words back out. A second person who drew none of the marks looks at each. Only then can an editor publish.',
  ],
] as const

const searches = [
  ...wordLessons,
  ['agency:Lakeland date:2019-04', 'fields narrow it: an agency, a month, who wrote, the kind of file'],
] as const

const answers = [
  ['unauthenticated', 'Not signed in', 'Sign in again. A program needs a token that has not been revoked.'],
  ['forbidden', 'Not allowed', 'Your role does not allow it. An owner of the investigation can give you another.'],
  [
    'not_found',
    'Nothing there',
    'There is no such thing, or it belongs to an investigation you are not a member of: the two look alike.',
  ],
  ['invalid', 'Does not fit', 'A field does not fit; the message names it. What you typed is kept.'],
  ['conflict', 'Out of step', 'Somebody changed it meanwhile, or a step comes too early. Load the page again.'],
  ['gone', 'Over', 'It has expired, or was revoked or withdrawn.'],
  ['too_many', 'Too often', 'Wait as long as the message says, then try again.'],
  ['unavailable', 'Busy', 'The server is busy or its disk is full; nothing was changed.'],
  ['defect', 'Our fault', 'Nothing was changed. Give the number shown to whoever runs this server.'],
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
      <Panel title="Keyboard" className="touch:hidden">
        <Keys list={keys} />
        <p className="mt-3">All single keys can be switched off in the list that ? opens.</p>
      </Panel>
      <Panel id="redacting" title="Redacting" meta={<Link href="/exhibits">Exhibits</Link>}>
        <p>
          A document is never changed: marks say what is taken out of copies of it. Open the document, choose
          Redactions, and select words, draw boxes or let names and numbers be found. By keyboard:
        </p>
        <Keys list={redacting} />
        <dl className="mt-4 grid gap-3">
          {reasons.map(([term, said]) => (
            <div key={term}>
              <dt className="font-semibold">{term}</dt>
              <dd>{said}</dd>
            </div>
          ))}
        </dl>
        <p className="mt-3">
          All of it, with what is checked and what no program sees: <code>docs/exhibits.md</code>, in the folder that
          Unsealed runs from.
        </p>
      </Panel>
      <Panel id="search" title="Search" meta={<Link href="/search">Try it</Link>}>
        <dl className="grid gap-2">
          {searches.map(([typed, finds]) => (
            <div key={typed} className="grid gap-x-4 md:grid-cols-[15rem_1fr]">
              <dt>
                <Link href={`/search?${new URLSearchParams({ q: typed })}`} className="font-mono text-xs">
                  {typed}
                </Link>
              </dt>
              <dd>{finds}</dd>
            </div>
          ))}
        </dl>
        <p className="mt-3">
          The same words work above every list, each of which has fields of its own: open <q>How to search</q> beside
          the box of <Link href="/requests">requests</Link>, <Link href="/documents">documents</Link>,{' '}
          <Link href="/findings">findings</Link> or <Link href="/agencies">agencies</Link>. A search can be kept under a
          name with the star. All of it on one page, with days, ranges and numbers: <code>docs/search.md</code>, in the
          folder that Unsealed runs from.
        </p>
      </Panel>
      <Panel title="Good to know">
        <dl className="grid gap-3">
          {words.map(([term, said]) => (
            <div key={term}>
              <dt className="font-semibold">{term}</dt>
              <dd>{said}</dd>
            </div>
          ))}
        </dl>
      </Panel>
      <Panel title="When something is refused">
        <dl className="grid gap-3">
          {answers.map(([code, said, todo]) => (
            <div key={code} id={code}>
              <dt className="font-semibold">
                {said} <span className="ml-1 font-mono text-xs font-normal text-muted">{code}</span>
              </dt>
              <dd>{todo}</dd>
            </div>
          ))}
        </dl>
      </Panel>
      <p>
        For programs: the API is described at <a href="/api/v1/openapi.json">/api/v1/openapi.json</a>; make a token
        under <Link href="/settings/tokens">Settings</Link>.
      </p>
    </div>
  )
}

function Keys({ list }: { list: readonly (readonly [key: string, words: string])[] }) {
  return (
    <dl className="mt-3 grid grid-cols-[5rem_1fr] gap-y-2 first:mt-0">
      {list.map(([key, words]) => (
        <div key={key} className="contents">
          <dt>
            <Kbd>{key}</Kbd>
          </dt>
          <dd>{words}</dd>
        </div>
      ))}
    </dl>
  )
}
