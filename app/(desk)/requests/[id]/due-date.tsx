import { responseDue } from '#lib/domain/deadline'
import type { RequestWhole } from '#lib/domain/request'
import { formatDay } from '../../../_ui/format-date.ts'
import { dueTone, dueWords } from '../due-words.ts'
import { Why, WhyOverride } from '../why.tsx'
import { CorrectDue } from './correct-due.tsx'
import { WhyDate } from './why-date.tsx'

/** The due date in words; it opens its reasons, and the way to correct it. */
export function DueDate({
  request,
  today,
  source,
  may,
}: {
  request: RequestWhole
  today: string
  source: string
  may: boolean
}) {
  const { dueOn, dueOverride, deadlines, overdue, receivedOn } = request
  const correct =
    may && request.stage !== 'draft' && request.stage !== 'closed' ? <CorrectDue request={request} /> : null
  if (!dueOn) {
    const why =
      request.stage === 'draft'
        ? 'No clock runs yet'
        : request.stage === 'closed'
          ? 'Nothing is due'
          : 'This law sets no day'
    return (
      <span className="inline-flex flex-wrap items-center gap-x-2">
        {why} {correct}
      </span>
    )
  }
  const deadline = deadlines.find((one) => one.dueOn === dueOn && one.binding && !one.settledOn)
  const words = overdue ? `Due ${formatDay(dueOn, 'short')}, ${dueWords(request, today)}` : `Due ${formatDay(dueOn)}`
  return (
    <WhyDate label={words} title={`Why ${formatDay(dueOn, 'long')}`} tone={dueTone(request)} footer={correct}>
      {dueOverride ? (
        <WhyOverride reason={dueOverride.reason} counted={responseDue(deadlines)} />
      ) : deadline ? (
        <Why deadline={deadline} receivedOn={receivedOn} late={overdue} source={source} />
      ) : null}
    </WhyDate>
  )
}
