import { type Check, type CheckName, checkNames } from '#lib/domain/exhibit'
import type { Elsewhere } from '#lib/domain/mark'
import type { Review } from '#lib/services/exhibits/open-review'
import { Chip } from '../../../../_ui/chip.tsx'
import { CopyButton } from '../../../../_ui/copy-button.tsx'
import { Cross, Tick } from '../../../../_ui/glyphs.tsx'
import { SoftLink } from '../../../../_ui/soft-link.tsx'
import { Panel } from '../../../../_ui/surface.tsx'
import { Instant } from '../../../../_ui/time.tsx'

/** What to do where a check failed; for `strings` the places themselves are shown. */
const todo: Record<CheckName, string> = {
  pages: 'A page is missing. Prepare it again.',
  boxes: 'A box is not black all over. Prepare it again; where it fails again, draw the mark a little larger.',
  words: 'Words reach into a mark. Draw the mark over the whole of them and prepare it again.',
  strings: 'Mark these places too, or say in the mark that its words may stay elsewhere. Then prepare it again.',
  letters: 'Letters can still be read at the edge of a box. Draw the mark a little larger and prepare it again.',
  parts: 'The file has parts that do not belong in it. Prepare it again; where it fails again, tell us.',
  outside: 'Something besides the boxes looks different. Prepare it again; where it fails again, tell us.',
  frozen: 'The document or its marks were changed while it was being made. Prepare it again.',
}

/** What the second engine tried and found, and what to do about it. */
export function Verification({ review }: { review: Review }) {
  const { exhibit } = review
  const { report } = exhibit
  if (!report) return null
  const failed = report.checks.filter(({ passed }) => !passed).length
  const chip =
    failed === 0 && report.checks.length > 0 ? (
      <Chip tone="done" icon={<Tick />}>
        {report.checks.length} of {report.checks.length} passed
      </Chip>
    ) : (
      <Chip tone="late" icon={<Cross />}>
        {failed} of {report.checks.length} failed
      </Chip>
    )
  return (
    <Panel title="Verification" actions={chip} flush id="verification">
      <ul className="checks">
        {report.checks.map((check) => (
          <Line key={check.name} check={check} review={review} />
        ))}
      </ul>
      <div className="grid gap-1 border-t border-rule p-3 text-xs text-muted">
        {exhibit.sha256 ? (
          <p className="flex items-center gap-2">
            SHA-256
            <code title={exhibit.sha256}>
              {exhibit.sha256.slice(0, 8)} … {exhibit.sha256.slice(-8)}
            </code>
            <CopyButton text={exhibit.sha256} variant="quiet" className="ml-auto">
              Copy
            </CopyButton>
          </p>
        ) : null}
        <details>
          <summary className="w-fit cursor-pointer py-1">Report</summary>
          <p>Built with {report.builtWith}.</p>
          <p>Attacked with {report.verifiedWith}, which shares no code with what built it.</p>
          <p>
            <Instant at={report.verifiedAt} />. The report is published with the exhibit.
          </p>
        </details>
      </div>
    </Panel>
  )
}

function Line({ check, review }: { check: Check; review: Review }) {
  return (
    <li data-passed={check.passed}>
      {check.passed ? (
        <Tick aria-label="Passed" aria-hidden={false} role="img" />
      ) : (
        <Cross aria-label="Failed" aria-hidden={false} role="img" />
      )}
      <span>{checkNames[check.name]}</span>
      <span className="check-detail">{check.detail}</span>
      {check.passed ? null : (
        <div className="check-todo">
          <p>{todo[check.name]}</p>
          {check.name === 'strings' ? <Places review={review} /> : null}
        </div>
      )}
    </li>
  )
}

function Places({ review }: { review: Review }) {
  const { number } = review.exhibit.document
  return (
    <ul className="mt-1 grid gap-1">
      {review.elsewhere.map(({ words, page, places }) => (
        <li key={words}>
          “{words}”, marked on <SoftLink href={`/documents/${number}#p${page}`}>p. {page}</SoftLink>, also stands{' '}
          {places.map((place, i) => (
            <span key={`${place.in} ${place.of ?? ''} ${place.page ?? ''} ${place.text}`}>
              {i > 0 ? '; ' : ''}
              <Place place={place} number={number} />
            </span>
          ))}
        </li>
      ))}
    </ul>
  )
}

function Place({ place, number }: { place: Elsewhere; number: string }) {
  if (place.in === 'page')
    return (
      <>
        on <SoftLink href={`/documents/${number}#p${place.page}`}>p. {place.page}</SoftLink>
      </>
    )
  const where = {
    name: 'in the name of the file',
    attachment: `in the attachment ${place.of}`,
    title: `in the title of ${place.of}`,
    note: `in what is said for readers of ${place.of}`,
    finding: `in ${place.of}`,
  }
  return (
    <>
      {where[place.in]}: {place.text}
    </>
  )
}
