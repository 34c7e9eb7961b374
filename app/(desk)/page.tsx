import type { Metadata } from 'next'
import { shortAgency } from '#lib/domain/board'
import type { ExhibitView } from '#lib/domain/exhibit'
import type { WaitingQuarantine as Held } from '#lib/domain/quarantine'
import { listWaitingExhibits } from '#lib/services/exhibits/list-waiting-exhibits'
import { listInvestigations } from '#lib/services/investigations/list-investigations'
import { listQuarantines } from '#lib/services/quarantine/list-quarantines'
import { listToday, type Today, type TodayLine } from '#lib/services/requests/list-today'
import { page } from '../_door/page.ts'
import { LinkButton } from '../_ui/button.tsx'
import { Avatar } from '../_ui/chip.tsx'
import { formatDay, relativeDay } from '../_ui/format-date.ts'
import { SoftLink } from '../_ui/soft-link.tsx'
import { EmptyState } from '../_ui/states.tsx'
import { StatusChip } from '../_ui/status-chip.tsx'
import { Group, PageHeader } from '../_ui/surface.tsx'
import { TaskList, TaskRow } from '../_ui/task-row.tsx'
import { WaitingQuarantine } from './documents/waiting-quarantine.tsx'
import { WaitingExhibit } from './exhibits/waiting-exhibit.tsx'
import { kindWords } from './requests/count-days.ts'
import { dueWords } from './requests/due-words.ts'
import { Why } from './requests/why.tsx'

export const metadata: Metadata = { title: 'Today' }

/** What is late, what is due this week, what waits for us; each line with its date, the reason for it and one action. */
export default async function TodayPage() {
  const [today, exhibits, held, investigations] = await page((world, actor) =>
    Promise.all([
      listToday(world, actor),
      listWaitingExhibits(world, actor),
      listQuarantines(world, actor),
      listInvestigations(world, actor, { limit: 1 }),
    ]),
  )
  const { overdue, dueThisWeek, needsYou } = today
  const waiting = needsYou.length + exhibits.length + held.length
  const nothing = overdue.length + dueThisWeek.length + waiting === 0
  const many = {
    overdue: today.more.overdue ?? overdue.length,
    dueThisWeek: today.more.dueThisWeek ?? dueThisWeek.length,
  }
  const meta = `${many.overdue.toLocaleString('en')} overdue, ${many.dueThisWeek.toLocaleString('en')} due this week, ${waiting} need${waiting === 1 ? 's' : ''} you`
  return (
    <>
      <PageHeader title={formatDay(today.today, 'long')} meta={nothing ? undefined : meta} />
      {nothing ? <NothingDue today={today} begun={investigations.data.length > 0} /> : null}
      <Lines title="Overdue" lines={overdue} of={many.overdue} all="/requests?view=overdue" today={today.today} />
      <Lines
        title="Due this week"
        lines={dueThisWeek}
        of={many.dueThisWeek}
        all="/requests?q=status%3Adue-soon"
        today={today.today}
      />
      <Lines
        title="Needs you"
        lines={needsYou}
        of={needsYou.length}
        all="/requests?view=yours"
        today={today.today}
        exhibits={exhibits}
        held={held}
      />
    </>
  )
}

function NothingDue({ today: { next }, begun }: { today: Today; begun: boolean }) {
  if (!begun)
    return (
      <EmptyState
        action={
          <LinkButton variant="primary" href="/investigations/new">
            Open an investigation
          </LinkButton>
        }
        example="Requests, what came back and what you found in it belong to an investigation. Only its members see them."
      >
        You are in no investigation yet.
      </EmptyState>
    )
  return (
    <EmptyState
      action={<LinkButton href="/requests/new">Log a request</LinkButton>}
      example="Also one that you filed elsewhere months ago: its due date is counted by the law of its state."
    >
      Nothing due.{' '}
      {next?.dueOn ? (
        <>
          Next: <SoftLink href={`/requests/${next.number}`}>{next.number}</SoftLink> on {formatDay(next.dueOn)}.
        </>
      ) : null}
    </EmptyState>
  )
}

/** A group; `of` how many there are in all, which the list of requests shows. */
function Lines({
  title,
  lines,
  of,
  all,
  today,
  exhibits = [],
  held = [],
}: {
  title: string
  lines: TodayLine[]
  of: number
  all: string
  today: string
  exhibits?: ExhibitView[]
  held?: Held[]
}) {
  const others = exhibits.length + held.length
  if (lines.length + others === 0) return null
  return (
    <Group title={title} count={(of + others).toLocaleString('en')} className="max-w-5xl">
      <TaskList label={title}>
        {exhibits.map((one) => (
          <WaitingExhibit key={one.id} exhibit={one} today={today} />
        ))}
        {held.map((one) => (
          <WaitingQuarantine key={one.id} waiting={one} />
        ))}
        {lines.map((line) => (
          <Line key={line.id} line={line} today={today} />
        ))}
      </TaskList>
      {of > lines.length ? (
        <p className="py-2 text-sm">
          <SoftLink href={all}>All {of.toLocaleString('en')}</SoftLink>
        </p>
      ) : null}
    </Group>
  )
}

function Line({ line, today }: { line: TodayLine; today: string }) {
  const { deadline, on } = line
  const ours = deadline !== null && on !== line.dueOn
  const href = `/requests/${line.number}`
  return (
    <TaskRow
      status={<StatusChip status={line.overdue ? 'overdue' : line.dueSoon && !ours ? 'due soon' : line.status} />}
      number={line.number}
      href={href}
      title={line.subject}
      place={[`${shortAgency(line.agency)}, ${line.jurisdiction}`, line.note].filter(Boolean).join(' · ')}
      when={ours && on ? relativeDay(on, today) : line.dueOn ? dueWords(line, today) : waiting(line)}
      whenDetail={detail(line)}
      tone={line.overdue ? 'late' : line.dueSoon || ours ? 'soon' : undefined}
      owner={line.owner ? <Avatar name={line.owner} /> : null}
      action={<LinkButton href={href}>{nextStep(line, ours)}</LinkButton>}
    >
      {deadline || line.dueOverride ? (
        <details>
          <summary className="w-fit cursor-pointer py-1 text-xs text-muted">Why this date</summary>
          <div className="mt-2 max-w-2xl">
            {deadline ? (
              <Why deadline={deadline} receivedOn={line.receivedOn} late={line.overdue} />
            ) : (
              <p className="text-sm">Set by hand: {line.dueOverride?.reason}</p>
            )}
          </div>
        </details>
      ) : null}
    </TaskRow>
  )
}

const waiting = (line: TodayLine) =>
  line.stage === 'draft'
    ? `Saved ${formatDay(line.updatedAt.slice(0, 10), 'short')}`
    : line.lastReplyOn
      ? `Came ${formatDay(line.lastReplyOn, 'short')}`
      : 'No date'

function detail({ deadline, on, overdue, stage, dueOverride }: TodayLine) {
  if (stage === 'draft') return 'not sent yet'
  if (!on) return null
  const what = deadline && !dueOverride ? kindWords[deadline.kind] : 'answer'
  return overdue ? `${what} was due ${formatDay(on, 'short')}` : `${what}, ${formatDay(on, 'short')}`
}

const steps: Record<string, string> = {
  clarification: 'Answer',
  fee_decision: 'Decide fee',
  payment: 'Pay or dispute',
  form: 'Fill in form',
  portal_login: 'Open portal',
}

function nextStep({ needs, stage, outcome }: TodayLine, ours: boolean) {
  if (ours || (stage === 'needs_action' && outcome === 'denied')) return 'Appeal'
  if (needs) return steps[needs] ?? 'Open'
  return stage === 'draft' ? 'Finish' : 'Open'
}
