import PDFDocument from 'pdfkit'
import { demoMark } from '#lib/domain/demo/marking'

/** US Letter in points, an inch of margin. */
export const sheet = { width: 612, height: 792, margin: 72 }

/** The same in every file and on every day, so that the same content always gives the same bytes and the same hash. */
const madeAt = new Date('2019-01-01T00:00:00Z')

/**
 * A PDF of exactly `count` pages, each drawn by `draw`.
 * @returns its bytes: the same for the same drawing. @throws Error where a page runs over, since findings cite pages.
 */
export async function makePdf(
  title: string,
  count: number,
  draw: (pdf: PDFKit.PDFDocument, page: number) => void,
): Promise<Uint8Array> {
  const pdf = new PDFDocument({
    autoFirstPage: false,
    size: [sheet.width, sheet.height],
    margins: { top: sheet.margin, bottom: sheet.margin, left: sheet.margin, right: sheet.margin },
    info: { Title: title, Author: 'Unsealed demonstration', Subject: demoMark, CreationDate: madeAt, ModDate: madeAt },
  })
  const chunks: Uint8Array[] = []
  pdf.on('data', (chunk: Uint8Array) => chunks.push(chunk))
  const ended = new Promise<void>((resolve, reject) => {
    pdf.on('end', resolve)
    pdf.on('error', reject)
  })
  let made = 0
  pdf.on('pageAdded', () => {
    made += 1
  })
  for (let page = 1; page <= count; page += 1) {
    pdf.addPage()
    draw(pdf, page)
    if (made !== page) throw new Error(`Page ${page} of "${title}" runs over.`)
  }
  pdf.end()
  await ended
  return new Uint8Array(Buffer.concat(chunks))
}

/** The mark and "Page x of y" above, the mark and the stamp below, as on every page of the demonstration. */
export function drawMarks(pdf: PDFKit.PDFDocument, page: number, count: number, stamp: string): void {
  const { width, height, margin } = sheet
  const bottom = pdf.page.margins.bottom
  pdf.page.margins.bottom = 0 // or writing below the margin would begin a new page
  pdf.font('Helvetica').fontSize(8).fillColor('#555')
  pdf.text(demoMark, margin, 40, { lineBreak: false })
  rightOf(pdf, `Page ${page} of ${count}`, width - margin, 40)
  pdf
    .moveTo(margin, height - 50)
    .lineTo(width - margin, height - 50)
    .lineWidth(0.5)
    .stroke('#999')
  pdf.text(demoMark, margin, height - 44, { lineBreak: false })
  rightOf(pdf, `${stamp}-${String(page).padStart(4, '0')}`, width - margin, height - 44)
  pdf.page.margins.bottom = bottom
  pdf.fillColor('#111')
  pdf.x = margin
  pdf.y = margin
}

function rightOf(pdf: PDFKit.PDFDocument, text: string, right: number, y: number): void {
  pdf.text(text, right - pdf.widthOfString(text), y, { lineBreak: false })
}
