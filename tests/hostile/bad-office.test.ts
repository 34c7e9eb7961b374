import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { docxOf, odfOf, xlsxOf } from '../fixtures/make-office.ts'
import { compoundOf } from '../fixtures/make-xls.ts'
import { zipOf } from '../fixtures/make-zip.ts'
import { readWhole } from './setting.ts'

const million = (row: (n: number) => string, count = 1_000_000) =>
  Array.from({ length: count }, (_, i) => row(i + 1)).join('')

describe('an office file made to break its reader ends in words', { concurrency: 1 }, () => {
  const cases: [what: string, name: string, make: () => Buffer | string, ends: RegExp][] = [
    [
      'a cell of 400 million letters',
      'bomb.xlsx',
      () => xlsxOf([{ name: 'S', rows: `<row r="1"><c r="A1" t="str"><v>${'a'.repeat(400_000_000)}</v></c></row>` }]),
      /^(too_big|damaged)$/,
    ],
    [
      'a sheet of more rows than ten thousand pages hold',
      'long.xlsx',
      () =>
        xlsxOf([{ name: 'S', rows: million((n) => `<row r="${n}"><c r="A${n}"><v>${n}</v></c></row>`, 1_300_000) }]),
      /^too_big$/,
    ],
    [
      'a row said to stand for a million, again and again',
      'repeats.ods',
      () =>
        odfOf(
          'spreadsheet',
          `<table:table table:name="S">${'<table:table-row table:number-rows-repeated="1000000"><table:table-cell><text:p>x</text:p></table:table-cell></table:table-row>'.repeat(200)}</table:table>`,
        ),
      /^too_big$/,
    ],
    [
      'a number format that repeats itself',
      'format.xlsx',
      () =>
        xlsxOf([{ name: 'S', rows: '<row r="1"><c r="A1" s="1"><v>1</v></c></row>' }], {
          formats: ['0,'.repeat(5000)],
        }),
      /^done$/,
    ],
    [
      'tables in tables, 5,000 deep',
      'deep.docx',
      () => docxOf(`${'<w:tbl><w:tr><w:tc>'.repeat(5000)}<w:p/>`),
      /^(done|damaged|too_big)$/,
    ],
    [
      'a list in a list, 5,000 deep',
      'deep.odt',
      () => odfOf('text', '<text:list><text:list-item>'.repeat(5000)),
      /^(done|damaged|too_big)$/,
    ],
    [
      'a style that is based on itself',
      'loop.docx',
      () =>
        docxOf('<w:p><w:pPr><w:pStyle w:val="L"/></w:pPr><w:r><w:t>x</w:t></w:r></w:p>', {
          more: [
            {
              name: 'word/styles.xml',
              bytes: '<w:styles xmlns:w="w"><w:style w:styleId="L"><w:basedOn w:val="L"/></w:style></w:styles>',
            },
          ],
        }),
      /^done$/,
    ],
    [
      'names for letters that grow without end',
      'laughs.docx',
      () =>
        zipOf([
          { name: '[Content_Types].xml', bytes: '' },
          {
            name: 'word/document.xml',
            bytes: `<!DOCTYPE x [<!ENTITY a "ha">${Array.from({ length: 30 }, (_, i) => `<!ENTITY b${i} "&b${i - 1};&b${i - 1};">`).join('')}]><w:document xmlns:w="w"><w:body><w:p><w:r><w:t>&b29;words</w:t></w:r></w:p></w:body></w:document>`,
          },
        ]),
      /^(done|damaged)$/,
    ],
    [
      'a million parts of a mark that never closes',
      'open.rtf',
      () => `{\\rtf1 ${'{\\b '.repeat(1_000_000)}x`,
      /^damaged$/,
    ],
    [
      'a web page 100,000 boxes deep',
      'deep.html',
      () => `<!doctype html>${'<div>'.repeat(100_000)}x`,
      /^(done|damaged|too_big)$/,
    ],
    ['a line of a table that never ends', 'line.csv', () => 'x'.repeat(30_000_000), /^too_big$/],
    [
      'an old file of nothing but its name',
      'empty.xls',
      () => compoundOf({ Workbook: Buffer.alloc(5000) }),
      /^damaged$/,
    ],
    [
      'a lock without a key',
      'locked.docx',
      () => compoundOf({ EncryptedPackage: Buffer.alloc(5000), EncryptionInfo: Buffer.alloc(5000) }),
      /^encrypted$/,
    ],
  ]
  for (const [what, name, make, ends] of cases)
    test(what, { timeout: 200_000 }, async () => {
      const { end, detail } = await readWhole(Buffer.from(make()), name)
      assert.match(end, ends)
      if (end !== 'done') assert.match(detail, /^[A-Z].{15,}[.!]$/)
    })
})
