import type { List } from '#lib/domain/query-fields'

/** What can be typed, and what it finds: shown beside the box and in the help. Each is tried by a test. */
export type Lesson = readonly [typed: string, finds: string]

export const wordLessons: readonly Lesson[] = [
  ['camera agreement', 'both words, in any form: agency finds agencies'],
  ['"free cameras"', 'these words side by side'],
  ['cameras OR doorbells', 'one of the two'],
  ['(free OR credits) camera', 'brackets say what OR chooses between'],
  ['camera -draft', 'without the word behind the minus'],
  ['surveil*', 'any word that begins so; at least three letters'],
]

const agency: Lesson = [
  'agency:"Bloomfield PD",Maywood',
  'of one of these agencies; quotes hold blanks, a comma is “or”',
]
const state: Lesson = ['state:NJ,CA', 'of agencies in these states']
const investigation: Lesson = ['investigation:RING', 'of one investigation, by its key']
const request: Lesson = ['request:RING-12', 'of one request, by its number']
const added: Lesson = ['added:2026-11', 'that came here in November 2026; also 2026, 2026-11-05, yesterday']
const date: Lesson = ['date:2019-04-01..2019-04-30', 'of these days: sent, if it is a message, else received']

const ofRequests: readonly Lesson[] = [
  ['status:overdue', 'as they stand now: overdue, waiting, fee, refused, appeal, done …'],
  ['was:appeal', 'that ever stood so'],
  ['due:<7d', 'due within seven days; also due:2026-12 or due:>2w'],
  ['filed:>=2026-01-01', 'filed on that day or later; <30d is within the last thirty days'],
  ['owner:me', 'looked after by you; also by part of a name, or none'],
  ['tag:Florida', 'that bear this tag'],
  ['tracking:24-0117', 'by the agency’s own number'],
]
const ofDocuments: readonly Lesson[] = [
  ['doc:RING-D7', 'one document, by its number or part of its name'],
  ['type:pdf,mail', 'by kind of file: pdf, mail, image, spreadsheet, word, slides, text, web, archive'],
  ['kind:agreement', 'by what it is to you'],
  ['from:chief to:ring.com', 'messages, by part of who wrote and who received'],
  date,
  added,
  ['pages:>100', 'long ones'],
  ['text:"monthly report"', 'words on their pages, not in their names'],
  ['finding:credits', 'with a finding of this type'],
  ['has:no-text', 'pages that are pictures; also has:attachment, has:finding, has:warning'],
  ['is:unread', 'not yet opened by you; also is:failed, is:duplicate, is:loose (under no request)'],
]

export type Section = { title: string; lessons: readonly Lesson[] }
const without = (lessons: readonly Lesson[], ...starts: string[]) =>
  lessons.filter(([typed]) => !starts.some((start) => typed.startsWith(start)))

export const fieldLessons: Record<List, readonly Section[]> = {
  requests: [
    {
      title: 'Fields',
      lessons: [
        ...ofRequests,
        agency,
        state,
        investigation,
        request,
        ['replied:<7d', 'answered within the last seven days'],
        ['updated:today', 'changed today'],
        ['has:reply', 'also has:document, has:finding, has:tracking, has:tag, has:owner'],
        ['is:unread', 'with a document you have not opened; also is:open, is:closed, is:mine'],
        ['sort:-filed', 'newest filed first; also due, reply, updated, number, agency'],
      ],
    },
  ],
  documents: [
    {
      title: 'Fields',
      lessons: [
        ...ofDocuments,
        agency,
        state,
        investigation,
        request,
        ['status:failed', 'also status:processing, status:ready'],
        ['sort:name', 'also sort:pages, sort:added; a minus turns it round'],
      ],
    },
  ],
  findings: [
    {
      title: 'Fields',
      lessons: [
        ['type:credits', 'by type, or part of its name'],
        ['status:checked,cleared', 'also proposed, disputed'],
        agency,
        state,
        ['author:me', 'tagged by you, or by part of a name'],
        ['doc:RING-D7', 'with a passage in this document'],
        ['page:3..9', 'with a passage on these pages'],
        ['date:<7d', 'tagged within the last seven days'],
        investigation,
      ],
    },
  ],
  agencies: [
    {
      title: 'Fields',
      lessons: [
        state,
        ['place:Lakeland', 'by part of the place'],
        ['county:Polk', 'by part of the county'],
        ['has:email', 'with an e-mail address; also has:contact, has:request'],
      ],
    },
  ],
  search: [
    {
      title: 'Fields for everything',
      lessons: [
        ['type:document', 'only these: document, message, request, finding; or a kind of file, such as pdf or mail'],
        agency,
        state,
        investigation,
        request,
        date,
        added,
      ],
    },
    {
      title: 'Documents and their pages',
      lessons: [['page:3..9', 'on these pages'], ...without(ofDocuments, 'type:', 'date:', 'added:')],
    },
    {
      title: 'Requests, and what lies under them',
      lessons: [
        ...ofRequests,
        ['replied:<7d', 'answered within the last seven days'],
        ['updated:today', 'changed today'],
      ],
    },
    {
      title: 'Findings',
      lessons: [
        ['status:cleared', 'also proposed, checked, disputed'],
        ['author:me', 'tagged by you, or by part of a name'],
      ],
    },
  ],
}
