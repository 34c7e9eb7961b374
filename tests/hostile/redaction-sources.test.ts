import assert from 'node:assert/strict'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import sharp from 'sharp'
import type { Box } from '#lib/domain/page'
import { piecesOf } from '../fixtures/extract.ts'
import { makeExhibit } from '../fixtures/make-exhibit.ts'
import { attached, html, mailOf, plain } from '../fixtures/make-mail.ts'
import { tnefOf } from '../fixtures/make-mailbox.ts'
import { msgOf } from '../fixtures/make-msg.ts'
import { docxOf, pptxOf, xlsxOf } from '../fixtures/make-office.ts'
import { lockedPdf, textPdf } from '../fixtures/make-pdf.ts'
import { scanPng } from '../fixtures/make-scan.ts'
import { secretWord } from '../fixtures/make-secret-pdf.ts'
import { attackAll, type Case, folder, leaks, world } from './attacked.ts'
import { corpus, noCorpus } from './setting.ts'

/** Mails, workbooks, letters, locked and huge files, pictures: what lies about the pages of them (modes 47, 54 to 58). */
const said = (secret: string) => `About ${secret} in this line`
const row = (n: number, text: string, more = '') =>
  `<row r="${n}"${more}><c r="A${n}" t="inlineStr"><is><t>${text}</t></is></c></row>`
const paragraph = (run: string) => `<w:p>${run}</w:p>`
const run = (text: string) => `<w:r><w:t>${text}</w:t></w:r>`
const alternatives = (text: string, markup: string) => ({
  headers: ['Content-Type: multipart/alternative; boundary="alt"'],
  body: ['--alt', ...plain(text).headers, '', text, '--alt', ...html(markup).headers, '', markup, '--alt--'].join(
    '\r\n',
  ),
})

type Source = { name: string; password?: string; make: (secret: string) => Buffer | Promise<Buffer> }
const sources: Record<string, Source> = {
  '41 files of a mail': {
    name: 'a.eml',
    make: (s) => mailOf([plain(said(s)), attached(`${s}.txt`, 'text/plain', s)]),
  },
  '55 words only in the other part of a mail': {
    name: 'a.eml',
    make: (s) => mailOf([alternatives(said(s), `<p>${said(s)}</p><p style="display:none">${s}</p><!-- ${s} -->`)]),
  },
  '55 words only in the plain part of a mail': {
    name: 'a.eml',
    make: (s) => mailOf([alternatives(`${said(s)}\r\n${s} once more`, `<p>${said(s)}</p>`)]),
  },
  '56 headers of a mail': {
    name: 'a.eml',
    make: (s) =>
      mailOf([plain(said(s))], {
        Bcc: `${s}@pd.example.gov`,
        Received: `from ${s}.pd.example.gov ([10.1.2.3]) by mx.pd.example.gov`,
        'Return-Path': `<${s}@pd.example.gov>`,
        'Reply-To': `${s}@pd.example.gov`,
        'Message-ID': `<${s}@pd.example.gov>`,
        References: `<${s}.1@pd.example.gov>`,
        'X-Originating-User': s,
        'DKIM-Signature': `v=1; d=${s}.example; s=${s}`,
      }),
  },
  '56 names and subject of a mail': {
    name: 'a.eml',
    make: (s) =>
      mailOf([plain(said(s))], {
        From: `${s} <x@pd.example.gov>`,
        Cc: `"${s}" <${s}@pd.example.gov>`,
        Subject: `Re ${s}`,
      }),
  },
  '57 winmail.dat': {
    name: 'a.eml',
    make: (s) => {
      const wrapped = tnefOf(said(s), [{ name: `${s}.txt`, bytes: s }])
      return mailOf([plain(said(s)), attached('winmail.dat', 'application/ms-tnef', wrapped)])
    },
  },
  '57 an Outlook message': {
    name: 'a.msg',
    make: (s) =>
      msgOf({ subject: `On ${s}`, body: said(s), from: s, files: [{ name: `${s}.txt`, bytes: Buffer.from(s) }] }),
  },
  '58 quoted history': {
    name: 'a.eml',
    make: (s) => {
      const quoted = Array.from({ length: 90 }, (_, i) => `> line ${i}`).join('\r\n')
      return mailOf([plain(`${said(s)}\r\n\r\nOn Monday ${s} wrote:\r\n${quoted}\r\n>> ${s} and no more`)])
    },
  },
  '54 what a workbook hides': {
    name: 'a.xlsx',
    make: (s) =>
      xlsxOf(
        [
          {
            name: 'Seen',
            cols: '<cols><col min="2" max="2" hidden="1"/></cols>',
            rows: `${row(1, said(s))}${row(2, s, ' hidden="1"')}<row r="3"><c r="B3" t="s"><v>0</v></c></row>`,
          },
          { name: 'Hidden', state: 'hidden', rows: row(1, s) },
          { name: 'Deeper', state: 'veryHidden', rows: row(1, s) },
        ],
        {
          strings: [`<t>${s}</t>`, `<t>${s} unused</t>`],
          more: [
            {
              name: 'xl/comments1.xml',
              bytes: `<comments><commentList><comment><text><t>${s}</t></text></comment></commentList></comments>`,
            },
            {
              name: 'xl/pivotCache/pivotCacheRecords1.xml',
              bytes: `<pivotCacheRecords><r><s v="${s}"/></r></pivotCacheRecords>`,
            },
            { name: 'docProps/custom.xml', bytes: `<Properties><property name="${s}">${s}</property></Properties>` },
            { name: 'xl/externalLinks/externalLink1.xml', bytes: `<externalLink>${s}</externalLink>` },
          ],
        },
      ),
  },
  '54 what a letter hides': {
    name: 'a.docx',
    make: (s) =>
      docxOf(
        `${paragraph(run(said(s)))}${paragraph(`<w:del w:author="${s}"><w:r><w:delText>${s}</w:delText></w:r></w:del>${run(' kept')}`)}${paragraph(`<w:r><w:rPr><w:vanish/></w:rPr><w:t>${s}</w:t></w:r>`)}`,
        {
          comments: `<w:comment w:id="1" w:author="${s}">${paragraph(run(s))}</w:comment>`,
          more: [{ name: 'docProps/custom.xml', bytes: `<Properties>${s}</Properties>` }],
        },
      ),
  },
  '54 what slides hide': {
    name: 'a.pptx',
    make: (s) => {
      const shape = (text: string) => `<p:sp><p:txBody><a:p><a:r><a:t>${text}</a:t></a:r></a:p></p:txBody></p:sp>`
      return pptxOf([
        { shapes: shape(said(s)), notes: s },
        { shapes: shape(s), hidden: true },
      ])
    },
  },
  '54 columns far to the right': {
    name: 'a.csv',
    make: (s) => Buffer.from(`${said(s)}${',x'.repeat(60)},${s}\r\n${'y,'.repeat(60)}z\r\n`),
  },
  'web page': {
    name: 'a.html',
    make: (s) =>
      Buffer.from(
        `<html><head><title>${s}</title><meta name="author" content="${s}"></head><body><p>${said(s)}</p><!-- ${s} --><p hidden>${s}</p><script>var a='${s}'</script><a href="mailto:${s}@pd.example">write</a></body></html>`,
      ),
  },
  'plain text': { name: 'a.txt', make: (s) => Buffer.from(`${said(s)}\n${s}\n`) },
  '47 locked with a password': { name: 'a.pdf', password: 'open me', make: (s) => lockedPdf('open me', [said(s)]) },
  '47 locked with an empty password': { name: 'a.pdf', make: (s) => lockedPdf('', [said(s)]) },
  'a page of 200 inches': {
    name: 'a.pdf',
    make: (s) => textPdf([`BT /F1 300 Tf 1000 7000 Td (About ${s}) Tj ET`], { width: 14_400, height: 14_400 }),
  },
  'a page of half an inch': {
    name: 'a.pdf',
    make: (s) => textPdf([`BT /F1 3 Tf 2 16 Td (${s}) Tj ET`], { width: 36, height: 36 }),
  },
}

attackAll(
  'mails, workbooks and other sources',
  Object.entries(sources).map(([what, { name, password, make }], i): Case => {
    const secret = secretWord(9000 + i)
    const wanted = { name, terms: [secret], ...(password === undefined ? {} : { password }) }
    return { what, secret, source: () => make(secret), wanted }
  }),
  9,
)

const photograph = async (secret: string) =>
  sharp(await scanPng([said(secret)]))
    .jpeg()
    .withExif({ IFD0: { ImageDescription: secret, Artist: secret }, IFD3: { GPSLatitude: '44/1 3/1 0/1' } })
    .withXmp(`<x:xmpmeta xmlns:x="adobe:ns:meta/">${secret}</x:xmpmeta>`)
    .toBuffer()
attackAll('photographs', [
  {
    what: '27 and 48 notes of a camera',
    secret: secretWord(9100),
    source: () => photograph(secretWord(9100)),
    wanted: { name: 'a.jpg', drawn: [{ page: 1, box: [0.05, 0.05, 0.95, 0.15] }] },
  },
])

for (const set of ['redaction-cases', 'x-ray']) {
  const at = join(corpus, set)
  const files = existsSync(at) ? readdirSync(at).filter((name) => name.endsWith('.pdf')) : []
  test(`no secret comes out of exhibits of ${set}`, {
    skip: noCorpus || (files.length > 0 ? false : `no ${set} in the collection`),
    timeout: 290_000,
  }, async () => {
    let tried = 0
    for (const name of files) {
      const cases = set === 'redaction-cases'
      const box: Box = cases ? [0.22, 0.17, 0.81, 0.4] : [0.1, 0.1, 0.9, 0.6]
      const wanted = { terms: cases ? ['SECRETNAME'] : [], drawn: [{ page: 1, box }] }
      const made = await makeExhibit(world, folder, readFileSync(join(at, name)), wanted)
      const words = cases
        ? ['SECRETNAME']
        : made.claimed.marks.flatMap((mark) => mark.words.split(/\s+/)).filter((word) => word.length > 9)
      for (const word of words.slice(0, 3)) {
        const said = made.claimed.pages.map(({ text }) => text.toLowerCase()).join('\n')
        const kept = said.includes(word.toLowerCase())
        if (cases) assert.equal(kept, false, `${name}: still in its text`)
        if (kept) continue // it stands elsewhere too, unmarked
        const partly = piecesOf(word).some((piece) => said.includes(piece.toLowerCase())) // Petitioner, Petition
        assert.deepEqual(await leaks(made, word, !partly), [], `${name}: ${word}`)
        tried++
      }
    }
    assert.ok(tried >= files.length / 2, `${tried} secrets tried in ${files.length} files`)
  })
}
