'use client'

import { shapes } from './shapes.ts'

const symbols = Object.entries(shapes)
  .map(([name, [size, shape]]) => `<symbol id="i-${name}" viewBox="0 0 ${size} ${size}">${shape}</symbol>`)
  .join('')

/**
 * The pictures that stand on every page or many times on one, drawn once; `<Icon>` and the glyphs point to them. A
 * client file, so that the browser has them from the script and not a second time from each page.
 */
export function Sprite() {
  // biome-ignore lint/security/noDangerouslySetInnerHtml: a constant of ours, without anything from outside
  return <svg className="hidden" aria-hidden="true" dangerouslySetInnerHTML={{ __html: symbols }} />
}
