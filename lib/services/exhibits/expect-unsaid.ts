import type { FrozenMark } from '#lib/domain/exhibit'
import { invalid } from '#lib/domain/refusal'
import { saysTaken } from '#lib/domain/says-taken'

/** Part: what everybody will read beside an exhibit says nothing that a mark took out. Refuses invalid, with the field. */
export function expectUnsaid(
  row: { marks: readonly FrozenMark[] },
  said: Record<string, string | null | undefined>,
): void {
  for (const [field, text] of Object.entries(said))
    if (text && saysTaken(row, text))
      throw invalid(field, 'This says words that were taken out of the exhibit. Everybody would read them here.')
}
