import type { Block } from '#lib/domain/demo/document'

const h = (text: string): Block => ({ block: 'heading', text })
const p = (text: string): Block => ({ block: 'paragraph', text })

/** What the second mail to Maywood carries. */
export const samplePost: Block[][] = [
  [
    { block: 'title', text: 'SAMPLE POST FOR NEIGHBORS' },
    p('To be put up on the same day as the request in the portal. Replace the words in brackets.'),
    {
      block: 'boxed',
      text:
        'We are looking for video of [what happened] in our town. If you live near [street] and your camera faces the ' +
        'street, please check it and share what may help. You will find our request in your app.',
    },
    p('Keep it short. Say what happened, where, and what a resident can do.'),
  ],
]

export const addisonGuide: Block[][] = [
  [
    { block: 'space', points: 150 },
    { block: 'title', text: 'Best Practices\nfor police departments\non Neighbors', points: 26 },
    { block: 'space', points: 20 },
    {
      block: 'paragraph',
      centred: true,
      text: 'A guide supplied by Ring, released by the Addison Police Department, Illinois.',
    },
  ],
  [
    { block: 'title', text: 'In this guide' },
    {
      block: 'fields',
      rows: [
        ['Driving downloads of the app', 'page 3'],
        ['What the reporting leaves open', 'page 4'],
      ],
    },
  ],
  [
    { block: 'title', text: 'Driving downloads of the app' },
    p(
      'The more people in your town who have Neighbors on their phones, the more of them will see what you post. ' +
        'Departments should take every chance to bring residents to download the app.',
    ),
    { block: 'boxed', text: 'Aim: every resident whom you speak to knows the app and where to get it.' },
    p('Ask for the download wherever you already speak to residents, and make the way to it short.'),
  ],
  [
    { block: 'title', text: 'What the reporting leaves open' },
    p(
      'One page of the guide is described in the published reporting: the one on downloads. The rest is not, so the ' +
        'demonstration ends here and makes nothing up.',
    ),
  ],
]

/** Pictures of a page, no text under it: an answer by post, as a scanner leaves it. */
export const scannedLetter: Block[][] = [
  [
    { block: 'letterhead', name: 'Addison Police Department', lines: ['Records', 'Addison, Illinois'] },
    { block: 'fields', rows: [['Re', 'Your request for outreach material (demonstration)']] },
    { block: 'space', points: 10 },
    p('To the newsroom:'),
    p(
      'We have looked through the first of two folders. What may be released from it is enclosed. The second folder is ' +
        'still with another unit; we will write again when it has come back.',
    ),
    p('This letter was written for a demonstration. No department has sent it and no request was made.'),
    { block: 'space', points: 30 },
    {
      block: 'signatures',
      parties: [{ for: 'Records officer', by: 'Robin Sample', on: '' }],
    },
  ],
]

export const fresnoNote: Block[][] = [
  [
    { block: 'title', text: 'NOTE FOR THE FILE' },
    {
      block: 'fields',
      rows: [
        ['Agency', 'Fresno County Sheriff’s Office, California'],
        ['Rests on', 'Vice/Motherboard, about 5 August 2019 (day approximate)'],
      ],
    },
    p(
      'Reported: where a resident declines to hand footage over, a request for the footage goes to the company itself, ' +
        'without a warrant.',
    ),
    p('The company disputes this. It says that it asks for a legal demand that binds it.'),
    p('Nothing here comes from the agency’s own records.'),
  ],
]

export const nypdNote: Block[][] = [
  [
    { block: 'title', text: 'NOTE FOR THE FILE' },
    {
      block: 'fields',
      rows: [
        ['Agency', 'New York City Police Department'],
        ['Rests on', 'Patch, about 2 November 2022 (day approximate)'],
      ],
    },
    p('The department joined the Neighbors Public Safety Service in November 2022.'),
    p('It does not pay for the service. It does not watch the app around the clock.'),
    p('In the same month the map on Ring’s site showed 2,288 agencies.'),
  ],
]

const towns: [town: string, extra: string][] = [
  ['Hayward, California', ''],
  ['Aurora, Colorado', ''],
  ['Albuquerque, New Mexico', ' The department was given heat maps of package losses.'],
  ['Green Bay, Wisconsin', ''],
  ['Jersey City, New Jersey', ''],
]

/** One page a town, in the order of `towns`: Hayward is page 1. */
export const stingNotes: Block[][] = towns.map(([town, extra]) => [
  { block: 'title', text: 'REPORTING NOTES' },
  {
    block: 'fields',
    rows: [
      ['Place', town],
      ['Subject', 'Package-theft operations'],
      ['Rests on', 'Vice/Motherboard, about 29 July 2019 (day approximate)'],
    ],
  },
  p(`Police in ${town} worked with Ring on a sting operation against package theft.${extra}`),
  p('Nothing here comes from the department’s own records.'),
])

export const generalNotes: Block[][] = [
  [
    { block: 'title', text: 'REPORTING NOTES' },
    {
      block: 'fields',
      rows: [
        ['Subject', 'Partnerships in general'],
        ['Rests on', 'Vice/Motherboard, about 5 August 2019 (day approximate) and 28 August 2019'],
      ],
    },
    h('Press releases'),
    p(
      'In every partnership Ring has a say over what the department tells the press (Gizmodo, cited on 28 August 2019). ' +
        'Ring asks to see a press release before it goes out.',
    ),
    h('Scripts'),
    p('The company hands departments scripts to speak and write from.'),
    h('Discounts for residents'),
    p(
      'Cities have paid upwards of $100,000 towards cheaper cameras. Of every $100 that residents save, the city pays ' +
        '$50 and Ring $50.',
    ),
  ],
  [
    { block: 'title', text: 'REPORTING NOTES' },
    {
      block: 'fields',
      rows: [
        ['Subject', 'Requests for footage'],
        ['Rests on', 'Timeline card of 24 January 2024 (NPR, CNBC, Electronic Frontier Foundation)'],
      ],
    },
    p(
      'Through the portal, departments ask residents for footage without a warrant. In 2020 there were over 20,000 ' +
        'such requests through the app.',
    ),
    p(
      'Ring ended the feature on 24 January 2024. Warrants, subpoenas, court orders and an emergency exception remain.',
    ),
  ],
]
