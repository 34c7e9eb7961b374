import type { DemoPerson } from '#lib/domain/demo/marking'
import type { AnchorRole, FindingStatus } from '#lib/domain/finding'

export type DemoAnchor = { documentKey: string; page: number; quote: string; role: AnchorRole }

/**
 * As the body of POST /findings, then the PATCH that gives it its status. `agencyKey` null: said of partnerships in
 * general, of no one agency. `decidedBy` is never the author; null while proposed. A value that is not known is absent.
 */
export type DemoFinding = {
  key: string
  typeKey: string
  agencyKey: string | null
  statement: string
  anchors: DemoAnchor[]
  values: Record<string, number | string>
  status: FindingStatus
  author: DemoPerson
  decidedBy: DemoPerson | null
}

const at = (documentKey: string, page: number, quote: string, role: AnchorRole = 'supports'): DemoAnchor => ({
  documentKey,
  page,
  quote,
  role,
})

const checked = { status: 'checked', author: 'reporter', decidedBy: 'editor' } as const
const cleared = { status: 'cleared', author: 'reporter', decidedBy: 'editor' } as const
const proposed = { status: 'proposed', author: 'reporter', decidedBy: null } as const

/** The towns of the sting operations, in the order of the pages of the reporting notes. */
const stings: [agencyKey: string, place: string][] = [
  ['hayward', 'Hayward, California'],
  ['aurora', 'Aurora, Colorado'],
  ['albuquerque', 'Albuquerque, New Mexico'],
  ['green-bay', 'Green Bay, Wisconsin'],
  ['jersey-city', 'Jersey City, New Jersey'],
]

/** In the order in which they are loaded: the third is RING-F3. */
export const demoFindings: readonly DemoFinding[] = [
  {
    key: 'maywood-pairing',
    typeKey: 'coaching',
    agencyKey: 'maywood',
    statement: 'Ring praised a quickly sent video request and advised a public post beside every portal request.',
    anchors: [
      at(
        'maywood-mail-1',
        1,
        'Each time you ask through the portal, put a public post on Neighbors beside it, so that residents know why.',
      ),
    ],
    values: { template: 'video request' },
    ...cleared,
  },
  {
    key: 'maywood-sample',
    typeKey: 'coaching',
    agencyKey: 'maywood',
    statement: 'Ring supplied a sample post for the department to publish.',
    anchors: [
      at(
        'maywood-sample-post',
        1,
        'If you live near [street] and your camera faces the street, please check it and share what may help.',
      ),
      at('maywood-mail-2', 1, 'Here is the sample post that I promised.', 'context'),
    ],
    values: { template: 'Neighbors post' },
    ...checked,
  },
  {
    key: 'lakeland-credits',
    typeKey: 'credits',
    agencyKey: 'lakeland',
    statement: 'Each qualifying download earned the department ten dollars towards free cameras.',
    anchors: [
      at(
        'lakeland-mou',
        2,
        'For each Qualifying Download the Company places ten dollars ($10) to the credit of the Department.',
      ),
      at('lakeland-mou', 4, 'Credit for each Qualifying Download $10', 'context'),
    ],
    values: { amount: 10, per: 'qualifying download' },
    ...checked,
  },
  {
    key: 'lakeland-cameras',
    typeKey: 'equipment',
    agencyKey: 'lakeland',
    statement: 'Ring gave the department fifteen doorbell cameras; one sold for $130 then.',
    anchors: [
      at('lakeland-mou', 2, 'On signature the Company supplies fifteen (15) doorbell cameras free of charge'),
      at('lakeland-mou', 4, 'Price to the public $130 each', 'context'),
    ],
    values: { what: 'doorbell camera', count: 15, price: 130 },
    ...checked,
  },
  {
    key: 'lakeland-confidence',
    typeKey: 'confidentiality',
    agencyKey: 'lakeland',
    statement: 'The department had to keep the terms of the memorandum confidential.',
    anchors: [at('lakeland-mou', 2, 'The Department holds the terms of this memorandum in confidence')],
    values: {},
    status: 'proposed',
    author: 'editor',
    decidedBy: null,
  },
  {
    key: 'lakeland-adoption',
    typeKey: 'adoption',
    agencyKey: 'lakeland',
    statement: 'The department took on a duty to encourage adoption of the app through outreach.',
    anchors: [at('lakeland-mou', 1, 'The Department agrees to encourage residents to take up the App')],
    values: { channel: 'outreach' },
    ...checked,
  },
  {
    key: 'addison-downloads',
    typeKey: 'adoption',
    agencyKey: 'addison',
    statement: 'A guide supplied to the department has a page on driving downloads of the app.',
    anchors: [
      at('addison-guide', 3, 'Departments should take every chance to bring residents to download the app.'),
      at('addison-guide', 2, 'Driving downloads of the app', 'context'),
    ],
    values: { channel: 'app downloads' },
    ...checked,
  },
  {
    key: 'maywood-footage',
    typeKey: 'footage',
    agencyKey: 'maywood',
    statement: 'The department asked residents for video through the portal.',
    anchors: [at('maywood-mail-1', 1, 'You lost no time in getting that video request out')],
    values: {},
    ...proposed,
  },
  {
    key: 'bloomfield-advice',
    typeKey: 'coaching',
    agencyKey: 'bloomfield',
    statement: 'Ring told the commander that departments active on social media get the best opt-in rate.',
    anchors: [
      at(
        'bloomfield-thread',
        3,
        'The departments that post most often have the best rate; being active on your social pages is what moves it.',
      ),
      at('bloomfield-mail-3', 1, 'being active on your social pages is what moves it.'),
    ],
    values: { template: 'advice on posts' },
    ...checked,
  },
  {
    key: 'bloomfield-footage',
    typeKey: 'footage',
    agencyKey: 'bloomfield',
    statement: 'The commander of the detective bureau asked how to get more residents to hand over footage.',
    anchors: [at('bloomfield-thread', 2, 'What would bring more of them to hand their footage over?')],
    values: {},
    ...proposed,
  },
  ...stings.map(
    ([agencyKey, place], i): DemoFinding => ({
      key: `${agencyKey}-sting`,
      typeKey: 'sting',
      agencyKey,
      statement:
        `Police in ${place} ran a package-theft sting operation with Ring.` +
        (agencyKey === 'albuquerque' ? ' They were given heat maps of package losses.' : ''),
      anchors: [
        at('sting-notes', i + 1, `Police in ${place} worked with Ring on a sting operation against package theft.`),
        ...(agencyKey === 'albuquerque'
          ? [at('sting-notes', i + 1, 'The department was given heat maps of package losses.')]
          : []),
      ],
      values: {},
      ...checked,
    }),
  ),
  {
    key: 'fresno-footage',
    typeKey: 'footage',
    agencyKey: 'fresno',
    statement: 'Reported: where residents decline, the office asks the company for the footage. Ring disputes it.',
    anchors: [
      at('fresno-note', 1, 'a request for the footage goes to the company itself'),
      at('fresno-note', 1, 'The company disputes this.', 'contradicts'),
    ],
    values: {},
    status: 'disputed',
    author: 'reporter',
    decidedBy: 'editor',
  },
  {
    key: 'general-press',
    typeKey: 'press',
    agencyKey: null,
    statement: 'Ring has a say over press statements in every partnership and asks to see releases first.',
    anchors: [
      at('general-notes', 1, 'In every partnership Ring has a say over what the department tells the press'),
      at('general-notes', 1, 'Ring asks to see a press release before it goes out.'),
    ],
    values: { who: 'Ring', what: 'press releases' },
    ...checked,
  },
  {
    key: 'general-discount',
    typeKey: 'discount',
    agencyKey: null,
    statement: 'Cities paid upwards of $100,000 for discounts; of every $100 saved, city and Ring bear $50 each.',
    anchors: [at('general-notes', 1, 'Of every $100 that residents save, the city pays $50 and Ring $50.')],
    values: { city: 50, company: 50 },
    ...checked,
  },
  {
    key: 'general-scripts',
    typeKey: 'coaching',
    agencyKey: null,
    statement: 'Ring gives departments scripts.',
    anchors: [at('general-notes', 1, 'The company hands departments scripts to speak and write from.')],
    values: { template: 'script' },
    ...proposed,
  },
  {
    key: 'general-footage',
    typeKey: 'footage',
    agencyKey: null,
    statement: 'Over 20,000 requests for footage went through the app in 2020 without a warrant.',
    anchors: [at('general-notes', 2, 'In 2020 there were over 20,000 such requests through the app.')],
    values: {},
    ...checked,
  },
]
