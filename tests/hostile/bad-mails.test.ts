import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { describe, test } from 'node:test'
import { memoryBlobs } from '#lib/io/blobs-memory'
import type { ReadMail } from '#lib/io/eml'
import { kindOf } from '#lib/io/sniff'
import { attached, forwarded, html, mailOf, nestedMail, plain } from '../fixtures/make-mail.ts'
import { filed, mails, readWhole } from './setting.ts'

const blobs = memoryBlobs()
const read = async (bytes: Uint8Array) => mails.readMail(await filed(bytes), { keep: (stream) => blobs.put(stream) })
function good(outcome: ReadMail) {
  assert(outcome.kind === 'mail', outcome.kind === 'failed' ? `${outcome.code}: ${outcome.detail}` : '')
  return {
    ...outcome.mail,
    attachments: outcome.attachments,
    codes: outcome.mail.warnings.map((warning) => warning.code),
  }
}
const sha256 = (bytes: Uint8Array | string) => createHash('sha256').update(bytes).digest('hex')

describe('reading a mail', { concurrency: 2 }, () => {
  test('who, to whom, when, about what, in which thread, and what it says', async () => {
    const mail = good(
      await read(
        mailOf([plain('Dear Ms. Lee')], {
          Cc: 'Desk <desk@newsroom.example>, x@y.example',
          'In-Reply-To': '<zero@newsroom.example>',
          References: '<zero@newsroom.example> <half@pd.example.gov>',
        }),
      ),
    )
    assert.deepEqual(mail.from, { name: 'Records Unit', address: 'records@pd.example.gov' })
    assert.deepEqual(mail.to, [{ name: 'Ann Lee', address: 'ann@newsroom.example' }])
    assert.deepEqual(
      mail.cc.map((each) => each.address),
      ['desk@newsroom.example', 'x@y.example'],
    )
    assert.deepEqual(
      [mail.date, mail.subject, mail.messageId, mail.inReplyTo],
      [
        '2026-11-02T18:15:00.000Z',
        'Response to your request RING-12',
        '<one@pd.example.gov>',
        '<zero@newsroom.example>',
      ],
    )
    assert.deepEqual(
      [mail.references, mail.text.trim(), mail.html, mail.codes],
      [['<zero@newsroom.example>', '<half@pd.example.gov>'], 'Dear Ms. Lee', null, []],
    )
  })

  test('what is attached is kept byte for byte', async () => {
    const bytes = Buffer.from(Array.from({ length: 3_000_000 }, (_, i) => (i * 31) & 255))
    const mail = good(
      await read(
        mailOf([
          plain('see enclosed'),
          attached('MOU.pdf', 'application/pdf', bytes),
          attached('empty.txt', 'text/plain', ''),
        ]),
      ),
    )
    assert.deepEqual(
      mail.attachments.map(({ name, mediaType, bytes, sha256 }) => [name, mediaType, bytes, sha256]),
      [
        ['MOU.pdf', 'application/pdf', 3_000_000, sha256(bytes)],
        ['empty.txt', 'text/plain', 0, sha256('')],
      ],
    )
  })

  test('an attachment’s name is kept as it was written, and is never a path', async () => {
    const names = ['../../x', '/etc/passwd', 'C:\\x.exe', 'exe.fdp\u202e', '<b>x</b>.pdf', '.hidden', 'a;b.txt']
    const mail = good(
      await read(
        mailOf([
          plain('x'),
          ...names.map((name) => attached(name.replaceAll('\\', '\\\\'), 'application/octet-stream', name)),
        ]),
      ),
    )
    assert.deepEqual(
      mail.attachments.map((each) => each.name),
      names,
    )
  })

  test('an attachment without a name gets one of ours; a name beyond reason is shortened and keeps its ending', async () => {
    const long = `${'ä'.repeat(300)}.pdf`
    const nameless = { headers: ['Content-Type: application/pdf', 'Content-Disposition: attachment'], body: 'x' }
    const mail = good(await read(mailOf([plain('x'), nameless, attached(long, 'application/pdf', 'x')])))
    const [first, second] = mail.attachments.map((each) => each.name)
    assert.equal(first, 'attachment-1.pdf')
    assert(second?.endsWith('ä.pdf') && Buffer.byteLength(second) <= 200)
  })

  test('a forwarded mail is an attachment of its own, whole', async () => {
    const inner = mailOf([plain('the first mail')], { Subject: 'Inner' })
    const mail = good(await read(mailOf([plain('see below'), forwarded(inner)])))
    assert.deepEqual(
      mail.attachments.map(({ name, mediaType }) => [name, mediaType]),
      [['message-1.eml', 'message/rfc822']],
    )
    assert(!mail.text.includes('the first mail'))
    const kept = Buffer.concat(await (await blobs.open(mail.attachments[0]?.sha256 ?? '')).toArray())
    assert.equal(good(await read(kept)).subject, 'Inner')
  })

  test('HTML keeps its words and its form, and nothing that acts or calls home', async () => {
    const markup = `<style>p{background:url(https://x.example/1)}</style><p onclick="x()" style="background:url(https://x.example/2)">Hello <b>there</b></p>
      <img src="https://x.example/pixel.gif"><img src="cid:logo"><a href="javascript:alert(1)">one</a><a href="https://pd.example.gov">two</a>
      <iframe src="https://x.example"></iframe><form action="https://x.example"><input name="p"></form><svg onload="x()"></svg><script>x()</script><base href="https://x.example"><meta http-equiv="refresh" content="0;url=https://x.example">`
    const mail = good(await read(mailOf([html(markup)])))
    assert(mail.html)
    assert.match(mail.html, /<p>Hello <b>there<\/b><\/p>/)
    assert.match(mail.html, /<img src="cid:logo" ?\/>/)
    assert(mail.html.includes('href="https://pd.example.gov"'))
    assert.doesNotMatch(
      mail.html,
      /x\.example|javascript:|onclick|onload|<(script|style|iframe|form|input|svg|base|meta)/i,
    )
    assert(mail.text.includes('Hello there'))
  })
})

describe('a bad mail', { concurrency: 2 }, () => {
  test('without Date or From is read, and says what is missing', async () => {
    const mail = good(await read(mailOf([plain('hello')], { From: null, Date: null })))
    assert.deepEqual([mail.from, mail.date, mail.codes], [null, null, ['no_from', 'no_date']])
  })

  test('with a date that is none has none', async () => {
    for (const date of ['yesterday', 'Mon, 99 Foo 9999 99:99:99', '1 Jan 1960 00:00:00 +0000', ''])
      assert.equal(good(await read(mailOf([plain('x')], { Date: date }))).date, null)
  })

  test('with 10 MB of headers is read up to a megabyte of them, and its body whole', async () => {
    const junk = Object.fromEntries(Array.from({ length: 10_000 }, (_, i) => [`X-Junk-${i}`, 'y'.repeat(1000)]))
    const mail = good(await read(mailOf([plain('the body')], junk)))
    assert.deepEqual([mail.subject, mail.codes], ['Response to your request RING-12', ['headers_cut']])
    assert(mail.text.includes('the body'))
    const folded = good(
      await read(mailOf([plain('the body')], { 'X-Long': Array(150_000).fill('z'.repeat(70)).join('\r\n ') })),
    )
    assert.deepEqual(folded.codes, ['headers_cut'])
  })

  test('of parts within parts beyond reason is read as text', async () => {
    for (const levels of [50, 1000]) {
      const mail = good(await read(nestedMail(levels)))
      assert(mail.text.includes('at the bottom'), `${levels} levels`)
      assert.equal(mail.codes.includes('parts_unreadable'), levels === 1000)
    }
  })

  test('with a hundred thousand headers, ten thousand recipients or a thousand attachments ends within its limits', async () => {
    const headers = Object.fromEntries(Array.from({ length: 100_000 }, (_, i) => [`X-${i}`, '1']))
    assert.equal((await read(mailOf([plain('x')], headers))).kind, 'mail')
    const many = good(
      await read(mailOf([plain('x')], { To: Array.from({ length: 10_000 }, (_, i) => `a${i}@b.example`).join(', ') })),
    )
    assert.deepEqual([many.to.length, many.codes], [1000, ['addresses_cut']])
    const parts = Array.from({ length: 1000 }, (_, i) => attached(`${i}.txt`, 'text/plain', String(i)))
    const full = good(await read(mailOf([plain('x'), ...parts])))
    assert.deepEqual([full.attachments.length, full.codes], [500, ['attachments_cut']])
  })

  test('with bad encodings is read as far as it goes', async () => {
    const odd = mailOf(
      [
        {
          headers: ['Content-Type: text/plain; charset=klingon', 'Content-Transfer-Encoding: base64'],
          body: '!!!not base64!!!',
        },
      ],
      {
        Subject: '=?utf-8?B?////?= =?x-none?Q?=ZZ?= \u0000 plain',
        From: '"foia@agency.gov" <x@evil.example>',
      },
    )
    const mail = good(await read(odd))
    assert.deepEqual(mail.from, { name: 'foia@agency.gov', address: 'x@evil.example' })
    assert(mail.subject.isWellFormed() && !mail.subject.includes('\0') && mail.text.isWellFormed())
  })

  test('that is none, or is empty, is named as damaged', async () => {
    for (const bytes of [Buffer.alloc(0), Buffer.from('\n\nhello'), Buffer.alloc(5000, 0xff)]) {
      const outcome = await read(bytes)
      assert.deepEqual([outcome.kind, outcome.kind === 'failed' && outcome.code], ['failed', 'damaged'])
    }
  })

  test('cut off at any place is read as far as it goes', async () => {
    const whole = mailOf([plain('Dear Ms. Lee'), attached('a.txt', 'text/plain', 'x'.repeat(500))])
    for (const part of [0.3, 0.5, 0.7, 0.9])
      assert.equal((await read(whole.subarray(0, whole.length * part))).kind, 'mail')
  })

  test('is known as a mail by its headers, whatever it is called', async () => {
    assert.equal(kindOf(mailOf([plain('x')]), 'scan.pdf').kind, 'mail')
    assert.equal(kindOf(mailOf([plain('x')], { From: null, Date: null }), 'x').kind, 'mail')
    assert.equal(kindOf(Buffer.from('Note: buy milk\nTo do: nothing\n'), 'note.txt').kind, 'text')
    assert.equal(
      kindOf(
        Buffer.from('From a@b.example Mon Nov  2 10:15:00 2026\nFrom: a@b.example\nSubject: x\n\nhello'),
        'box.mbox',
      ).mediaType,
      'application/mbox',
    )
    const { end, pages } = await readWhole(mailOf([plain('hello')], { From: null, Date: null }), 'x.eml')
    assert.deepEqual([end, pages[0]?.source], ['done', 'mail'])
  })
})
