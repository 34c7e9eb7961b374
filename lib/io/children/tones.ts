/** Lighter than this is paper: yellow dots that a printer leaves to be known by are, and so is the tint of a scan. */
const paper = 208

const tableOf = (to: (tone: number) => number) => Uint8Array.from({ length: 256 }, (_, tone) => to(tone))
const light = tableOf((tone) => Math.min(255, Math.round((tone * 255) / paper)))
const steps = tableOf((tone) => Math.round(tone / 17) * 17)

/** A copy, with light tones made white and the others drawn apart; black stays black. */
export const lightened = (dots: ArrayLike<number>) => retoned(dots, light)

/** A row after the other in 16 greys, black and white among them; each is there until the next. */
export function stepper(width: number): (row: Uint8Array) => Uint8Array {
  const kept = new Uint8Array(Math.ceil(width / 4) * 4)
  const own = kept.subarray(0, width)
  return (row) => {
    own.set(row)
    retone(kept, steps)
    return own
  }
}

/** A copy, each tone as a table says. Black and white stay what they are, so four dots of them are passed over at a time: most of a page is. */
export function retoned(dots: ArrayLike<number>, as: Uint8Array): Uint8Array {
  const out = new Uint8Array(dots)
  retone(out, as)
  return out
}

/** @param out begins where its buffer does */
function retone(out: Uint8Array, as: Uint8Array): void {
  const fours = new Int32Array(out.buffer, 0, out.length >> 2)
  for (let i = 0; i < fours.length; i++) {
    const four = fours[i]
    if (four === -1 || four === 0) continue // -1: four white ones
    for (let at = i * 4; at < i * 4 + 4; at++) out[at] = as[out[at] ?? 0] ?? 0
  }
  for (let at = fours.length * 4; at < out.length; at++) out[at] = as[out[at] ?? 0] ?? 0
}
