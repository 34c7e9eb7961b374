/** Seconds left at the pace so far: `done` of `of` took `ms`. null while there is too little to tell by. */
export function secondsLeft(done: number, of: number, ms: number): number | null {
  if (done <= 0 || of <= done || ms < 2000) return null
  return (ms / done) * (of - done) * 0.001
}

/** 40 → "about 40 seconds left": as much as can be known, never a false precision. */
export function timeLeftInWords(seconds: number | null): string {
  if (seconds === null) return ''
  if (seconds < 10) return 'a few seconds left'
  if (seconds < 55) return `about ${Math.ceil(seconds / 10) * 10} seconds left`
  const minutes = Math.round(seconds / 60)
  if (minutes <= 1) return 'about a minute left'
  if (minutes < 55) return `about ${minutes} minutes left`
  const hours = Math.round(minutes / 30) / 2
  return hours === 1 ? 'about an hour left' : `about ${String(hours).replace('.5', '½').replace(/^0/, '')} hours left`
}
