/**
 * Two exhibits: what is covered and why, what readers are told beside the pages, and the dated notes that one carries.
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
  /** Beside a page; with a quote, at the place of these words. */
  notes: { page: number; quote?: string; title: string; text: string }[]
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
    notes: [
      {
        page: 1,
        title: 'Removed.',
        text: 'E-mail addresses, a telephone number and one name were removed by the newsroom. Reason: personal.',
      },
      {
        page: 1,
        quote: 'The app costs residents nothing. The portal costs us nothing.',
        title: 'Free of charge.',
        text: 'What residents get, and what the department gets, in one line.',
      },
    ],
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
    notes: [
      {
        page: 1,
        title: 'Addresses.',
        text: 'E-mail addresses and telephone numbers were removed by the newsroom. Reason: personal.',
      },
      {
        page: 2,
        quote: 'What would bring more of them to hand their footage over?',
        title: 'The question',
        text: 'comes from the commander of the detective bureau.',
      },
      {
        page: 3,
        quote:
          'The departments that post most often have the best rate; being active on your social pages is what moves it.',
        title: 'The advice.',
        text: 'Agencies that are active on social media are said to get the best rate of residents who say yes.',
      },
    ],
  },
]
