import type { Block, Sheets } from '#lib/domain/demo/document'
import { drawMarks, makePdf, sheet } from '#lib/io/demo/pdf'

const serif = 'Times-Roman'
const serifBold = 'Times-Bold'
const size = 12.5
const left = sheet.margin
const measure = sheet.width - 2 * sheet.margin

/** A paper of the demonstration as a PDF with real text in reading order. Same sheets, same bytes. */
export function sheetsPdf(title: string, sheets: Sheets): Promise<Uint8Array> {
  const count = sheets.pages.length
  return makePdf(title, count, (pdf, page) => {
    drawMarks(pdf, page, count, sheets.stamp)
    for (const block of sheets.pages[page - 1] ?? []) draw(pdf, block)
  })
}

function draw(pdf: PDFKit.PDFDocument, block: Block): void {
  pdf.x = left
  switch (block.block) {
    case 'letterhead':
      letterhead(pdf, block.name, block.lines)
      return
    case 'title':
      pdf.font(serifBold).fontSize(block.points ?? 15)
      pdf.text(block.text, { align: 'center', width: measure, lineGap: 3 })
      pdf.moveDown(1.1)
      return
    case 'heading':
      pdf.moveDown(0.4)
      pdf.font(serifBold).fontSize(size).text(block.text, { width: measure })
      pdf.moveDown(0.45)
      return
    case 'paragraph':
      pdf.font(serif).fontSize(size)
      pdf.text(block.number ? `${block.number} ${block.text}` : block.text, {
        align: block.centred ? 'center' : block.text.includes('\n') ? 'left' : 'justify',
        width: measure,
        lineGap: 3.5,
      })
      pdf.moveDown(0.65)
      return
    case 'boxed':
      boxed(pdf, block.text)
      return
    case 'fields':
      fields(pdf, block.rows)
      return
    case 'signatures':
      signatures(pdf, block.parties)
      return
    case 'space':
      pdf.y += block.points
  }
}

function letterhead(pdf: PDFKit.PDFDocument, name: string, lines: string[]): void {
  pdf.font(serifBold).fontSize(17).text(name, { align: 'center', width: measure, characterSpacing: 0.4 })
  pdf.moveDown(0.15)
  pdf.font(serif).fontSize(9.5).text(lines.join('  ·  '), { align: 'center', width: measure })
  const y = pdf.y + 7
  pdf
    .moveTo(left, y)
    .lineTo(left + measure, y)
    .lineWidth(1.2)
    .stroke('#222')
  pdf
    .moveTo(left, y + 2.5)
    .lineTo(left + measure, y + 2.5)
    .lineWidth(0.4)
    .stroke('#222')
  pdf.y = y + 26
}

function boxed(pdf: PDFKit.PDFDocument, text: string): void {
  const pad = 12
  const width = measure - 2 * pad
  pdf.font(serif).fontSize(size)
  const height = pdf.heightOfString(text, { width, lineGap: 3.5 })
  const top = pdf.y + 2
  pdf
    .rect(left, top, measure, height + 2 * pad)
    .lineWidth(0.7)
    .stroke('#444')
  pdf.text(text, left + pad, top + pad, { width, align: 'justify', lineGap: 3.5 })
  pdf.y = top + height + 2 * pad + 12
}

function fields(pdf: PDFKit.PDFDocument, rows: [string, string][]): void {
  pdf.fontSize(size - 0.5)
  const indent = Math.max(...rows.map(([label]) => pdf.font(serifBold).widthOfString(label))) + 16
  for (const [label, value] of rows) {
    const y = pdf.y
    pdf.font(serifBold).text(label, left, y, { lineBreak: false })
    pdf.font(serif).text(value, left + indent, y, { width: measure - indent, lineGap: 1.5 })
    pdf.y += 3
  }
  const y = pdf.y + 4
  pdf
    .moveTo(left, y)
    .lineTo(left + measure, y)
    .lineWidth(0.6)
    .stroke('#444')
  pdf.y = y + 14
}

function signatures(pdf: PDFKit.PDFDocument, parties: { for: string; by: string; on: string }[]): void {
  for (const party of parties) {
    const y = pdf.y + 26
    pdf
      .moveTo(left, y)
      .lineTo(left + 260, y)
      .moveTo(left + 300, y)
      .lineTo(left + measure, y)
      .lineWidth(0.7)
      .stroke('#222')
    pdf.font('Times-Italic').fontSize(size)
    if (party.by) pdf.text(party.by, left + 4, y - 15, { lineBreak: false })
    if (party.on) pdf.text(party.on, left + 304, y - 15, { lineBreak: false })
    pdf.font(serif).fontSize(9)
    pdf.text(party.for, left, y + 4, { lineBreak: false })
    pdf.text('Date', left + 300, y + 4, { lineBreak: false })
    pdf.y = y + 34
  }
}
