import type { Block } from '#lib/domain/demo/document'

const p = (number: string, text: string): Block => ({ block: 'paragraph', number, text })
const h = (text: string): Block => ({ block: 'heading', text })

/** A clause that stands word for word in both agreements, as standard clauses do. */
const portalClause =
  'Access to the portal is given to the officers whom the Department names. Requests for recordings go to residents ' +
  'through the App, and a resident may decline.'

export const lakelandMemorandum: Block[][] = [
  [
    { block: 'title', text: 'CONFIDENTIAL\nMEMORANDUM OF UNDERSTANDING' },
    {
      block: 'paragraph',
      text:
        'This demonstration memorandum is made between Ring (the “Company”) and the Lakeland Police Department, ' +
        'Florida (the “Department”).',
    },
    h('1. Purpose'),
    p(
      '1.1',
      'The Company makes its Neighbors application (the “App”) available to people who live in the city, and gives the ' +
        'Department a portal in which it may post notices and ask residents for recordings.',
    ),
    h('2. Adoption'),
    p(
      '2.1',
      'The Department agrees to encourage residents to take up the App, by outreach of its own choosing, for as long as ' +
        'this memorandum is in force.',
    ),
    p(
      '2.2',
      'Outreach may take place at public meetings, on the pages that the Department keeps online, and in person. The ' +
        'Company may offer drafts for this purpose; the Department need not use them.',
    ),
    p('2.3', portalClause),
  ],
  [
    h('3. Credits for downloads'),
    p(
      '3.1',
      'A “Qualifying Download” is a first installation of the App by a resident of the city that is made through the ' +
        'invitation issued to the Department.',
    ),
    p(
      '3.2',
      'For each Qualifying Download the Company places ten dollars ($10) to the credit of the Department. The credit may ' +
        'be used only towards further cameras without charge.',
    ),
    p('3.3', 'A credit is not money, cannot be paid out, and ends with this memorandum.'),
    h('4. Equipment'),
    p(
      '4.1',
      'On signature the Company supplies fifteen (15) doorbell cameras free of charge, of the model that it sells to the ' +
        'public for $130 each.',
    ),
    p('4.2', 'The Department decides to whom the cameras are given.'),
    h('5. Term'),
    p(
      '5.1',
      'This memorandum takes effect on signature by both parties and may be ended by either of them in writing.',
    ),
    h('6. Confidentiality'),
    p(
      '6.1',
      'The Department holds the terms of this memorandum in confidence and releases them only where the law leaves it no ' +
        'choice.',
    ),
    p(
      '6.2',
      'The duty in 6.1 continues after this memorandum ends. It does not extend to the fact that residents may install ' +
        'the App.',
    ),
  ],
  [
    h('7. No payment'),
    p('7.1', 'Neither party pays the other under this memorandum, save for the credits described in section 3.'),
    h('8. Notices'),
    p('8.1', 'Notices are given in writing to the persons named below, and take effect on receipt.'),
    h('9. Whole agreement'),
    p(
      '9.1',
      'This memorandum and its Schedule A hold everything that the parties have agreed. A change is valid only in writing.',
    ),
    { block: 'space', points: 30 },
    {
      block: 'signatures',
      parties: [
        { for: 'For the Company', by: '', on: '' },
        { for: 'For the Department', by: '', on: '' },
      ],
    },
  ],
  [
    { block: 'title', text: 'SCHEDULE A' },
    {
      block: 'fields',
      rows: [
        ['Cameras supplied on signature', 'fifteen (15)'],
        ['Price to the public', '$130 each'],
        ['Credit for each Qualifying Download', '$10'],
      ],
    },
    {
      block: 'paragraph',
      text: 'This schedule is part of the memorandum and is held in confidence with it.',
    },
  ],
]

export const waynesboroMemorandum: Block[][] = [
  [
    { block: 'letterhead', name: 'Waynesboro Police Department', lines: ['Waynesboro, Virginia'] },
    { block: 'title', text: 'MEMORANDUM OF UNDERSTANDING' },
    {
      block: 'paragraph',
      text:
        'This demonstration memorandum is made on 25 February 2019 between Ring (the “Company”) and the Waynesboro ' +
        'Police Department, Virginia (the “Department”).',
    },
    h('1. The App'),
    p('1.1', 'Residents may install the Neighbors application (the “App”) and use it free of charge.'),
    h('2. The portal'),
    p('2.1', 'The Company gives the Department the use of its portal for law enforcement free of charge.'),
    p('2.2', portalClause),
    h('3. Term'),
    p(
      '3.1',
      'This memorandum takes effect on signature by both parties and may be ended by either of them in writing.',
    ),
  ],
  [
    h('4. Notices'),
    p('4.1', 'Notices are given in writing to the persons named below, and take effect on receipt.'),
    { block: 'space', points: 30 },
    {
      block: 'signatures',
      parties: [
        { for: 'For the Company', by: 'name not in the demonstration', on: '25 February 2019' },
        { for: 'For the Department', by: 'Chief of Police', on: '25 February 2019' },
      ],
    },
  ],
]
