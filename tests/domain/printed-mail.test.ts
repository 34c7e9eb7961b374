import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { type PrintedMail, printedMails } from '#lib/domain/printed-mail'
import { instantOf, offsetOf, readSentText } from '#lib/domain/sent-text'

const onePage = (...lines: string[]) => printedMails([{ page: 1, text: lines.join('\n') }])
const short = ({ page, lastPage, from, to, sent, subject }: PrintedMail) => [
  page,
  lastPage,
  from,
  to,
  sent?.wall,
  subject,
]
const body = ['Thank you for your patience.', 'The records are attached.']

test('Outlook’s print is a message, and so is the one that it answers', () => {
  const found = onePage(
    'Public Records Office',
    'From: Roe, Sam <sam.roe@pd.example.gov>',
    'Sent: Wednesday, July 2, 2025 2:06 PM',
    'To: Lee, Ana; Poe, Kit',
    'Cc: Records',
    'Subject: RE: Cameras',
    'Attachments: contract.pdf; map.pdf',
    ...body,
    '-----Original Message-----',
    'From: Lee, Ana [mailto:ana@newsroom.example]',
    'Sent: Tuesday, July 1, 2025 9:00 AM',
    'To: Roe, Sam',
    'Subject: Cameras',
    'Where are they?',
  )
  assert.deepEqual(found.map(short), [
    [1, 1, 'Roe, Sam <sam.roe@pd.example.gov>', ['Lee, Ana', 'Poe, Kit'], '2025-07-02T14:06', 'RE: Cameras'],
    [1, 1, 'Lee, Ana <ana@newsroom.example>', ['Roe, Sam'], '2025-07-01T09:00', 'Cameras'],
  ])
  assert.deepEqual([found[0]?.cc, found.map((mail) => mail.chained)], [['Records'], [false, true]])
})

test('Gmail’s print is one message or several, also where a sender is blacked out', () => {
  const gmail = ['Ana Lee <ana@newsroom.example>', 'Police Records Request 12:', 'No Records', '2 messages']
  const found = printedMails([
    {
      page: 1,
      text: [
        ...gmail,
        'Records (City) <records@portal.example.com>',
        'Wed, Jul 2, 2025 at 2:06 PM',
        'Reply-To: x@portal.example.com',
        'To: Ana Lee <ana@newsroom.example>',
        ...body,
        '1 of 2',
      ].join('\n'),
    },
    {
      page: 2,
      text: [
        'Records (City) <records@portal.example.com> Wed, Jul 2, 2025 at 2:08 PM',
        'To: ana@newsroom.example',
        ...body,
      ].join('\n'),
    },
  ])
  assert.deepEqual(found.map(short), [
    [
      1,
      1,
      'Records (City) <records@portal.example.com>',
      ['Ana Lee <ana@newsroom.example>'],
      '2025-07-02T14:06',
      'Police Records Request 12: No Records',
    ],
    [
      2,
      2,
      'Records (City) <records@portal.example.com>',
      ['ana@newsroom.example'],
      '2025-07-02T14:08',
      'Police Records Request 12: No Records',
    ],
  ])
  const blacked = onePage(
    '@gmail.com>',
    'Appeal',
    '1 message',
    '@gmail.com>',
    'Wed, Aug 6, 2025 at 4:07 PM',
    'To: da@county.example.gov',
    ...body,
  )
  assert.deepEqual(blacked.map(short), [[1, 1, null, ['da@county.example.gov'], '2025-08-06T16:07', 'Appeal']])
})

test('other programs and other languages are read too', () => {
  const said = (...lines: string[]) => onePage(...lines, ...body).map(short)
  const sam = 'Sam Roe <sam@pd.example>'
  const all: [string[], unknown[]][] = [
    // Apple Mail
    [
      [`From: ${sam}`, 'Subject: Cameras', 'Date: July 2, 2025 at 2:06:13 PM PDT', 'To: ana@x.example'],
      [sam, ['ana@x.example'], '2025-07-02T14:06', 'Cameras'],
    ],
    // GroupWise, Lotus Notes
    [
      ['From: Sam Roe/PD/City', 'To: Ana Lee', 'Date: 7/2/2025 2:06 PM', 'Subject: Cameras'],
      ['Sam Roe/PD/City', ['Ana Lee'], '2025-07-02T14:06', 'Cameras'],
    ],
    // Outlook on the web
    [
      ['Outlook', 'Cameras', `From ${sam}`, 'Date Wed 7/2/2025 2:06 PM', 'To Ana Lee <ana@x.example>'],
      [sam, ['Ana Lee <ana@x.example>'], '2025-07-02T14:06', 'Cameras'],
    ],
    // a column of labels beside a column of values
    [
      ['From:', 'Sent:', 'To:', 'Subject:', 'Sam Roe', 'Wednesday, July 2, 2025 2:06 PM', 'Ana Lee', 'Cameras'],
      ['Sam Roe', ['Ana Lee'], '2025-07-02T14:06', 'Cameras'],
    ],
    [
      ['Von: Sam Roe', 'Gesendet: Mittwoch, 2. Juli 2025 14:06', 'An: Ana Lee', 'Betreff: Kameras'],
      ['Sam Roe', ['Ana Lee'], '2025-07-02T14:06', 'Kameras'],
    ],
    [
      ['De: Sam Roe', 'Enviado: miércoles, 2 de julio de 2025 14:06', 'Para: Ana Lee', 'Asunto: Cámaras'],
      ['Sam Roe', ['Ana Lee'], '2025-07-02T14:06', 'Cámaras'],
    ],
  ]
  for (const [lines, expected] of all) assert.deepEqual(said(...lines), [[1, 1, ...expected]], lines[0])
})

test('a memo, a fax sheet, a form and a letter that names a sender are no mail', () => {
  const none = [
    [
      'Memorandum',
      'Date:',
      '8/29/2024',
      'To:',
      'Sarah Poe, City Manager',
      'From:',
      'Tim Roe, Analyst',
      'CC:',
      'Jake Doe',
      'Subject: Grant award',
    ],
    ['MEMORANDUM', 'TO: City Council', 'FROM: Chief Roe', 'DATE: July 2, 2025', 'SUBJECT: Cameras'],
    [
      'FAX',
      'To: Records',
      'From: Ana Lee',
      'Fax: 541 555 0100',
      'Pages: 3',
      'Date: 7/2/2025 2:06 PM',
      'Subject: Request',
    ],
    ['CONTRACT ROUTING', 'DATE: August 29, 2024', 'From: Tim Roe', 'TO:', 'FOR:'],
    ['Overtime', 'From: 8:00 AM', 'To: 5:00 PM', 'Date: 7/2/2025', 'Subject: patrol'],
    ['Dear Ana,', 'you wrote on Wed, Jul 2, 2025 at 2:06 PM', 'From: what we hold', 'To: you, 1 message', 'nothing.'],
    ['1 message', 'was left on the machine.', 'Wed, Jul 2, 2025'],
  ]
  for (const lines of none) assert.deepEqual(onePage(...lines, ...body), [], lines.join(' / '))
})

test('a mail that stands in the middle of a report is quoted there, not printed', () => {
  const report = Array.from({ length: 20 }, (_, i) => `Finding ${i + 1} of the report`)
  const quoted = ['From: Sam Roe', 'Sent: Wednesday, July 2, 2025 2:06 PM', 'To: Ana Lee', 'Subject: Cameras']
  assert.equal(onePage(...report, ...quoted).length, 0)
  assert.equal(onePage(...report.slice(0, 5), ...quoted).length, 1)
})

const word = fc.stringMatching(/^[a-z]{2,9}$/)
const sentence = fc.array(word, { minLength: 3, maxLength: 12 }).map((words) => `${words.join(' ')}.`)
const person = fc.tuple(word, word).map(([a, b]) => `${a} ${b} <${a}.${b}@pd.example.gov>`)
const moment = fc.record({
  day: fc.integer({ min: 1, max: 28 }),
  hour: fc.integer({ min: 1, max: 12 }),
  minute: fc.integer({ min: 0, max: 59 }),
})
const printed = fc.record({
  from: person,
  to: person,
  at: moment,
  subject: fc.array(word, { minLength: 1, maxLength: 4 }),
  style: fc.constantFrom('outlook', 'apple', 'gmail'),
  body: fc.array(sentence, { minLength: 1, maxLength: 40 }),
})

test('as many messages are found as were printed, each with its own words and on its own page', () => {
  fc.assert(
    fc.property(fc.array(printed, { minLength: 1, maxLength: 6 }), (mails) => {
      const pages = mails.map(({ from, to, at, subject, style, body }, i) => {
        const clock = `${at.hour}:${String(at.minute).padStart(2, '0')} PM`
        const title = subject.join(' ')
        const head = {
          outlook: [`From: ${from}`, `Sent: March ${at.day}, 2024 ${clock}`, `To: ${to}`, `Subject: ${title}`],
          apple: [`From: ${from}`, `Subject: ${title}`, `Date: March ${at.day}, 2024 at ${clock} PST`, `To: ${to}`],
          gmail: [to, title, '1 message', from, `Fri, Mar ${at.day}, 2024 at ${clock}`, `To: ${to}`],
        }[style]
        return { page: i + 1, text: [...head, ...body].join('\n') }
      })
      const found = printedMails(pages)
      assert.deepEqual(
        found.map((mail) => [mail.page, mail.lastPage, mail.from, mail.to, mail.subject]),
        mails.map(({ from, to, subject }, i) => [i + 1, i + 1, from, [to], subject.join(' ')]),
      )
      assert.ok(
        found.every((mail, i) => mail.sent?.wall.startsWith(`2024-03-${String(mails[i]?.at.day).padStart(2, '0')}T`)),
      )
    }),
    { numRuns: 300 },
  )
})

test('prose finds nothing, whatever words and labels stand in it; and no text at all breaks it', () => {
  const labels = fc.constantFrom('From:', 'To:', 'Sent by', 'Subject to', 'Date:', 'Cc:', '1 message', 'RE:', 'wrote:')
  const line = fc.oneof(
    sentence,
    fc.tuple(labels, sentence).map((parts) => parts.join(' ')),
  )
  fc.assert(
    fc.property(fc.array(line, { maxLength: 60 }), (lines) => assert.deepEqual(onePage(...lines), [])),
    { numRuns: 500 },
  )
  fc.assert(
    fc.property(fc.array(fc.string({ unit: 'binary', maxLength: 300 }), { maxLength: 5 }), (texts) => {
      const found = printedMails(texts.map((text, i) => ({ page: i + 1, text })))
      assert.ok(found.every((mail) => mail.page >= 1 && mail.lastPage >= mail.page && mail.lastPage <= texts.length))
    }),
  )
})

test('a printed date is read as it is written in the United States, unless its weekday says otherwise', () => {
  const wall = (text: string) => readSentText(text)?.wall
  assert.equal(wall('7/2/2025 2:06 PM'), '2025-07-02T14:06')
  assert.equal(wall('Wed 2/7/2025 2:06 PM'), '2025-07-02T14:06')
  assert.equal(wall('25/7/2025 2:06 PM'), '2025-07-25T14:06')
  assert.equal(wall('Monday, July 7, 2025 12:00 AM'), '2025-07-07T00:00')
  assert.equal(wall('Mon, 02 Nov 2026 10:15:00 -0800'), '2026-11-02T10:15')
  for (const none of ['July 2, 2025', '2:06 PM', '31/31/2025 10:00', 'July 2, 2025 25:00', 'July 2, 2025 13:00 PM', ''])
    assert.equal(wall(none), undefined, none)
})

test('a time on the wall becomes an instant where the agency is, summer and winter', () => {
  const at = (text: string) => {
    const sent = readSentText(text)
    assert.ok(sent)
    return instantOf(sent, offsetOf(sent.wall, 'America/Los_Angeles')).toISOString()
  }
  assert.equal(at('July 2, 2025 2:06 PM'), '2025-07-02T21:06:00.000Z')
  assert.equal(at('January 2, 2025 2:06 PM'), '2025-01-02T22:06:00.000Z')
  assert.equal(at('January 2, 2025 2:06 PM EST'), '2025-01-02T19:06:00.000Z')
})
