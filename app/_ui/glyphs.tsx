import type { SVGProps } from 'react'
import type { GlyphName } from './shapes.ts'

// Small marks that stand beside a word: a status, the state of a cell. Drawn once, in the sprite.

type GlyphProps = Omit<SVGProps<SVGSVGElement>, 'children' | 'viewBox'>

function glyph(name: GlyphName) {
  return function Glyph({ className, ...rest }: GlyphProps) {
    return (
      <svg width="12" height="12" aria-hidden="true" {...rest} className={className ? `icon ${className}` : 'icon'}>
        <use href={`#i-${name}`} />
      </svg>
    )
  }
}

export const Late = glyph('g-late')
export const Soon = glyph('g-soon')
export const Waiting = glyph('g-waiting')
export const Tick = glyph('g-tick')
export const Cross = glyph('g-cross')
export const Dash = glyph('g-dash')
export const Dots = glyph('g-dots')
export const Dot = glyph('g-dot')
export const Ring = glyph('g-ring')
export const Half = glyph('g-half')
export const None = glyph('g-none')
export const Scales = glyph('g-scales')
export const Coin = glyph('g-coin')
export const Pen = glyph('g-pen')
export const Sent = glyph('g-sent')
export const Back = glyph('g-back')
export const Question = glyph('g-question')
export const Lock = glyph('g-lock')
export const Globe = glyph('g-globe')
export const BlackBox = glyph('g-black-box')
