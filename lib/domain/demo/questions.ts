/** As the body of POST /questions. Null: not told. `findingKeys`: the findings that bear on it. */
export type DemoQuestion = {
  question: string
  askedOf: string | null
  askedOn: string | null
  channel: string | null
  answer: string | null
  findingKeys: string[]
}

/**
 * The reporting says that the company left questions unanswered on 28 August 2019; their words are not at hand. The first
 * row says just that; the others are gaps in the demonstration's own findings, asked of nobody.
 */
export const demoQuestions: readonly DemoQuestion[] = [
  {
    question: 'The questions put to the company about its partnerships (28 August 2019; their words are not at hand)',
    askedOf: 'Ring',
    askedOn: '2019-08-28',
    channel: null,
    answer: null,
    findingKeys: ['general-press', 'general-discount', 'general-scripts'],
  },
  {
    question: 'Demonstration: is there a cap on the credits for downloads?',
    askedOf: null,
    askedOn: null,
    channel: null,
    answer: null,
    findingKeys: ['lakeland-credits'],
  },
  {
    question: 'Demonstration: what legal demand does the company ask for when a resident declines?',
    askedOf: null,
    askedOn: null,
    channel: null,
    answer: null,
    findingKeys: ['fresno-footage'],
  },
]

/** As the body of POST /comment-requests. `askedOn` is the day of publication where the day of asking is not told. */
export type DemoCommentRequest = {
  who: string
  question: string
  channel: string | null
  askedOn: string
  dueOn: string | null
  cameBackOn: string | null
  response: string | null
}

export const demoCommentRequests: readonly DemoCommentRequest[] = [
  {
    who: 'Ring',
    question: 'Comment on the figure of 200 partner agencies (day approximate: that of publication)',
    channel: null,
    askedOn: '2019-07-29',
    dueOn: null,
    cameBackOn: null,
    response: null,
  },
  {
    who: 'Ring, spokesperson',
    question: 'Comment on the coaching of police departments (day approximate: that of publication)',
    channel: null,
    askedOn: '2019-08-05',
    dueOn: null,
    cameBackOn: '2019-08-05',
    response: 'Statements of a spokesperson; they are in the article. Ring disputes what was said of Fresno County.',
  },
  {
    who: 'Ring',
    question: 'Further comment on the same, after publication',
    channel: null,
    askedOn: '2019-08-05',
    dueOn: null,
    cameBackOn: '2019-08-06',
    response: 'An additional comment; the published piece was updated with it on 6 August 2019.',
  },
]
