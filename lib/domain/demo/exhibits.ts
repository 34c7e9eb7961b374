/**
 * Two exhibits: what is covered and why, what readers are told, and the dated notes that one carries.
 * `find` is a term or a pattern, as in POST /documents/:id/marks.
 */
export type DemoExhibit = {
  key: string
  title: string
  documentKey: string
  marks: { find: string | { pattern: 'email' | 'phone' }; reason: 'personal' }[]
  summary: string
  note: string
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
    summary: 'What residents and the department get, as the chief of police wrote it down on 16 April 2019.',
    note: 'Notes that a chief of police took of a webinar held by Ring. The page below is a demonstration document, written afresh, and not an original record.',
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
    summary: 'A commander asked how to get more residents to hand over video. The answer: be active on social media.',
    note: 'E-mails between Ring and the Bloomfield Police Department, New Jersey, of May 2019. The pages below are a demonstration document, written afresh, and not an original record.',
    updates: [{ on: '2019-08-06', text: 'An additional comment from Ring arrived after publication and was added.' }],
  },
]
