/**
 * What is drawn in the sprite, each with the side of its square. Those on 24 are lucide's (ISC); those on 16 are ours,
 * heavier, so that they hold at 12 px beside a word.
 */
export const shapes = {
  calendar: [
    24,
    '<path d="M8 2v3"/><path d="M16 2v3"/><rect x="3" y="3" width="18" height="18" rx="2"/><path d="M3 9h18"/>',
  ],
  jobs: [24, '<path d="M21 12a9 9 0 1 1-6.219-8.56"/>'],
  help: [24, '<circle cx="12" cy="12" r="10"/><path d="M9 9.5a3 2.5 0 016 0c0 2-2 2-3 3.5"/><path d="M12 17h.01"/>'],
  file: [
    24,
    '<path d="M6 22a2 2 0 0 1-2-2V4a2 2 0 0 1 2-2h8a2.4 2.4 0 0 1 1.704.706l3.588 3.588A2.4 2.4 0 0 1 20 8v12a2 2 0 0 1-2 2z"/><path d="M14 2v5a1 1 0 0 0 1 1h5"/>',
  ],
  flag: [
    24,
    '<path d="M4 22V4a1 1 0 0 1 .4-.8A6 6 0 0 1 8 2c3 0 5 2 7.333 2q2 0 3.067-.8A1 1 0 0 1 20 4v10a1 1 0 0 1-.4.8A6 6 0 0 1 16 16c-3 0-5-2-8-2a6 6 0 0 0-4 1.528"/>',
  ],
  exhibit: [
    24,
    '<rect x="4" y="2" width="16" height="20" rx="2"/><path d="M8 7h8"/><path d="M8 12h8" stroke-width="4"/><path d="M8 17h5"/>',
  ],
  folder: [
    24,
    '<path d="M20 20a2 2 0 0 0 2-2V8a2 2 0 0 0-2-2h-7.9a2 2 0 0 1-1.69-.9L9.6 3.9A2 2 0 0 0 7.93 3H4a2 2 0 0 0-2 2v13a2 2 0 0 0 2 2Z"/>',
  ],
  folders: [
    24,
    '<path d="M20 5a2 2 0 0 1 2 2v7a2 2 0 0 1-2 2H9a2 2 0 0 1-2-2V5a2 2 0 0 1 2-2h2.5a1.5 1.5 0 0 1 1.2.6l.6.8a1.5 1.5 0 0 0 1.2.6z"/><path d="M3 8.268a2 2 0 0 0-1 1.738V19a2 2 0 0 0 2 2h11a2 2 0 0 0 1.732-1"/>',
  ],
  grid: [
    24,
    '<rect width="18" height="18" x="3" y="3" rx="2"/><path d="M3 9h18"/><path d="M3 15h18"/><path d="M9 3v18"/><path d="M15 3v18"/>',
  ],
  landmark: [
    24,
    '<path d="M10 18v-7"/><path d="M11.119 2.205a2 2 0 0 1 1.762 0l7.84 3.846A.5.5 0 0 1 20.5 7h-17a.5.5 0 0 1-.22-.949z"/><path d="M14 18v-7"/><path d="M18 18v-7"/><path d="M3 22h18"/><path d="M6 18v-7"/>',
  ],
  mail: [24, '<path d="m22 7-8.991 5.727a2 2 0 0 1-2.009 0L2 7"/><rect x="2" y="4" width="20" height="16" rx="2"/>'],
  settings: [
    24,
    '<path d="M9.671 4.136a2.34 2.34 0 0 1 4.659 0 2.34 2.34 0 0 0 3.319 1.915 2.34 2.34 0 0 1 2.33 4.033 2.34 2.34 0 0 0 0 3.831 2.34 2.34 0 0 1-2.33 4.033 2.34 2.34 0 0 0-3.319 1.915 2.34 2.34 0 0 1-4.659 0 2.34 2.34 0 0 0-3.32-1.915 2.34 2.34 0 0 1-2.33-4.033 2.34 2.34 0 0 0 0-3.831A2.34 2.34 0 0 1 6.35 6.051a2.34 2.34 0 0 0 3.319-1.915"/><circle cx="12" cy="12" r="3"/>',
  ],
  search: [24, '<path d="m21 21-4.34-4.34"/><circle cx="11" cy="11" r="8"/>'],
  menu: [24, '<path d="M4 5h16"/><path d="M4 12h16"/><path d="M4 19h16"/>'],
  plus: [24, '<path d="M5 12h14"/><path d="M12 5v14"/>'],
  'g-late': [16, '<path d="M8 2.5v7" stroke-width="2.4"/><path d="M8 13.2h.01" stroke-width="2.8"/>'],
  'g-soon': [16, '<circle cx="8" cy="8" r="6"/><path d="M8 2a6 6 0 0 1 6 6H8z" fill="currentColor" stroke="none"/>'],
  'g-waiting': [16, '<circle cx="8" cy="8" r="6"/><path d="M8 4.5V8l2.5 1.5"/>'],
  'g-tick': [16, '<path d="m3 8.5 3.2 3.2L13 5"/>'],
  'g-cross': [16, '<path d="m4 4 8 8M12 4l-8 8"/>'],
  'g-dash': [16, '<path d="M3.5 8h9"/>'],
  'g-dots': [16, '<path d="M3 8h.01M8 8h.01M13 8h.01" stroke-width="2.6"/>'],
  'g-dot': [16, '<circle cx="8" cy="8" r="5.5" fill="currentColor" stroke="none"/>'],
  'g-ring': [16, '<circle cx="8" cy="8" r="4.8"/>'],
  'g-half': [16, '<circle cx="8" cy="8" r="5"/><path d="M8 3a5 5 0 0 0 0 10z" fill="currentColor" stroke="none"/>'],
  'g-none': [16, '<circle cx="8" cy="8" r="4.8"/><path d="M3.5 12.5l9-9"/>'],
  'g-scales': [16, '<path d="M8 2v12M5 14h6M3 5h10M3 5 1.2 9.5h3.6zM13 5l-1.8 4.5h3.6z" stroke-width="1.7"/>'],
  'g-coin': [
    16,
    '<circle cx="8" cy="8" r="6"/><path d="M9.8 6c-.3-.7-1-1-1.8-1-1 0-1.8.5-1.8 1.4 0 2.2 3.7 1 3.7 3.2C9.9 10.5 9 11 8 11c-.9 0-1.6-.4-1.9-1.1M8 4v8" stroke-width="1.5"/>',
  ],
  'g-pen': [16, '<path d="m3 13 .8-3.3 7-7 2.5 2.5-7 7z" stroke-width="1.7"/>'],
  'g-sent': [16, '<path d="M8 13.5v-10M4 7l4-4 4 4"/>'],
  'g-back': [16, '<path d="M13 13V9.5A3.5 3.5 0 0 0 9.5 6H3M6 3 3 6l3 3"/>'],
  'g-question': [16, '<path d="M5.2 5.6a2.8 2.8 0 1 1 4 2.6c-.8.4-1.2.9-1.2 1.8M8 13.2h.01"/>'],
  'g-lock': [16, '<path d="M3.5 7.5h9v6h-9zM5.5 7.5V5a2.5 2.5 0 0 1 5 0v2.5" stroke-width="1.7"/>'],
  'g-globe': [
    16,
    '<path d="M8 2a6 6 0 1 0 0 12A6 6 0 0 0 8 2zM2 8h12M8 2c2 2 2.6 4 2.6 6S10 12 8 14c-2-2-2.6-4-2.6-6S6 4 8 2z" stroke-width="1.5"/>',
  ],
  'g-black-box': [16, '<path d="M2 5h12v6H2z" fill="currentColor"/>'],
} as const satisfies Record<string, readonly [side: number, shape: string]>

type Name = keyof typeof shapes
export type GlyphName = Extract<Name, `g-${string}`>
export type IconName = Exclude<Name, GlyphName>
