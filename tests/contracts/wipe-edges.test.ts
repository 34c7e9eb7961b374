import assert from 'node:assert/strict'
import { test } from 'node:test'
import { wipeEdges } from '#lib/io/children/wipe-edges'

const [width, height] = [100, 60]
/** A sheet of white with ink where these rectangles are: x0, y0, x1, y1 in dots. */
function sheetOf(...ink: [number, number, number, number][]) {
  const pixels = new Uint8Array(width * height).fill(255)
  for (const [x0, y0, x1, y1] of ink) for (let y = y0; y < y1; y++) pixels.fill(0, y * width + x0, y * width + x1)
  return { pixels, width, height }
}
const box = [0.3, 0.33, 0.7, 0.67] as const // dots 30–70 across, 19–41 down
const wiped = (page: ReturnType<typeof sheetOf>, picture = false) => {
  wipeEdges(page, [{ box: [...box], picture }])
  return page.pixels
}
const inkOutside = (pixels: Uint8Array) =>
  pixels.filter((tone, at) => {
    const [x, y] = [at % width, Math.floor(at / width)]
    return tone < 255 && !(x >= 30 && x < 70 && y >= 19 && y < 41)
  }).length

test('what hangs out of a box is wiped where most of its letter lies under it', () => {
  assert.equal(inkOutside(wiped(sheetOf([60, 22, 74, 26]))), 0)
  assert.equal(inkOutside(wiped(sheetOf([40, 36, 44, 44]))), 0)
})

test('a neighbour that dips into the box stays whole, and so does ink beside it', () => {
  assert.equal(inkOutside(wiped(sheetOf([66, 22, 78, 26]))), 8 * 4)
  assert.equal(inkOutside(wiped(sheetOf([40, 10, 44, 21]))), 4 * 9)
  assert.equal(inkOutside(wiped(sheetOf([75, 22, 80, 26]))), 5 * 4)
})

test('a line that somebody ruled runs on beside the box', () => {
  assert.equal(inkOutside(wiped(sheetOf([0, 38, 100, 40]))), 60 * 2)
  assert.equal(inkOutside(wiped(sheetOf([50, 0, 52, 60]))), 38 * 2)
})

test('on a scan a letter goes as soon as nearly half of it is covered', () => {
  assert.equal(inkOutside(wiped(sheetOf([65, 22, 75, 26]), true)), 0)
  assert.equal(inkOutside(wiped(sheetOf([66, 22, 75, 26]))), 5 * 4)
  assert.equal(inkOutside(wiped(sheetOf([67, 22, 77, 26]), true)), 7 * 4)
})
