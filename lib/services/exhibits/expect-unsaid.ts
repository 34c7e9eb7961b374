import type { FrozenMark } from '#lib/domain/exhibit'
import { isTelling } from '#lib/domain/mark'
import { wordsOf } from '#lib/domain/query'
import { invalid } from '#lib/domain/refusal'

type Frozen = { marks: readonly FrozenMark[] }

/** Part: what everybody will read beside an exhibit says nothing that a mark took out. Refuses invalid, with the field. */
export function expectUnsaid(row: Frozen, said: Record<string, string | null | undefined>): void {
  for (const [field, text] of Object.entries(said))
    if (text && saysTaken(row, text))
      throw invalid(field, 'This says words that were taken out of the exhibit. Everybody would read them here.')
}

/** Part: whether a text says a name, number or address that a mark took out. */
export function saysTaken({ marks }: Frozen, text: string): boolean {
  const said = ` ${wordsOf(text).join(' ')} `
  return marks.some(
    ({ words, staysElsewhere }) =>
      !staysElsewhere &&
      words.split('\n').some((line) => {
        const taken = wordsOf(line).join(' ')
        return taken !== '' && isTelling(line) && said.includes(` ${taken} `)
      }),
  )
}
