import type { Block, DemoMail } from '#lib/domain/demo/document'

const host = 'demonstration.example'
const id = (name: string) => `<${name}@${host}>`

const partnerTeam = 'Ring partner success associate <partner.success@ring.example>'
const commander = 'Commander, Detective Bureau <detective.bureau@bloomfield-police.example>'
const chief = 'Chief of Police <chief@waynesboro-police.example>'

/** The reporting gives the month, April 2019, and no day. A mail must have one, so it says so itself. */
const monthOnly =
  'Note of the demonstration: the reporting gives the month, April 2019, and no day. The day in the header stands there ' +
  'only because a mail needs one.'

export const maywoodMails: readonly DemoMail[] = [
  {
    from: partnerTeam,
    to: ['Maywood Police Department <desk@maywood-police.example>'],
    date: '2019-04-01T10:00:00-04:00',
    subject: 'Your video request',
    messageId: id('maywood-1'),
    references: [],
    body: [
      'Good day,',
      'You lost no time in getting that video request out, and residents notice when a department is quick. Well done.',
      'One piece of advice. Each time you ask through the portal, put a public post on Neighbors beside it, so that ' +
        'residents know why. People who have read the post are readier to open the request.',
      'I will send a sample post after this message.',
      'Partner success associate\nRing',
      monthOnly,
    ],
    attachments: [],
  },
  {
    from: partnerTeam,
    to: ['Maywood Police Department <desk@maywood-police.example>'],
    date: '2019-04-01T10:20:00-04:00',
    subject: 'Re: Your video request',
    messageId: id('maywood-2'),
    references: [id('maywood-1')],
    body: [
      'Here is the sample post that I promised. It is one page, attached; change it as you like.',
      'Partner success associate\nRing',
      monthOnly,
    ],
    attachments: ['maywood-sample-post'],
  },
]

const bloomfieldOfficers = ['one', 'two', 'three'].map((n) => `Officer ${n} <officer.${n}@bloomfield-police.example>`)

export const bloomfieldMails: readonly DemoMail[] = [
  {
    from: partnerTeam,
    to: bloomfieldOfficers,
    date: '2019-05-01T09:30:00-04:00',
    subject: 'Your contact at Ring',
    messageId: id('bloomfield-1'),
    references: [],
    body: [
      'Officers,',
      'I am writing to the three of you because you hold the accounts of the portal for Bloomfield. Questions about it ' +
        'may come to me at any time.',
      'Partner success associate\nRing\nPhone 555-0100',
    ],
    attachments: [],
  },
  {
    from: commander,
    to: [partnerTeam],
    date: '2019-05-31T11:05:00-04:00',
    subject: 'More residents sharing footage',
    messageId: id('bloomfield-2'),
    references: [id('bloomfield-1')],
    body: [
      'Good morning,',
      'Too few residents say yes when we ask for their video through the portal. What would bring more of them to hand ' +
        'their footage over?',
      'Commander, Detective Bureau\nBloomfield Police Department\nPhone 555-0117',
    ],
    attachments: [],
  },
  {
    from: partnerTeam,
    to: [commander],
    date: '2019-05-31T15:40:00-04:00',
    subject: 'Re: More residents sharing footage',
    messageId: id('bloomfield-3'),
    references: [id('bloomfield-1'), id('bloomfield-2')],
    body: [
      'Commander,',
      'Thank you for asking about the share of residents who say yes. The departments that post most often have the ' +
        'best rate; being active on your social pages is what moves it.',
      'Partner success associate\nRing\nPhone 555-0100',
      'Note of the demonstration: the reporting does not give the day of this answer. It stands under the day of the ' +
        'question.',
    ],
    attachments: [],
  },
]

export const waynesboroNotes: DemoMail = {
  from: chief,
  to: [chief],
  date: '2019-04-16T08:15:00-04:00',
  subject: 'Neighbors by RING notes',
  messageId: id('waynesboro-notes'),
  references: [],
  body: [
    'Notes to myself. Webinar of 9 April.',
    'The company says that it now works with 200 law enforcement agencies.',
    'The app costs residents nothing. The portal costs us nothing.',
    'Training manager: Casey Placeholder, 555-0142.',
  ],
  attachments: [],
}

/** The same mails as a department prints them for release: one page a mail. */
export function printedThread(mails: readonly DemoMail[]): Block[][] {
  return mails.map((mail) => [
    {
      block: 'fields',
      rows: [
        ['From', mail.from],
        ['To', mail.to.join('; ')],
        ['Date', printedDate(mail.date)],
        ['Subject', mail.subject],
      ],
    },
    { block: 'space', points: 8 },
    ...mail.body.map((text): Block => ({ block: 'paragraph', text })),
  ])
}

const months = 'January February March April May June July August September October November December'.split(' ')

function printedDate(instant: string): string {
  const [year, month, day] = instant.slice(0, 10).split('-').map(Number)
  return `${day} ${months[(month ?? 1) - 1]} ${year}, ${instant.slice(11, 16)}`
}
