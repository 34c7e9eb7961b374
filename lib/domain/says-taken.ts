import { soughtOf } from '#lib/domain/mark'
import { wordsOf } from '#lib/domain/query'

type Taken = { marks: readonly { words: string; staysElsewhere: boolean }[] }

/** Whether a text says a name, number or address that a mark took out. */
export function saysTaken({ marks }: Taken, text: string): boolean {
  const said = ` ${wordsOf(text).join(' ')} `
  return marks.some(
    ({ words, staysElsewhere }) =>
      !staysElsewhere &&
      soughtOf(words).some((one) => {
        const taken = wordsOf(one).join(' ')
        return taken !== '' && said.includes(` ${taken} `)
      }),
  )
}
