import assert from 'node:assert/strict'
import { createHash, randomBytes } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { open } from 'node:fs/promises'
import { join, relative } from 'node:path'
import { describe, test } from 'node:test'
import { failureCodes } from '#lib/domain/document'
import { packTypes } from '#lib/domain/file-kinds'
import { memoryBlobs } from '#lib/io/blobs-memory'
import { createPacks, type PackEvent } from '#lib/io/pack'
import { kindOf } from '#lib/io/sniff'
import { attached, mailOf, plain } from '../fixtures/make-mail.ts'
import { mboxOf, tnefOf } from '../fixtures/make-mailbox.ts'
import { msgOf } from '../fixtures/make-msg.ts'
import { pdfWithFiles } from '../fixtures/make-pdf-files.ts'
import { overlappingZip, zipOf } from '../fixtures/make-zip.ts'
import { corpus, filed, mails, noCorpus, sandbox } from './setting.ts'

const packs = createPacks({ sandbox })
const sha256 = (bytes: Uint8Array | string) => createHash('sha256').update(bytes).digest('hex')
const usual = { entries: 10_000, bytes: 4 * 1024 ** 3 }

async function unpack(
  bytes: Uint8Array | string,
  { name = 'x', password, limits = usual }: { name?: string; password?: string; limits?: typeof usual } = {},
) {
  const blobs = memoryBlobs()
  const { mediaType } = kindOf(Buffer.from(bytes).subarray(0, 4096), name)
  const events: PackEvent[] = []
  const options = {
    mediaType,
    ...(password ? { password } : {}),
    limits,
    keep: (b: AsyncIterable<Uint8Array>) => blobs.put(b),
  }
  for await (const event of packs.unpack(await filed(bytes), options)) events.push(event)
  const entries = events.flatMap((event) => (event.kind === 'entry' ? event.entry : []))
  const left = events.flatMap((event) => (event.kind === 'left' ? [[event.path, event.why]] : []))
  const stopped = events.find((event) => event.kind === 'stopped')?.why
  const end = events.at(-1)
  const textOf = async (path: string) => {
    const entry = entries.find((each) => each.path === path)
    return entry && Buffer.concat(await (await blobs.open(entry.sha256)).toArray()).toString()
  }
  return { events, entries, left, stopped, end: end?.kind === 'failed' ? end.code : end?.kind, textOf }
}

describe('opening an archive', { concurrency: 2 }, () => {
  test('each file in it comes out byte for byte, with its path as it is written there', async () => {
    const big = randomBytes(3_000_000)
    const found = await unpack(
      zipOf([
        { name: 'records/Agreement.txt', bytes: 'agreed' },
        { name: 'records/scan.bin', bytes: big, stored: true },
        { name: 'records/', bytes: '', stored: true },
      ]),
    )
    assert.deepEqual(
      found.entries.map(({ path, name, sha256, bytes, flawed }) => [path, name, sha256, bytes, flawed]),
      [
        ['records/Agreement.txt', 'Agreement.txt', sha256('agreed'), 6, false],
        ['records/scan.bin', 'scan.bin', sha256(big), 3_000_000, false],
      ],
    )
    assert.deepEqual([found.end, found.left], ['done', []])
  })

  test('a name is text, whatever it is: slips, roots, drives, turned signs, zero bytes and twins', async () => {
    const names = [
      '../../x.txt',
      '/etc/passwd',
      'C:\\Windows\\y.txt',
      '..%2fz',
      'exe.fdp\u202e',
      'a.txt',
      'A.TXT',
      'a.txt',
      '-rf',
      'CON',
      '<b>x</b>',
    ]
    const found = await unpack(
      zipOf([...names, 'nul\0.txt', 'line\nend.txt'].map((name, i) => ({ name, bytes: `${i}` }))),
    )
    assert.deepEqual(
      found.entries.map(({ path }) => path),
      [...names, 'nul.txt', 'line end.txt'],
    )
    assert.deepEqual(
      found.entries.slice(0, 3).map(({ name }) => name),
      ['x.txt', 'passwd', 'y.txt'],
    )
    assert.equal(new Set(found.entries.map((entry) => entry.sha256)).size, names.length + 2)
  })

  test('links and devices are named and left; what systems leave behind is no record', async () => {
    const found = await unpack(
      zipOf([
        { name: 'link', bytes: '/etc/passwd', mode: 0o120777 },
        { name: 'device', bytes: '', mode: 0o020666 },
        { name: '__MACOSX/._x', bytes: 'x' },
        { name: 'a/.DS_Store', bytes: 'x' },
        { name: 'good.txt', bytes: 'x', mode: 0o100644 },
      ]),
    )
    assert.deepEqual(found.left, [
      ['link', 'link'],
      ['device', 'special'],
      ['__MACOSX/._x', 'system'],
      ['a/.DS_Store', 'system'],
    ])
    assert.deepEqual(
      found.entries.map(({ path }) => path),
      ['good.txt'],
    )
  })

  test('a locked one asks for its password, and opens with it, in both ways that are in use', async () => {
    for (const way of ['old', 'aes'] as const) {
      const locked = zipOf([{ name: 'x.txt', bytes: 'secret '.repeat(50_000), locked: { password: 'geheim', way } }])
      assert.equal((await unpack(locked)).end, 'encrypted', way)
      assert.equal((await unpack(locked, { password: 'falsch' })).end, 'encrypted', way)
      const open = await unpack(locked, { password: 'geheim' })
      assert.deepEqual([open.end, open.entries[0]?.flawed], ['done', false], way)
      assert.equal(await open.textOf('x.txt'), 'secret '.repeat(50_000), way)
    }
  })

  test('where only some are locked, the others come out', async () => {
    const found = await unpack(
      zipOf([
        { name: 'locked.txt', bytes: 'x', locked: { password: 'p', way: 'aes' } },
        { name: 'open.txt', bytes: 'y' },
      ]),
    )
    assert.deepEqual([found.left, found.entries.length, found.end], [[['locked.txt', 'locked']], 1, 'done'])
  })
})

describe('a bad archive', { concurrency: 2 }, () => {
  test('that swells beyond reason stops, by what comes out and not by what it says', async () => {
    const zeros = Buffer.alloc(300 * 1024 ** 2)
    const found = await unpack(
      zipOf([
        { name: 'before.txt', bytes: 'x' },
        { name: 'zeros.bin', bytes: zeros, says: { size: 10 } },
        { name: 'after.txt', bytes: 'y' },
      ]),
    )
    assert.deepEqual(
      found.entries.map(({ path }) => path),
      ['before.txt', 'after.txt'],
    )
    assert.deepEqual([found.left, found.end], [[['zeros.bin', 'ratio']], 'done'])
  })

  test('whose entries overlap stops with what came out before', async () => {
    const found = await unpack(overlappingZip(Buffer.alloc(20 * 1024 ** 2), 200))
    assert.equal(found.stopped, 'ratio')
    assert(found.entries.length >= 2 && found.entries.length < 20, `${found.entries.length}`)
  })

  test('that is small and packs well is read whole', async () => {
    const found = await unpack(zipOf([{ name: 'log.txt', bytes: 'same line\n'.repeat(1_000_000) }]))
    assert.deepEqual([found.entries[0]?.bytes, found.end, found.stopped], [10_000_000, 'done', undefined])
  })

  test('with 65,000 names stops at its limit; a limit of bytes counts what came out', async () => {
    const many = zipOf(Array.from({ length: 65_000 }, (_, i) => ({ name: `${i}`, bytes: `${i}`, stored: true })))
    const few = { ...usual, entries: 300 }
    const found = await unpack(many, { limits: few })
    assert.deepEqual([found.entries.length, found.stopped, found.end], [300, 'entries', 'done'])
    const heavy = zipOf(
      Array.from({ length: 5 }, (_, i) => ({ name: `${i}`, bytes: randomBytes(1_000_000), stored: true })),
    )
    const light = await unpack(heavy, { limits: { ...usual, bytes: 2_500_000 } })
    assert.deepEqual([light.entries.length, light.stopped], [2, 'bytes'])
  })

  test('with one broken entry gives the others; a wrong checksum is said, and the file kept', async () => {
    const good = { name: 'good.txt', bytes: 'x' }
    const zip = zipOf([{ name: 'bad.txt', bytes: randomBytes(5000).toString('hex') }, good])
    zip.fill(0xff, 60, 160)
    const broken = await unpack(zip)
    assert.deepEqual(broken.left.concat(broken.entries.filter((e) => e.flawed).map((e) => [e.path, 'damaged'])), [
      ['bad.txt', 'damaged'],
    ])
    assert(broken.entries.some(({ path }) => path === 'good.txt'))
    const lying = await unpack(zipOf([{ name: 'x.txt', bytes: 'x', says: { crc: 1 } }, good]))
    assert.deepEqual(
      lying.entries.map(({ flawed }) => flawed),
      [true, false],
    )
  })

  test('cut off anywhere ends in a named state', async () => {
    const whole = zipOf(
      Array.from({ length: 20 }, (_, i) => ({ name: `${i}.txt`, bytes: randomBytes(200), stored: true })),
    )
    for (let percent = 5; percent < 100; percent += 10) {
      const { end, entries, stopped } = await unpack(whole.subarray(0, (whole.length * percent) / 100), {
        name: 'x.zip',
      })
      assert.deepEqual([end, stopped], ['done', 'damaged'], `at ${percent} %`)
      assert(entries.length >= Math.floor((20 * percent) / 150), `at ${percent} % ${entries.length} came out`)
      assert(entries.every(({ flawed }) => !flawed))
    }
    const packed = zipOf(Array.from({ length: 5 }, (_, i) => ({ name: `${i}.txt`, bytes: 'line\n'.repeat(5000) })))
    const cut = await unpack(packed.subarray(0, packed.length - 30), { name: 'x.zip' })
    assert.deepEqual([cut.entries.length, cut.stopped, cut.end], [5, 'damaged', 'done'])
  })
})

describe('a mailbox file', { concurrency: 2 }, () => {
  const mail = (subject: string, body: string) => mailOf([plain(body)], { Subject: subject })

  test('parts into its mails, each as it was; lines that begin with From are no border', async () => {
    const tricky = 'Dear all,\n\nFrom here on we agree.\n\nFrom Monday 10:00 on: nothing.\n\n>From quoted\nbye'
    const found = await unpack(
      mboxOf([mail('One', tricky), mail('=?utf-8?B?w5xiZXIvdW5z?=', 'two'), mail('Three', 'three')]),
      { name: 'in.mbox' },
    )
    assert.deepEqual(
      found.entries.map(({ path }) => path),
      ['0001 One.eml', '0002 Über uns.eml', '0003 Three.eml'],
    )
    assert.equal((await found.textOf('0001 One.eml'))?.split('\n\n').slice(1).join('\n\n').trim(), tricky)
  })

  test('unquoted sentences in it do not part a mail, whatever wrote it', async () => {
    for (const line of ['From - Mon Nov 02 10:15:00 2026', 'From ', 'From 152@xxx Mon Nov 02 10:15:00 +0000 2026']) {
      const raw = Buffer.concat(
        ['One', 'Two'].map((subject) =>
          Buffer.concat([
            Buffer.from(`${line}\r\n`),
            mail(subject, 'a\r\n\r\nFrom the desk of Ann\r\nNote: x'),
            Buffer.from('\r\n'),
          ]),
        ),
      )
      const found = await unpack(raw, { name: 'x.mbox' })
      assert.deepEqual(
        found.entries.map(({ path }) => path),
        ['0001 One.eml', '0002 Two.eml'],
        line,
      )
    }
  })

  test('cut off in the middle gives what is there', async () => {
    const whole = mboxOf(Array.from({ length: 50 }, (_, i) => mail(`Number ${i}`, 'x'.repeat(500))))
    const found = await unpack(whole.subarray(0, whole.length * 0.5), { name: 'x.mbox' })
    assert(found.entries.length >= 24 && found.entries.length <= 26)
    assert.equal(found.end, 'done')
  })
})

describe('files inside a PDF', { concurrency: 2 }, () => {
  test('those in its list and those pinned to a page come out; one that is gone is named; a circle ends', async () => {
    for (const circle of [false, true]) {
      const found = await unpack(pdfWithFiles('listed', 'pinned', circle))
      assert.deepEqual(found.entries.map(({ path }) => path).sort(), ['Annex A.txt', 'Pinned.txt'])
      assert.equal(await found.textOf('Pinned.txt'), 'pinned')
      assert.equal(found.end, 'done')
    }
  })
})

describe('mails of other kinds', { concurrency: 2 }, () => {
  const blobs = memoryBlobs()
  const read = async (bytes: Uint8Array) => {
    const said = await mails.readMail(await filed(bytes), { keep: (b) => blobs.put(b) })
    if (said.kind === 'failed') assert.fail(said.detail)
    return said
  }

  test('Outlook’s own file says who, what and what is in it; a message in it is a file of its own, twenty deep', async () => {
    const nested = (depth: number): Parameters<typeof msgOf>[0] => ({
      subject: `Depth ${depth}`,
      body: `body ${depth}`,
      ...(depth < 20 ? { inner: [nested(depth + 1)] } : {}),
    })
    let bytes: Uint8Array = msgOf({ ...nested(1), files: [{ name: 'MOU.pdf', bytes: Buffer.from('%PDF-1.7') }] })
    for (let depth = 1; depth <= 20; depth++) {
      const { mail, attachments } = await read(bytes)
      assert.deepEqual([mail.subject, mail.text], [`Depth ${depth}`, `body ${depth}`])
      assert.equal(mail.from?.address, 'records@pd.example.gov')
      if (depth === 1) assert.equal(attachments[0]?.name, 'MOU.pdf')
      const inner = attachments.find(({ mediaType }) => mediaType === 'application/vnd.ms-outlook')
      assert.equal(inner !== undefined, depth < 20)
      if (inner) bytes = Buffer.concat(await (await blobs.open(inner.sha256)).toArray())
    }
  })

  test('a winmail.dat is read by itself; in a mail, what it wraps is attached to the mail, and it is kept too', async () => {
    const winmail = tnefOf('Please find enclosed.', [{ name: 'Ring MOU.pdf', bytes: '%PDF-1.7' }])
    const alone = await read(winmail)
    assert.deepEqual([alone.mail.subject, alone.mail.text.trim()], ['Wrapped by Outlook', 'Please find enclosed.'])
    const { mail, attachments } = await read(
      mailOf([plain(' '), attached('winmail.dat', 'application/ms-tnef', winmail)]),
    )
    assert.equal(mail.text.trim(), 'Please find enclosed.')
    assert.deepEqual(
      attachments.map(({ name }) => name),
      ['winmail.dat', 'Ring MOU.pdf'],
    )
    assert.equal(attachments[1]?.sha256, sha256('%PDF-1.7'))
  })

  test('cut off or mangled anywhere, they end in a named state', async () => {
    const files = [{ name: 'MOU.pdf', bytes: randomBytes(3000) }]
    const specimens = [
      tnefOf('body', files),
      msgOf({ subject: 'x', body: 'y', files, inner: [{ subject: 'z', body: 'z' }] }),
    ]
    for (const whole of specimens) {
      const bad = Array.from({ length: 5 }, (_, i) => whole.subarray(0, (whole.length * (i + 0.5)) / 5))
      for (let i = 0; i < 8; i++) {
        const flipped = Buffer.from(whole)
        const at = (i * 7919) % whole.length
        flipped[at] = (flipped[at] ?? 0) ^ (1 << (i % 8))
        bad.push(flipped)
      }
      for (const bytes of bad) {
        const said = await mails.readMail(await filed(bytes), { keep: (b) => blobs.put(b) })
        assert(
          said.kind === 'mail' || ['damaged', 'too_big'].includes(said.code),
          said.kind === 'failed' ? said.code : '',
        )
      }
    }
  })
})

describe('real mails and archives', { skip: noCorpus }, () => {
  test('an Outlook data file gives its messages by folder; cut off or mangled anywhere, it ends in a named state', async (t) => {
    const whole = readFileSync(join(corpus, 'tika-mail/testPST_variousBodyTypes.pst'))
    const good = await unpack(whole, { name: 'x.pst' })
    assert.deepEqual(good.entries.map(({ path }) => path).slice(0, 2), [
      'Top of Outlook data file/Inbox/tmp/0001 original email.eml',
      'Top of Outlook data file/Inbox/tmp/0002 FW original email.eml',
    ])
    const first = (await good.textOf(good.entries[0]?.path ?? '')) ?? ''
    assert.match(first, /^(From|Received|To|Subject|Date|Message-ID):/m)
    const again = await unpack(whole, { name: 'x.pst' })
    assert.deepEqual(
      again.entries.map(({ sha256 }) => sha256),
      good.entries.map(({ sha256 }) => sha256),
    )
    const ends = new Map<string, number>()
    for (let i = 0; i < (process.env.UNSEALED_NIGHTLY === '1' ? 200 : 12); i++) {
      const cut = whole.subarray(0, (whole.length * (i % 20) + 700) / 20)
      const flipped = Buffer.from(whole)
      for (let at = 600 + i * 97; at < flipped.length; at += 9973) flipped[at] = (flipped[at] ?? 0) ^ (1 << (i % 8))
      const { end } = await unpack(i % 2 ? cut : flipped, { name: 'x.pst' })
      assert(end === 'done' || ['damaged', 'too_big', 'unsupported'].includes(end ?? ''), `${i}: ${end}`)
      ends.set(end ?? '', (ends.get(end ?? '') ?? 0) + 1)
    }
    t.diagnostic([...ends].map(([end, count]) => `${end} ${count}`).join(', '))
  })

  test('each ends in a named state, and most are read', async (t) => {
    const files = readdirSync(corpus, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && entry.parentPath !== corpus)
      .map((entry) => join(entry.parentPath, entry.name))
      .sort()
    const counts = new Map<string, number>()
    for (const path of files) {
      const name = relative(corpus, path)
      const { kind, mediaType } = kindOf(await headOf(path), name)
      if (mediaType === 'message/rfc822') continue // read by the test of all files
      if (kind !== 'mail' && !packTypes.includes(mediaType) && mediaType !== 'application/vnd.ms-tnef') continue
      const end = packTypes.includes(mediaType)
        ? (await unpack(readFileSync(path), { name })).end
        : await endOfMail(path, mediaType)
      assert(end === 'done' || failureCodes.some((code) => code === end), `${name} ended as ${end}`)
      assert(end !== 'crashed' && end !== 'timeout', `${name} ended as ${end}`)
      counts.set(`${mediaType} ${end}`, (counts.get(`${mediaType} ${end}`) ?? 0) + 1)
    }
    t.diagnostic([...counts].map(([what, count]) => `${what} ${count}`).join(', '))
    const done = [...counts].filter(([what]) => what.endsWith('done')).reduce((sum, [, count]) => sum + count, 0)
    assert(done >= 20, `${done} were read`)
  })
})

async function endOfMail(path: string, mediaType: string) {
  const said = await mails.readMail(path, { mediaType, keep: (bytes) => memoryBlobs().put(bytes) })
  return said.kind === 'mail' ? 'done' : said.code
}

async function headOf(path: string): Promise<Buffer> {
  await using file = await open(path, 'r')
  const { buffer, bytesRead } = await file.read(Buffer.alloc(4096), 0, 4096, 0)
  return buffer.subarray(0, bytesRead)
}
