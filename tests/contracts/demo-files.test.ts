import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import type { DemoDocument } from '../../lib/domain/demo/document.ts'
import { demoDocuments } from '../../lib/domain/demo/documents.ts'
import { demoFigures } from '../../lib/domain/demo/figures.ts'
import { type DemoAnchor, demoFindings } from '../../lib/domain/demo/findings.ts'
import { demoMark } from '../../lib/domain/demo/marking.ts'
import { sheetsPdf } from '../../lib/io/demo/sheets.ts'
import { makeDemoFile } from '../../lib/io/demo-files.ts'
import { createMailReader, type Keep } from '../../lib/io/eml.ts'
import { createReader } from '../../lib/io/pdf.ts'
import { createPrepare } from '../../lib/io/prepare.ts'
import { createSandbox } from '../../lib/io/sandbox.ts'

const temp = await mkdtemp(join(tmpdir(), 'demo-files-'))
const sandbox = createSandbox()
const mails = createMailReader({ sandbox })
const reader = createReader({ sandbox, prepare: createPrepare({ mails, sandbox, temp }) })

/** Each document as the product itself reads it: the text of its pages, in order; and the hash of its bytes. */
const read = new Map<string, string[]>()
const hashes = new Map<string, string>()

before(async () => {
  for (const document of demoDocuments) read.set(document.key, await pagesOf(document))
})
after(() => rm(temp, { recursive: true, force: true }))

describe('the files of the demonstration', () => {
  it('are the same bytes every time', async () => {
    for (const document of demoDocuments) {
      assert.equal(sha256(await makeDemoFile(document)), hashes.get(document.key), document.key)
    }
  })

  it('are all different from one another', () => {
    assert.equal(new Set(hashes.values()).size, demoDocuments.length)
  })

  it('have the pages that they are said to have', () => {
    for (const document of demoDocuments) assert.equal(textOf(document.key).length, document.pages, document.key)
  })

  it('say on every page that they are no original record', async () => {
    const scans = demoDocuments.filter((one) => one.content.form === 'scan')
    for (const document of demoDocuments) {
      if (scans.includes(document)) continue
      for (const [i, text] of textOf(document.key).entries()) {
        assert.ok(flat(text).includes(demoMark), `${document.key} page ${i + 1}`)
      }
    }
    for (const { content, key, name } of scans) {
      if (content.form !== 'scan') continue
      const drawn = join(temp, `${key}-drawn`)
      await writeFile(drawn, await sheetsPdf(name, content))
      for (const text of await textsOf(drawn, 'application/pdf')) assert.ok(flat(text).includes(demoMark), key)
    }
  })

  it('hold every quote of a finding or figure on the page that it cites', () => {
    const anchors: [string, DemoAnchor][] = [
      ...demoFindings.flatMap((one) => one.anchors.map((anchor): [string, DemoAnchor] => [one.key, anchor])),
      ...demoFigures.flatMap((one): [string, DemoAnchor][] => (one.anchor ? [[one.value, one.anchor]] : [])),
    ]
    assert.ok(anchors.length > 20)
    for (const [whose, { documentKey, page, quote }] of anchors) {
      const text = flat(textOf(documentKey)[page - 1] ?? '')
      assert.ok(text.includes(flat(quote)), `${whose}: "${quote}" on page ${page} of ${documentKey}`)
    }
  })

  it('include a log of more than two hundred pages, each full of rows', () => {
    const log = textOf('portal-log')
    assert.ok(log.length > 200)
    for (const text of log) assert.ok(text.split('\n').length > 40)
  })

  it('include a letter that is only a picture, with nothing to read in it', () => {
    assert.deepEqual(textOf('addison-letter').map(flat), [''])
  })
})

describe('the mails of the demonstration', () => {
  it('make threads: each answer names the mail before it', async () => {
    const answer = await mailOf('bloomfield-mail-3')
    assert.equal(answer.mail.inReplyTo, '<bloomfield-2@demonstration.example>')
    assert.deepEqual(answer.mail.references, [
      '<bloomfield-1@demonstration.example>',
      '<bloomfield-2@demonstration.example>',
    ])
    assert.equal(answer.mail.date, '2019-05-31T19:40:00.000Z')
  })

  it('went to three officers on 1 May 2019', async () => {
    const first = await mailOf('bloomfield-mail-1')
    assert.equal(first.mail.to.length, 3)
    assert.equal(first.mail.date?.slice(0, 10), '2019-05-01')
  })

  it('are from the chief to himself on 16 April 2019', async () => {
    const { mail } = await mailOf('waynesboro-notes')
    assert.equal(mail.from?.address, mail.to[0]?.address)
    assert.equal(mail.subject, 'Neighbors by RING notes')
    assert.equal(mail.date?.slice(0, 10), '2019-04-16')
  })

  it('carry attachments with the very bytes of the document that stands beside them', async () => {
    const { attachments } = await mailOf('maywood-mail-2')
    const beside = await makeDemoFile(documentOf('maywood-sample-post'))
    assert.deepEqual(
      attachments.map(({ name, mediaType, sha256 }) => ({ name, mediaType, sha256 })),
      [{ name: 'Sample post for Neighbors.pdf', mediaType: 'application/pdf', sha256: sha256(beside) }],
    )
  })

  it('say in their header that they belong to a demonstration, and break no rule of RFC 5322', async () => {
    for (const document of demoDocuments.filter((one) => one.content.form === 'mail')) {
      const raw = new TextDecoder().decode(await makeDemoFile(document))
      assert.match(raw, /^X-Unsealed-Demonstration: /m)
      assert.match(raw, /^Message-ID: <[^@>]+@[^@>]+>\r$/m)
      for (const line of raw.split('\r\n')) assert.ok(line.length <= 78 && !line.includes('\n'), line)
      assert.deepEqual((await mailOf(document.key)).mail.warnings, [])
    }
  })
})

async function pagesOf(document: DemoDocument): Promise<string[]> {
  const path = join(temp, document.key)
  const bytes = await makeDemoFile(document)
  hashes.set(document.key, sha256(bytes))
  await writeFile(path, bytes)
  return textsOf(path, document.mediaType)
}

async function textsOf(path: string, mediaType: string): Promise<string[]> {
  const texts: string[] = []
  for await (const event of reader.readDocument(path, { mediaType })) {
    if (event.kind === 'failed') assert.fail(`${path}: ${event.detail}`)
    if (event.kind === 'page') texts[event.page.page - 1] = event.page.text
  }
  return texts
}

async function mailOf(key: string) {
  const keep: Keep = async (bytes) => {
    const chunks: Uint8Array[] = []
    for await (const chunk of bytes) chunks.push(chunk)
    const whole = Buffer.concat(chunks)
    return { sha256: sha256(whole), bytes: whole.length }
  }
  const said = await mails.readMail(join(temp, key), { keep })
  if (said.kind === 'failed') assert.fail(said.detail)
  return said
}

function textOf(key: string): string[] {
  return read.get(key) ?? []
}

function documentOf(key: string): DemoDocument {
  const found = demoDocuments.find((one) => one.key === key)
  assert.ok(found, key)
  return found
}

function flat(text: string): string {
  return text.replaceAll(/\s+/g, ' ').trim()
}

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}
