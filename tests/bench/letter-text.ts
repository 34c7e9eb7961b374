const stock =
  'the department shall provide records of each camera upon request within ten business days subject to review by counsel and may withhold portions that concern an open investigation or personal information of residents who registered a device with the company under the agreement dated first of march while the vendor keeps footage for thirty days unless a warrant or subpoena orders otherwise'.split(
    ' ',
  )

/** Forty lines of a dense letter; page `n` is always the same and like no other. */
export function letterText(n: number): string[] {
  let seed = n * 2654435761 + 1
  const next = (most: number) => {
    seed = (seed * 1103515245 + 12345) & 0x7fffffff
    return seed % most
  }
  return Array.from({ length: 40 }, (_, line) => {
    const words = Array.from({ length: 11 }, () => stock[next(stock.length)])
    return `${line + 1}. ${words.join(' ')} ${1000 + next(9000)}`
  })
}
