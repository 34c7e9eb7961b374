import type { Metadata } from 'next'
import { listExhibitNotes } from '#lib/services/exhibits/note-exhibit'
import { openReview, type Review } from '#lib/services/exhibits/open-review'
import { listFindings } from '#lib/services/findings/list-findings'
import { page } from '../../../../_door/page.ts'
import { LinkButton } from '../../../../_ui/button.tsx'
import { SetCrumbs } from '../../../../_ui/crumbs.tsx'
import { formatDay } from '../../../../_ui/format-date.ts'
import { BlackBox } from '../../../../_ui/glyphs.tsx'
import { ProgressBar } from '../../../../_ui/progress.tsx'
import { SoftLink } from '../../../../_ui/soft-link.tsx'
import { Notice } from '../../../../_ui/states.tsx'
import { StatusChip } from '../../../../_ui/status-chip.tsx'
import { PageHeader, Panel } from '../../../../_ui/surface.tsx'
import { KeepLooking } from '../../keep-looking.tsx'
import { MarksPanel } from './marks-panel.tsx'
import { type NotePlace, NotesPanel } from './notes-panel.tsx'
import { PrepareAgain } from './prepare-again.tsx'
import { PublishForm } from './publish-form.tsx'
import { Sheets } from './sheets.tsx'
import { Steps } from './steps.tsx'
import { UpdateForm } from './update-form.tsx'
import { Verification } from './verification.tsx'
import { Versions } from './versions.tsx'
import { Withdraw } from './withdraw.tsx'
import './review.css'

type Props = { params: Promise<{ id: string }> }

const read = async (props: Props) => {
  const { id } = await props.params
  return page((world, actor) => openReview(world, actor, { id: decodeURIComponent(id) }))
}

/** What readers are told beside the pages, and the places where more can be said. */
const readNotes = ({ exhibit, sheets }: Review) =>
  page(async (world, actor) => {
    const { id, investigationId, documentId } = exhibit
    const filter = { documentId }
    const { data } = await listFindings(world, actor, { investigationId, filter, limit: 200 })
    const on = (page: number) => sheets.find((sheet) => sheet.sourcePage === page)?.page
    const passages = data.flatMap(({ id: findingId, number, statement, anchors }): NotePlace[] => {
      const anchor = anchors.find((one) => one.documentId === documentId && on(one.page) !== undefined)
      return anchor ? [{ findingId, label: `${number}, p. ${on(anchor.page)}: ${statement.slice(0, 60)}` }] : []
    })
    const pages = sheets.map(({ page }): NotePlace => ({ page, label: `Page ${page}, as a whole` }))
    return { notes: await listExhibitNotes(world, actor, { id }), places: [...passages, ...pages] }
  })

export async function generateMetadata(props: Props): Promise<Metadata> {
  const { exhibit } = await read(props)
  return { title: `${exhibit.number} ${exhibit.title}` }
}

/** One version of an exhibit, on its way out: its own pages, its marks one by one, what the verifier found, and the next step. */
export default async function ReviewPage(props: Props) {
  const review = await read(props)
  const { exhibit, investigation, may } = review
  const { status, document, stale } = exhibit
  const open = status === 'verified' || status === 'approved'
  const { notes, places } = await readNotes(review)
  const again = <PrepareAgain exhibit={exhibit} leftOut={review.leftOut} />
  return (
    <>
      <SetCrumbs
        crumbs={[
          { label: investigation.title, href: `/board/${investigation.slug}` },
          { label: 'Exhibits', href: `/exhibits?investigation=${investigation.key}` },
          { label: exhibit.number },
        ]}
      />
      <KeepLooking busy={status === 'building'} />
      <div className="steps-bar">
        <BlackBox />
        <span>Redacting a copy. The original is kept.</span>
        <Steps exhibit={exhibit} />
      </div>
      <PageHeader
        number={exhibit.number}
        title={exhibit.title}
        chips={<StatusChip status={status} />}
        actions={
          <>
            {exhibit.sha256 && open ? (
              <a className="btn" href={`/api/v1/exhibits/${exhibit.id}/pdf`} download>
                PDF
              </a>
            ) : null}
            {exhibit.url && status === 'published' ? (
              <LinkButton href={`/exhibits/${exhibit.slug}`}>Public page</LinkButton>
            ) : null}
            {may.edit && (status === 'approved' || status === 'published' || status === 'withdrawn') ? (
              <LinkButton href={`/exhibits/shares/${exhibit.id}`}>
                {stale || status === 'withdrawn' ? 'Links' : 'Share'}
              </LinkButton>
            ) : null}
            {may.prepare && !stale && status !== 'building' && status !== 'failed' ? again : null}
          </>
        }
      >
        <span>Version {exhibit.version}</span>
        <span>
          {exhibit.pages === 1 ? 'Page' : 'Pages'} {exhibit.sourcePages} of{' '}
          <SoftLink href={`/documents/${document.number}`}>
            {document.number} {document.name}
          </SoftLink>
        </span>
        {exhibit.label ? <span>For {exhibit.label}</span> : null}
        <span>Prepared by {exhibit.preparer}</span>
        {exhibit.approver ? <span>Approved by {exhibit.approver}</span> : null}
      </PageHeader>

      {stale && open ? (
        <Notice tone="late" action={may.prepare ? again : null} className="mb-3">
          The document or its marks have changed since this version was made, so it cannot leave. Prepare it again.
        </Notice>
      ) : null}
      {status === 'failed' && exhibit.failure ? (
        <Notice tone="late" action={may.prepare ? again : null} className="mb-3">
          {exhibit.rejected
            ? `${review.refusedBy} refused it: ${exhibit.rejected.reason.replace(/[.!?]*$/, '.')}`
            : exhibit.failure}{' '}
          It cannot be published.
        </Notice>
      ) : null}
      {status === 'withdrawn' ? (
        <Notice className="mb-3">
          Withdrawn{exhibit.withdrawnAt ? `, ${formatDay(exhibit.withdrawnAt.slice(0, 10))}` : ''}:{' '}
          {exhibit.withdrawnFor}
        </Notice>
      ) : null}

      <div className="review">
        <div className="review-side">
          {status === 'building' ? <Building built={exhibit.built} pages={exhibit.pages} /> : null}
          {status === 'approved' && may.edit && !stale ? <PublishForm exhibit={exhibit} /> : null}
          {status === 'approved' && !may.edit ? <Notice>An editor of this investigation publishes it.</Notice> : null}
          {status === 'published' && may.edit ? <UpdateForm exhibit={exhibit} /> : null}
          <MarksPanel
            exhibit={{ id: exhibit.id, number: exhibit.number, status, stale }}
            marks={review.marks}
            decide={may.decide}
          />
          {open || status === 'published' ? (
            <NotesPanel id={exhibit.id} notes={notes} places={places} mayEdit={may.edit} />
          ) : null}
          <Verification review={review} />
          <Versions review={review} />
          {may.edit && (open || status === 'published') ? (
            <Withdraw id={exhibit.id} published={status === 'published'} />
          ) : null}
        </div>
        <Sheets id={exhibit.id} sheets={review.sheets} marks={review.marks} />
      </div>
    </>
  )
}

function Building({ built, pages }: { built: number; pages: number }) {
  const phase = built < pages ? 'Building the pages' : 'Trying to get the covered words back out'
  return (
    <Panel title="On its way">
      <ProgressBar
        label="Progress of this exhibit"
        phase={phase}
        {...(built < pages ? { done: built, of: pages, unit: 'pages' } : {})}
      />
      <p className="mt-2 text-sm text-muted">You can leave this page; it goes on by itself.</p>
    </Panel>
  )
}
