import { deflateSync } from 'node:zlib'

/**
 * Measures letters and draws them into a PDF, each in the first font that has it. Text is written as glyphs of fonts
 * that are laid into the file, so that it looks the same wherever it is opened.
 */
type Glyph = { font: number; id: string; advance: number }
export type Pen = Awaited<ReturnType<typeof createPen>>

export async function createPen() {
  const mupdf = await import('mupdf')
  const pdf = new mupdf.PDFDocument()
  type Font = InstanceType<typeof mupdf.Font>
  const fonts: { font: Font; name: string }[] = []
  const used = pdf.addObject({})
  const numberOf = (font: Font) => {
    const name = font.getName()
    const at = fonts.findIndex((one) => one.name === name)
    if (at !== -1) return at
    used.put(`F${fonts.length}`, pdf.addFont(font))
    return fonts.push({ font, name }) - 1
  }
  const plain = new mupdf.Font('Helvetica')
  const bold = new mupdf.Font('Helvetica-Bold')
  const faces = { plain, bold }
  for (const face of [plain, bold]) numberOf(face)
  const known = { plain: new Map<number, Glyph>(), bold: new Map<number, Glyph>() }

  /** Widths of the commonest letters, 0 until they are known. */
  const ascii = { plain: new Float64Array(256), bold: new Float64Array(256) }

  const glyphOf = (code: number, face: 'plain' | 'bold'): Glyph => {
    const before = known[face].get(code)
    if (before) return before
    let [font, gid] = [faces[face], faces[face].encodeCharacter(code)]
    if (gid === 0) {
      const text = new mupdf.Text()
      text.showString(font, mupdf.Matrix.identity, String.fromCodePoint(code))
      text.walk({
        showGlyph(other: Font, _at: unknown, id: number) {
          if (id > 0) [font, gid] = [other, id]
        },
      })
      text.destroy()
    }
    const glyph = {
      font: numberOf(font),
      id: gid.toString(16).padStart(4, '0'),
      advance: gid === 0 ? 0.6 : font.advanceGlyph(gid),
    }
    known[face].set(code, glyph)
    if (code < 256) ascii[face][code] = glyph.advance
    return glyph
  }

  return {
    /** In sizes of the font. */
    widthOf(text: string, face: 'plain' | 'bold' = 'plain'): number {
      let width = 0
      for (let at = 0; at < text.length; at++) {
        const code = text.codePointAt(at) ?? 32
        if (code > 0xffff) at++
        width += (code < 256 ? ascii[face][code] : undefined) || glyphOf(code, face).advance
      }
      return width
    },
    /** PDF operators that write a text whose baseline begins at x, y (from the bottom left, in points). */
    write(text: string, x: number, y: number, size: number, face: 'plain' | 'bold' = 'plain'): string {
      let ops = ''
      let run = ''
      let font = -1
      let at = x
      let begin = x
      const close = () => {
        if (run) ops += `BT /F${font} ${size} Tf ${round(begin)} ${round(y)} Td <${run}> Tj ET\n`
        run = ''
      }
      for (const sign of text) {
        const glyph = glyphOf(sign.codePointAt(0) ?? 32, face)
        if (glyph.font !== font) {
          close()
          font = glyph.font
          begin = at
        }
        run += glyph.id
        at += glyph.advance * size
      }
      close()
      return ops
    },
    addPage(width: number, height: number, content: string): void {
      const page = pdf.addPage([0, 0, width, height], 0, { Font: used }, '')
      // packed at once: a long table would not fit into memory as it is written
      page.put(
        'Contents',
        pdf.addRawStream(deflateSync(content, { level: 6, memLevel: 6, windowBits: 13 }), {
          Filter: pdf.newName('FlateDecode'),
        }),
      )
      pdf.insertPage(-1, page)
    },
    /** The whole as a PDF. */
    finish(): Uint8Array {
      const buffer = pdf.saveToBuffer('compress-fonts,garbage=1')
      return buffer.asUint8Array()
    },
  }
}

const round = (value: number) => Math.round(value * 100) / 100
