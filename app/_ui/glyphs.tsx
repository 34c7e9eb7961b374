import type { ReactNode, SVGProps } from 'react'

// Small marks drawn on a grid of 16, heavier than the icon set so that they hold at 12 px beside a word.

type GlyphProps = Omit<SVGProps<SVGSVGElement>, 'children' | 'viewBox'>

function glyph(shape: ReactNode) {
  return function Glyph(props: GlyphProps) {
    return (
      <svg
        width="12"
        height="12"
        viewBox="0 0 16 16"
        fill="none"
        stroke="currentColor"
        strokeWidth="2"
        strokeLinecap="round"
        strokeLinejoin="round"
        aria-hidden="true"
        {...props}
      >
        {shape}
      </svg>
    )
  }
}

export const Late = glyph(
  <>
    <path d="M8 2.5v7" strokeWidth="2.4" />
    <path d="M8 13.2h.01" strokeWidth="2.8" />
  </>,
)
export const Soon = glyph(
  <>
    <circle cx="8" cy="8" r="6" />
    <path d="M8 2a6 6 0 0 1 6 6H8z" fill="currentColor" stroke="none" />
  </>,
)
export const Waiting = glyph(
  <>
    <circle cx="8" cy="8" r="6" />
    <path d="M8 4.5V8l2.5 1.5" />
  </>,
)
export const Tick = glyph(<path d="m3 8.5 3.2 3.2L13 5" />)
export const Cross = glyph(<path d="m4 4 8 8M12 4l-8 8" />)
export const Dash = glyph(<path d="M3.5 8h9" />)
export const Dots = glyph(<path d="M3 8h.01M8 8h.01M13 8h.01" strokeWidth="2.6" />)
export const Dot = glyph(<circle cx="8" cy="8" r="5.5" fill="currentColor" stroke="none" />)
export const Ring = glyph(<circle cx="8" cy="8" r="4.8" />)
export const Half = glyph(
  <>
    <circle cx="8" cy="8" r="5" />
    <path d="M8 3a5 5 0 0 0 0 10z" fill="currentColor" stroke="none" />
  </>,
)
export const None = glyph(
  <>
    <circle cx="8" cy="8" r="4.8" />
    <path d="M3.5 12.5l9-9" />
  </>,
)
export const Scales = glyph(<path d="M8 2v12M5 14h6M3 5h10M3 5 1.2 9.5h3.6zM13 5l-1.8 4.5h3.6z" strokeWidth="1.7" />)
export const Coin = glyph(
  <>
    <circle cx="8" cy="8" r="6" />
    <path
      d="M9.8 6c-.3-.7-1-1-1.8-1-1 0-1.8.5-1.8 1.4 0 2.2 3.7 1 3.7 3.2C9.9 10.5 9 11 8 11c-.9 0-1.6-.4-1.9-1.1M8 4v8"
      strokeWidth="1.5"
    />
  </>,
)
export const Pen = glyph(<path d="m3 13 .8-3.3 7-7 2.5 2.5-7 7z" strokeWidth="1.7" />)
export const Sent = glyph(<path d="M8 13.5v-10M4 7l4-4 4 4" />)
export const Back = glyph(<path d="M13 13V9.5A3.5 3.5 0 0 0 9.5 6H3M6 3 3 6l3 3" />)
export const Question = glyph(<path d="M5.2 5.6a2.8 2.8 0 1 1 4 2.6c-.8.4-1.2.9-1.2 1.8M8 13.2h.01" />)
export const Lock = glyph(<path d="M3.5 7.5h9v6h-9zM5.5 7.5V5a2.5 2.5 0 0 1 5 0v2.5" strokeWidth="1.7" />)
export const Globe = glyph(
  <path
    d="M8 2a6 6 0 1 0 0 12A6 6 0 0 0 8 2zM2 8h12M8 2c2 2 2.6 4 2.6 6S10 12 8 14c-2-2-2.6-4-2.6-6S6 4 8 2z"
    strokeWidth="1.5"
  />,
)
export const BlackBox = glyph(<path d="M2 5h12v6H2z" fill="currentColor" />)
