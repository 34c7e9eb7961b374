import type { ExhibitStatus, ExhibitView } from '#lib/domain/exhibit'
import { SoftLink } from '../../../../_ui/soft-link.tsx'

const steps = ['Mark', 'Build', 'Verify', 'Review', 'Publish'] as const
type Step = (typeof steps)[number]

/** Where it stands: what a second person reviews, mark by mark, is the very copy that was built and verified. */
const at: Record<Exclude<ExhibitStatus, 'building' | 'failed'>, Step | null> = {
  verified: 'Review',
  approved: 'Publish',
  published: null,
  withdrawn: null,
}

/** The way of an exhibit; the step that it is at is current, the first leads back to the document's marks. */
export function Steps({ exhibit }: { exhibit: ExhibitView }) {
  const now = stepOf(exhibit)
  return (
    <ol className="steps" aria-label="Steps">
      {steps.map((step) => (
        <li key={step} aria-current={step === now ? 'step' : undefined}>
          {step === 'Mark' ? <SoftLink href={`/documents/${exhibit.document.number}`}>{step}</SoftLink> : step}
        </li>
      ))}
    </ol>
  )
}

function stepOf({ status, built, pages, rejected }: ExhibitView): Step | null {
  if (status !== 'building' && status !== 'failed') return at[status]
  if (rejected) return 'Review'
  return built === pages ? 'Verify' : 'Build'
}
