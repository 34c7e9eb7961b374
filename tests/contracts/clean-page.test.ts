import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as mupdf from 'mupdf'
import { cleanPage } from '#lib/io/children/clean-page'
import type { Grey } from '#lib/io/children/grey'
import { stemOf } from '#lib/io/children/narrow-letters'
import { textPdf } from '../fixtures/make-pdf.ts'

const lines = Array.from({ length: 30 }, (_, i) => `${i + 1}. The department shall share recordings with the Company`)

function drawn(dpi: number, turn = 0): Grey {
  const page = mupdf.Document.openDocument(textPdf([lines]), 'application/pdf').loadPage(0)
  const matrix = mupdf.Matrix.concat(mupdf.Matrix.scale(dpi / 72, dpi / 72), mupdf.Matrix.rotate(turn))
  const pixmap = page.toPixmap(matrix, mupdf.ColorSpace.DeviceGray, false)
  return { pixels: new Uint8Array(pixmap.getPixels()), width: pixmap.getWidth(), height: pixmap.getHeight() }
}

test('letters that are large enough are pressed together, as high as they were, with the same ink', () => {
  const page = drawn(200)
  const { width, height, pixels, did } = cleanPage(page)
  assert.deepEqual([did, width, height], [['width'], (page.width / 5) * 4, page.height])
  const ink = (of: Uint8Array) => of.reduce((sum, grey) => sum + 255 - grey, 0)
  assert.ok(Math.abs(ink(pixels) / (ink(page.pixels) * 0.8) - 1) < 0.02)
})

test('small letters, letters that run up the page, and empty paper keep their width', () => {
  const empty = { pixels: new Uint8Array(1700 * 2200).fill(250), width: 1700, height: 2200 }
  for (const page of [drawn(90), drawn(200, 90), empty])
    assert.deepEqual([cleanPage(page).width, cleanPage(page).did], [page.width, []])
  assert.ok(stemOf(drawn(200)) > 1.8 * stemOf(drawn(90)) && stemOf(empty) === 0)
})
