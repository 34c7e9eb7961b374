import type { ExhibitStatus, ExhibitView } from '#lib/domain/exhibit'
import { SoftLink } from '../../../../_ui/soft-link.tsx'

const steps = ['Mark', 'Build', 'Verify', 'Review', 'Publish'] as const

/** Where it stands: what a second person reviews, mark by mark, is the very copy that was built and verified. */
const at: Record<ExhibitStatus, (typeof steps)[number] | null> = {
  building: 'Build',
  failed: 'Verify',
  verified: 'Review',
  approved: 'Publish',
  published: null,
  withdrawn: null,
}

/** The way of an exhibit; the step that it is at is current, the first leads back to the document's marks. */
export function Steps({ exhibit }: { exhibit: ExhibitView }) {
  const now = exhibit.status === 'building' && exhibit.built === exhibit.pages ? 'Verify' : at[exhibit.status]
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
