import { formatDay, relativeDay } from '../../_ui/format-date.ts'

type Dated = { dueOn: string | null; overdue: boolean; dueSoon: boolean; daysLate: number; stage: string }

/** The due date in words: "5 business days late", "Tomorrow", "Fri 13 Nov". */
export function dueWords({ dueOn, overdue, dueSoon, daysLate }: Dated, today: string): string {
  if (!dueOn) return '–'
  if (overdue)
    return daysLate === 0 ? 'Late since the weekend' : `${daysLate} business day${daysLate === 1 ? '' : 's'} late`
  return dueSoon ? relativeDay(dueOn, today) : formatDay(dueOn, 'short')
}

/** A day without its year where it lies in this one: "Fri 13 Nov", "Mon 5 Aug 2019". */
export const dayWords = (on: string, today: string) =>
  formatDay(on, on.slice(0, 4) === today.slice(0, 4) ? 'short' : 'full')

export const dueTone = ({ overdue, dueSoon }: Pick<Dated, 'overdue' | 'dueSoon'>): 'late' | 'soon' | undefined =>
  overdue ? 'late' : dueSoon ? 'soon' : undefined
