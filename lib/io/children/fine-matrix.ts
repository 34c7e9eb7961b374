import { mupdf } from '#lib/io/children/mupdf'

/**
 * How a page is drawn for an exhibit, and for the verifier to hold it against: so fine, or less where it is very large,
 * and with whole fours of dots each way, so that another engine can draw it a quarter as fine, sixteen dots in each.
 */
export function fineMatrix(
  { width, height }: { width: number; height: number },
  { dpi, mostPixels }: { dpi: number; mostPixels: number },
): [number, number, number, number, number, number] {
  const scale = Math.min(dpi / 72, Math.sqrt(mostPixels / (width * height)))
  const inFours = (side: number) => Math.max(4, 4 * Math.round((side * scale) / 4)) / side
  return mupdf.Matrix.scale(inFours(width), inFours(height))
}
