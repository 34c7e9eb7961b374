const dayMs = 86_400_000

/**
 * The weekday some days before today, so that what moves with today falls on days on which offices are open. A weekend
 * moves to the Monday after it, or to the Friday before it where that Monday is still to come.
 * @param today YYYY-MM-DD; `days` 0 or more, calendar days. @returns YYYY-MM-DD, never after a weekday `today`.
 */
export function weekdayBefore(today: string, days: number): string {
  const start = Date.parse(`${today}T00:00:00Z`)
  let at = start - days * dayMs
  const weekday = new Date(at).getUTCDay()
  const toMonday = weekday === 6 ? 2 : weekday === 0 ? 1 : 0
  if (toMonday > 0) at += toMonday <= days ? toMonday * dayMs : (toMonday - 3) * dayMs
  return new Date(at).toISOString().slice(0, 10)
}

/** @param today YYYY-MM-DD. @returns the day so many calendar days later, YYYY-MM-DD. */
export function dayAfter(today: string, days: number): string {
  return new Date(Date.parse(`${today}T00:00:00Z`) + days * dayMs).toISOString().slice(0, 10)
}
