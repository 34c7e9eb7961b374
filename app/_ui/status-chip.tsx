import type { ComponentType } from 'react'
import { Chip, type Tone } from './chip.tsx'
import {
  Back,
  BlackBox,
  Coin,
  Cross,
  Dot,
  Dots,
  Globe,
  Half,
  Late,
  None,
  Pen,
  Question,
  Scales,
  Sent,
  Soon,
  Tick,
  Waiting,
} from './glyphs.tsx'

type Look = [tone: Tone, Icon: ComponentType, word: string]

// The words of a request, of its clock, of a finding, of an exhibit and of a document, each with its one picture.
const looks = {
  draft: ['closed', Pen, 'Draft'],
  sent: ['wait', Sent, 'Sent'],
  acknowledged: ['wait', Tick, 'Acknowledged'],
  waiting: ['wait', Waiting, 'Waiting'],
  clarification: ['soon', Question, 'Clarification asked'],
  fee: ['soon', Coin, 'Fee asked'],
  'partly received': ['wait', Half, 'Partly received'],
  done: ['done', Tick, 'Done'],
  'no records': ['closed', None, 'No records'],
  refused: ['contested', Scales, 'Refused'],
  appeal: ['contested', Scales, 'Appeal'],
  lawsuit: ['contested', Scales, 'Lawsuit'],
  withdrawn: ['closed', Back, 'Withdrawn'],
  overdue: ['late', Late, 'Overdue'],
  'due soon': ['soon', Soon, 'Due soon'],
  proposed: ['soon', Half, 'Proposed'],
  checked: ['done', Tick, 'Checked'],
  disputed: ['contested', Scales, 'Disputed'],
  cleared: ['done', Dot, 'Cleared'],
  building: ['wait', Dots, 'Building'],
  verified: ['wait', BlackBox, 'Verified'],
  approved: ['done', Tick, 'Approved'],
  published: ['done', Globe, 'Published'],
  processing: ['wait', Dots, 'Reading'],
  ready: ['done', Tick, 'Ready'],
  failed: ['late', Cross, 'Failed'],
} as const satisfies Record<string, Look>

export type Status = keyof typeof looks

/** A status as icon, word and tint. `children` replaces the word ("Partly rec’d"), never the picture or the tint. */
export function StatusChip({ status, children, className }: { status: Status; children?: string; className?: string }) {
  const [tone, Icon, word] = looks[status]
  return (
    <Chip tone={tone} icon={<Icon />} className={className}>
      {children ?? word}
    </Chip>
  )
}
