import { makePdf, sheet } from '#lib/io/demo/pdf'

const dotsPerInch = 150

/**
 * A PDF made into what a scanner leaves: one grey picture a page, a little askew, no text under it.
 * Same PDF, same bytes (with the same mupdf and sharp). Both are loaded only when a scan is made.
 */
export async function scanOf(title: string, pdf: Uint8Array): Promise<Uint8Array> {
  const pictures = await photographs(pdf)
  return makePdf(title, pictures.length, (out, page) => {
    const picture = pictures[page - 1]
    if (picture) out.image(picture, 0, 0, { width: sheet.width, height: sheet.height })
  })
}

async function photographs(pdf: Uint8Array): Promise<Buffer[]> {
  const mupdf = await import('mupdf')
  const { default: sharp } = await import('sharp')
  const document = mupdf.Document.openDocument(pdf, 'application/pdf')
  const pictures: Buffer[] = []
  try {
    for (let page = 0; page < document.countPages(); page += 1) {
      const scale = dotsPerInch / 72
      const pixels = document
        .loadPage(page)
        .toPixmap(mupdf.Matrix.scale(scale, scale), mupdf.ColorSpace.DeviceGray, false)
      const width = pixels.getWidth()
      const height = pixels.getHeight()
      const turned = await sharp(pixels.asPNG()).rotate(0.7, { background: '#ffffff' }).png().toBuffer()
      pixels.destroy()
      pictures.push(
        await sharp(turned)
          .resize(width, height, { fit: 'cover' })
          .blur(0.6)
          .linear(0.88, 26) // ink that is not quite black on paper that is not quite white
          .toColourspace('b-w')
          .jpeg({ quality: 62 })
          .toBuffer(),
      )
    }
  } finally {
    document.destroy()
  }
  return pictures
}
