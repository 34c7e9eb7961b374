import { drawMarks, makePdf, sheet } from '#lib/io/demo/pdf'

const perDay = 13
const matters = [
  'Parcel missing from porch',
  'Car entered overnight',
  'Bicycle missing',
  'Damage to a fence',
  'Lost dog',
  'Noise after midnight',
  'Door found open',
  'Lamp post hit by car',
]

/** A log so long that finding, reading marks and thumbnails have something to do. Every row is generated; none is real. */
export function logPdf(title: string, log: { stamp: string; pages: number; rowsPerPage: number }): Promise<Uint8Array> {
  const next = series(20190531)
  let entry = 0
  return makePdf(title, log.pages, (pdf, page) => {
    drawMarks(pdf, page, log.pages, log.stamp)
    pdf
      .font('Times-Bold')
      .fontSize(11)
      .text(title, { width: sheet.width - 2 * sheet.margin })
    pdf.font('Courier-Bold').fontSize(9.4)
    const top = sheet.margin + 24
    line(pdf, row('ENTRY', 'DAY', 'HOUR', 'MATTER', 'AREA', 'ASKED', 'ANSWERS'), top)
    pdf
      .moveTo(sheet.margin, top + 11)
      .lineTo(sheet.width - sheet.margin, top + 11)
      .lineWidth(0.5)
      .stroke('#444')
    pdf.font('Courier')
    for (let i = 0; i < log.rowsPerPage; i += 1) {
      const ofDay = entry % perDay
      const minute = Math.floor((ofDay * 1440) / perDay) + next(Math.floor(1440 / perDay))
      const asked = 5 + next(60)
      entry += 1
      const text = row(
        `D-${String(entry).padStart(5, '0')}`,
        `day ${Math.floor((entry - 1) / perDay) + 1}`,
        `${two(Math.floor(minute / 60))}:${two(minute % 60)}`,
        matters[next(matters.length)] ?? '',
        `block ${1 + next(90)}`,
        String(asked),
        String(next(asked)),
      )
      line(pdf, text, top + 16 + i * 13.4)
    }
  })
}

function two(n: number): string {
  return String(n).padStart(2, '0')
}

function line(pdf: PDFKit.PDFDocument, text: string, y: number): void {
  pdf.text(text, sheet.margin, y, { lineBreak: false })
}

function row(
  entry: string,
  day: string,
  hour: string,
  matter: string,
  area: string,
  asked: string,
  answers: string,
): string {
  return (
    entry.padEnd(10) +
    day.padEnd(9) +
    hour.padEnd(8) +
    matter.padEnd(28) +
    area.padEnd(11) +
    asked.padStart(6) +
    answers.padStart(9)
  )
}

/** The same whole numbers below `n` in the same order every time (a linear congruence; nothing rests on its quality). */
function series(seed: number): (n: number) => number {
  let state = seed
  return (n) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return Math.floor((state / 2 ** 32) * n)
  }
}
