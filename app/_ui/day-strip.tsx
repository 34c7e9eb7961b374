export type CountedDay = { day: string; count: string; kind?: 'skipped' | 'due' | 'late' }

/** The days a clock counted, one cell a day: "Mon 2" over "0", skipped days grey, the last day tinted. */
export function DayStrip({ label, days }: { label: string; days: CountedDay[] }) {
  return (
    <ol className="days" aria-label={label}>
      {days.map((day) => (
        <li key={day.day} data-day={day.kind}>
          <small>{day.day}</small>
          <b>{day.count}</b>
        </li>
      ))}
    </ol>
  )
}
