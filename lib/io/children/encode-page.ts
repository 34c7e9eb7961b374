/** Red, green, blue: three bytes a pixel, row after row. */
export type Picture = { pixels: Uint8Array; width: number; height: number }
type Encoded = { bytes: Uint8Array; mediaType: 'image/png' | 'image/jpeg' }

/** The image library, held to one thread, no cache and the formats we need. */
export async function encoder() {
  const { default: sharp } = await import('sharp')
  sharp.concurrency(1)
  sharp.cache(false)
  sharp.block({
    operation: ['VipsForeignLoadHeif', 'VipsForeignLoadSvg', 'VipsForeignLoadMagick', 'VipsForeignLoadPdf'],
  })
  return sharp
}

/** More kinds of colour than this (32 levels each of red, green, blue) are not told well with 256 colours. */
const mostKinds = 512

/**
 * Pixels → a file, its kind chosen by what is seen (measured on 194 real files): a scan, a photograph or shading is
 * smallest as JPEG; black on white is smallest, fastest and crispest as a PNG of 64 greys; flat colours keep their exact
 * tone in a PNG of 256 colours. JPEG keeps colour at full resolution: at half of it, coloured letters get fringes.
 */
export async function encodePage(picture: Picture, scanned: boolean): Promise<Encoded> {
  const sharp = await encoder()
  const { width, height } = picture
  const read = (pixels: Uint8Array, channels: 1 | 3) =>
    sharp(pixels, { raw: { width, height, channels }, limitInputPixels: 2e8 })
  const greys = greysOf(picture)
  if (greys && !scanned) {
    const bytes = await read(fewer(greys), 1).toColourspace('b-w').png({ compressionLevel: 6 }).toBuffer()
    return { bytes, mediaType: 'image/png' }
  }
  if (greys || scanned || hasManyColours(picture)) {
    const image = greys ? read(greys, 1).toColourspace('b-w') : read(picture.pixels, 3)
    return { bytes: await image.jpeg({ quality: 80, chromaSubsampling: '4:4:4' }).toBuffer(), mediaType: 'image/jpeg' }
  }
  const bytes = await read(picture.pixels, 3).png({ palette: true, colours: 256, effort: 1, dither: 0 }).toBuffer()
  return { bytes, mediaType: 'image/png' }
}

/** One byte a pixel, where the whole page is grey. */
function greysOf({ pixels, width, height }: Picture): Uint8Array | null {
  const greys = new Uint8Array(width * height)
  for (let i = 0, at = 0; i < greys.length; i++, at += 3) {
    const grey = pixels[at] ?? 0
    if (grey !== pixels[at + 1] || grey !== pixels[at + 2]) return null
    greys[i] = grey
  }
  return greys
}

/** 64 of the 256 greys, black and white among them: nobody sees a step of 4, and it packs a fifth smaller. */
const steps = Uint8Array.from({ length: 256 }, (_, grey) => Math.round((Math.round((grey * 63) / 255) * 255) / 63))
const fewer = (greys: Uint8Array) => greys.map((grey) => steps[grey] ?? grey)

/** Kinds of colour that only a speck of the page has do not count: the edges of a small logo have hundreds. */
function hasManyColours({ pixels, width, height }: Picture): boolean {
  const many = new Uint32Array(32768)
  for (let at = 0; at < pixels.length; at += 3) {
    const kind = (((pixels[at] ?? 0) >> 3) << 10) | (((pixels[at + 1] ?? 0) >> 3) << 5) | ((pixels[at + 2] ?? 0) >> 3)
    many[kind] = (many[kind] ?? 0) + 1
  }
  const speck = width * height * 2e-5
  return many.reduce((kinds, pixels) => kinds + (pixels > speck ? 1 : 0), 0) > mostKinds
}
