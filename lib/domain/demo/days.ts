import { addDays, type LocalDate, weekdayOf } from '#lib/domain/date'

/**
 * The weekday some calendar days before today, so that what moves with today falls on days on which offices are open. A
 * weekend moves to the Monday after it, or to the Friday before it where that Monday is still to come.
 * @returns a Monday to Friday, never after `today`.
 */
export function weekdayBefore(today: LocalDate, days: number): LocalDate {
  const day = addDays(today, -days)
  const toMonday = { 6: 2, 0: 1 }[weekdayOf(day)] ?? 0
  if (toMonday === 0) return day
  return addDays(day, toMonday <= days ? toMonday : toMonday - 3)
}
