/** Letters of that size, in points, from the lower left corner on. */
export type Label = { text: string; x: number; y: number; size: number }
/** What is printed on a page: reasons on boxes, what an index says, the stamp below it; `marked`: a name lies over it. */
export type Printed = { labels: Label[]; says: string[]; stamp: string; marked: boolean }

const n = String.raw`-?\d+(?:\.\d+)?`
const said = String.raw`\(((?:[^()\\]|\\[()\\]|\\\d{3})*)\)`
/** All that may be drawn: the picture as large as the page, a name over it, words that are not seen, then what is printed. */
const drawn = {
  picture: new RegExp(`^q (${n}) 0 0 (${n}) 0 (${n}) cm /I Do Q$`),
  mark: new RegExp(`^q /M gs /Pattern cs /W scn 0 (${n}) (${n}) (${n}) re f Q$`),
  hidden: new RegExp(`^BT ${n} Tz 1 0 0 1 ${n} ${n} Tm (?:/T\\d+ ${n} Tf<[0-9a-f]*>Tj ?)+ ET$`),
  label: new RegExp(`^BT 100 Tz /L (${n}) Tf 1 0 0 1 (${n}) (${n}) Tm ${said} Tj ET$`),
  says: new RegExp(`^BT 0 g 100 Tz /L ${n} Tf 1 0 0 1 ${n} ${n} Tm ${said} Tj ET$`),
  stamp: new RegExp(String.raw`^BT 0\.35 g 100 Tz /L 7 Tf 1 0 0 1 ${n} 6 Tm ${said} Tj ET$`),
  name: new RegExp(String.raw`^BT 1 \.8 \.78 rg /L 16 Tf 1 0 0 1 10 24 Tm ${said} Tj ET$`),
}

/** What a page draws, line by line; anything else is a problem. `marked`: a name must lie over the picture, and only there. */
export function printedOn(
  contents: Buffer | undefined,
  { width, height }: { width: number; height: number },
  marked: boolean,
  problems: Set<string>,
): Printed {
  const [labels, says]: [Label[], string[]] = [[], []]
  let stamp = ''
  const [first = '', ...rest] = contents?.toString('latin1').split('\n') ?? []
  const [, wide, high, up] = drawn.picture.exec(first) ?? []
  const whole = Number(wide) === width && Math.abs(Number(high) + Number(up) - height) < 0.002
  const [, from, right, top] = marked ? (drawn.mark.exec(rest.shift() ?? '') ?? []) : []
  const covered = !marked || (from === up && right === wide && top === high)
  const seen = rest.indexOf('0 Tr 1 g')
  let plain = whole && covered && rest[0] === '3 Tr' && seen >= 1
  for (const [i, line] of rest.entries()) {
    if (i < 1 || i === seen) continue
    const label = i > seen ? drawn.label.exec(line) : null
    const index = i > seen ? drawn.says.exec(line) : null
    const last = i === rest.length - 1 ? drawn.stamp.exec(line) : null
    if (label) labels.push({ text: read(label[4]), x: Number(label[2]), y: Number(label[3]), size: Number(label[1]) })
    else if (index) says.push(read(index[1]))
    else if (last) stamp = read(last[1])
    else if (i > seen || !drawn.hidden.test(line)) plain = false
  }
  if (!plain) problems.add('something is drawn on a page besides its picture and words')
  return { labels, says, stamp, marked }
}

/** The name that a tile says; null where it says or draws anything else. */
export function nameIn(data: Buffer | undefined): string | null {
  const [, name] = drawn.name.exec(data?.toString('latin1') ?? '') ?? []
  return name === undefined ? null : read(name)
}

const read = (text = '') =>
  text.replace(/\\(?:(\d{3})|(.))/g, (_, octal?: string, sign?: string) =>
    octal === undefined ? (sign ?? '') : String.fromCharCode(Number.parseInt(octal, 8)),
  )
