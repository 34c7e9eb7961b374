/** One byte a pixel, row after row; 0 is black. */
export type Grey = { pixels: Uint8Array; width: number; height: number }

/** Otsu's: the grey that parts ink from paper best; told from one pixel in `every`. */
export function inkLimit(pixels: Uint8Array, every = 1): number {
  const counts = new Float64Array(256)
  for (let i = 0; i < pixels.length; i += every)
    counts[pixels[i] as number] = (counts[pixels[i] as number] as number) + 1 // 256 of them
  const seen = Math.ceil(pixels.length / every)
  const all = counts.reduce((sum, n, grey) => sum + n * grey, 0)
  let [under, sum, best, limit] = [0, 0, 0, 128]
  for (let grey = 0; grey < 255; grey++) {
    under += counts[grey] as number // 256 of them
    sum += grey * (counts[grey] as number)
    const over = seen - under
    if (under === 0 || over === 0) continue
    const between = under * over * (sum / under - (all - sum) / over) ** 2
    if (between > best) [best, limit] = [between, grey + 1]
  }
  return limit
}
