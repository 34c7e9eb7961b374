import { isTelling } from '#lib/domain/mark'
import { wordsOf } from '#lib/domain/query'

export type Inside = {
  /** What marks take out, one passage a line. */
  marked: readonly string[]
  /** Names of people of the team and of documents: none of them leaves, even where they are short. */
  names: readonly string[]
}

/**
 * What may be said to outsiders beside an exhibit: a text passes unless it holds, in any case and spelling, what a mark
 * of the investigation takes out, a name from inside, or the number of a document. @returns the text, or null.
 */
export function createOutside({ marked, names }: Inside): (text: string | null | undefined) => string | null {
  const telling = marked.flatMap((words) => words.split('\n')).filter(isTelling)
  const inside = [...new Set([...telling, ...names].map(plainly))].filter((one) => one.trim() !== '')
  return (text) => {
    if (!text || /\b[A-Z]{2,8}-D[1-9]\d*\b/i.test(text)) return null
    const said = plainly(text)
    return inside.some((one) => said.includes(one)) ? null : text
  }
}

const plainly = (text: string) => ` ${wordsOf(text).join(' ')} `
