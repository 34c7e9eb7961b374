import type { ComponentType } from 'react'
import { type CellState, stateWords } from '#lib/domain/matrix'
import { Chip, type Tone } from '../../_ui/chip'
import { Cross, Dash, Dot, Dots, Half, None, Ring } from '../../_ui/glyphs'

/** The one picture of each state; *not asked* has none, its cell is empty. */
const glyphs: Record<CellState, ComponentType | null> = {
  confirmed: Dot,
  claimed: Half,
  looked: Ring,
  no_records: None,
  asked: Dots,
  not_asked: null,
  denied: Cross,
}
const tones: Record<CellState, Tone> = {
  confirmed: 'done',
  claimed: 'soon',
  looked: 'closed',
  no_records: 'closed',
  asked: 'wait',
  not_asked: 'closed',
  denied: 'contested',
}

export function StateGlyph({ state }: { state: CellState }) {
  const Glyph = glyphs[state]
  return Glyph ? <Glyph /> : null
}

/** A state as picture, word and tint; with `count`, how many findings stand behind it. */
export function StateChip({ state, count = 0 }: { state: CellState; count?: number }) {
  const Glyph = glyphs[state] ?? Dash
  return (
    <Chip tone={tones[state]} icon={<Glyph />}>
      {count > 0 ? `${count} ${stateWords[state]}` : stateWords[state]}
    </Chip>
  )
}

const order = ['confirmed', 'claimed', 'looked', 'no_records', 'asked', 'not_asked', 'denied'] as const

export function Legend() {
  return (
    <ul className="legend" aria-label="What the cells mean">
      {order.map((state) => (
        <li key={state}>
          <span className="known" data-state={state}>
            <StateGlyph state={state} />
          </span>
          {stateWords[state]}
        </li>
      ))}
    </ul>
  )
}
