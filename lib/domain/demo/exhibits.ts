/**
 * Two exhibits, for when exhibits can be made: what is covered and why, and the dated notes that one carries.
 * `find` is a term or a pattern, as in POST /documents/:id/marks.
 */
export type DemoExhibit = {
  key: string
  title: string
  documentKey: string
  marks: { find: string | { pattern: 'email' | 'phone' }; reason: 'personal' }[]
  updates: { on: string; text: string }[]
}

export const demoExhibits: readonly DemoExhibit[] = [
  {
    key: 'webinar-notes',
    title: 'Notes of the webinar, Waynesboro (demonstration)',
    documentKey: 'waynesboro-notes-print',
    marks: [
      { find: { pattern: 'email' }, reason: 'personal' },
      { find: { pattern: 'phone' }, reason: 'personal' },
      { find: 'Casey Placeholder', reason: 'personal' },
    ],
    updates: [],
  },
  {
    key: 'bloomfield-thread',
    title: 'E-mails between Ring and Bloomfield (demonstration)',
    documentKey: 'bloomfield-thread',
    marks: [
      { find: { pattern: 'email' }, reason: 'personal' },
      { find: { pattern: 'phone' }, reason: 'personal' },
    ],
    updates: [{ on: '2019-08-06', text: 'An additional comment from Ring arrived after publication and was added.' }],
  },
]
