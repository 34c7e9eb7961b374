import { sayStep } from '#lib/domain/counting'
import type { JurisdictionView } from '#lib/domain/jurisdiction'
import { Facts, Group } from '../../../_ui/surface.tsx'
import { kindWords } from '../../requests/count-days.ts'

/** The law of a jurisdiction: its clocks with their citations, what silence means, appeal, fees, and how sure we are. */
export function LawPanel({ law }: { law: JurisdictionView }) {
  const { appeal, silence, fees, residency, calendar } = law
  return (
    <>
      <Group title={law.law.name} count={law.law.citation}>
        <ul>
          {law.clocks.map((clock) => (
            <li key={clock.id} className="border-b border-rule py-2 text-sm">
              <b>{clock.count === null ? 'No number of days' : sayStep(clock)}</b> {kindWords[clock.kind]}
              {clock.condition ? <span className="block text-xs">{clock.condition}</span> : null}
              <span className="block text-xs text-muted">{clock.citation}</span>
            </li>
          ))}
        </ul>
      </Group>
      <Group title="What else it says">
        <Facts
          className="py-2"
          facts={[
            { term: 'Silence', detail: `${silence.effect} (${silence.citation})` },
            {
              term: 'Appeal',
              detail: appeal.available ? `to ${appeal.to} (${appeal.citation})` : (appeal.note ?? 'none in the agency'),
            },
            { term: 'Court', detail: `${law.court.forum} (${law.court.citation})` },
            {
              term: 'Fees',
              detail: [fees.waiver && `waiver: ${fees.waiver}`, fees.copyFee].filter(Boolean).join('; '),
            },
            { term: 'Residents', detail: residency.note ?? residency.required },
            {
              term: 'Closed days',
              detail: `${calendar.closedDays.length} a year besides weekends; ${calendar.source}`,
            },
            { term: 'Checked', detail: sure(law.confidence) },
          ]}
        />
      </Group>
    </>
  )
}

/** How well the parts were checked, counted: nobody should cite what was only remembered. */
function sure(confidence: Record<string, string>) {
  const counts = new Map<string, number>()
  for (const how of Object.values(confidence)) counts.set(how, (counts.get(how) ?? 0) + 1)
  return [...counts].map(([how, n]) => `${n} parts ${how}`).join('; ')
}
