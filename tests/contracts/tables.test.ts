import assert from 'node:assert/strict'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import sharp from 'sharp'
import type { ArchiveFacts } from '#lib/domain/archive-facts'
import type { ParsedPage } from '#lib/domain/page'
import { firstWords } from '#lib/domain/sheet'
import type { ReadEvent } from '#lib/io/pdf'
import { kindOf } from '#lib/io/sniff'
import { odfOf, type Sheet, xlsxOf } from '../fixtures/make-office.ts'
import { type OldSheet, xlsOf } from '../fixtures/make-xls.ts'
import { corpus, filed, noCorpus, reader } from '../hostile/setting.ts'

const excel = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

async function read(bytes: Buffer | string, mediaType: string, password?: string) {
  const path = await filed(bytes)
  return { path, ...(await gathered(reader.readDocument(path, { mediaType, ...(password ? { password } : {}) }))) }
}

async function gathered(events: AsyncIterable<ReadEvent>) {
  const pages: ParsedPage[] = []
  let facts: ArchiveFacts = {}
  let end = ''
  for await (const event of events) {
    if (event.kind === 'page') pages.push(event.page)
    if (event.kind === 'facts') facts = event.facts
    if (event.kind === 'done') end = 'done'
    if (event.kind === 'failed') end = `${event.code}: ${event.detail}`
  }
  return { pages, facts, end }
}

const cellsOf = (page: ParsedPage | undefined) => page?.sheet?.rows.map(({ cells }) => cells)
const text = (at: string, words: string) => `<c r="${at}" t="inlineStr"><is><t>${words}</t></is></c>`
const number = (at: string, value: number, style = 0) => `<c r="${at}" s="${style}"><v>${value}</v></c>`
const rowsOf = (count: number, cells: (n: number) => string) =>
  Array.from({ length: count }, (_, i) => `<row r="${i + 1}">${cells(i + 1)}</row>`).join('')

/** Every cell's words stand on the page where the table says they do. */
function wordsAreCells(page: ParsedPage) {
  assert(page.sheet)
  const firsts = firstWords(page.sheet, page.words.length)
  for (const [r, row] of page.sheet.rows.entries())
    for (const [c, cell] of row.cells.entries()) {
      const words = cell.split(/\s+/u).filter(Boolean)
      const from = firsts[r]?.[c] ?? -1
      assert.deepEqual(
        page.words.slice(from, from + words.length).map((word) => word.text),
        words,
      )
    }
}

describe('reading a spreadsheet', { concurrency: 2 }, () => {
  test('hidden sheets, rows and columns are shown, and named hidden', async () => {
    const sheets: Sheet[] = [
      {
        name: 'Costs',
        cols: '<cols><col min="2" max="2" hidden="1"/></cols>',
        rows: `<row r="1">${text('A1', 'Item')}${text('B1', 'Secret')}</row><row r="2" hidden="1">${text('A2', 'Camera')}</row>`,
      },
      { name: 'Names', state: 'hidden', rows: `<row r="1">${text('A1', 'Officer Smith')}</row>` },
      { name: 'Keys', state: 'veryHidden', rows: `<row r="1">${text('A1', 'A key')}</row>` },
    ]
    const { pages, facts, end } = await read(xlsxOf(sheets), excel)
    assert.equal(end, 'done')
    assert.deepEqual(
      pages.map((page) => [page.sheet?.name, page.sheet?.index, page.sheet?.hidden]),
      [
        ['Costs', 1, undefined],
        ['Names', 2, 'hidden'],
        ['Keys', 3, 'very_hidden'],
      ],
    )
    assert.deepEqual(
      pages[0]?.sheet?.columns.map(({ name, hidden }) => [name, hidden]),
      [
        ['A', undefined],
        ['B', true],
      ],
    )
    assert.deepEqual(pages[0]?.sheet?.rows, [
      { n: 1, cells: ['Item', 'Secret'] },
      { n: 2, hidden: true, cells: ['Camera', ''] },
    ])
    assert.equal(pages[0]?.text, 'Costs\nItem\nSecret\nCamera')
    assert.deepEqual([facts.hiddenSheets, facts.hiddenRows, facts.hiddenColumns], [2, 1, 1])
    assert.deepEqual(facts.sheets, [
      { name: 'Costs', page: 1 },
      { name: 'Names', page: 2, hidden: 'hidden' },
      { name: 'Keys', page: 3, hidden: 'very_hidden' },
    ])
    assert.equal(facts.author, 'Ana Ortiz')
  })

  test('a cell is shown as its program shows it', async () => {
    const formats = [
      'm/d/yyyy',
      '0.0%',
      '&quot;$&quot;#,##0.00;(&quot;$&quot;#,##0.00)',
      '[h]:mm',
      'h:mm AM/PM',
      '00000',
      'dd\\-mmm\\-yy',
      '0.00E+00',
      '[Red]-0;0;&quot;nil&quot;',
    ]
    const values: [number, number, string][] = [
      [45_786, 1, '5/9/2025'],
      [0.256, 2, '25.6%'],
      [1234.5, 3, '$1,234.50'],
      [-8, 3, '($8.00)'],
      [1.25, 4, '30:00'],
      [0.75, 5, '6:00 PM'],
      [420, 6, '00420'],
      [36_526, 7, '01-Jan-00'],
      [12_345, 8, '1.23E+04'],
      [0, 9, 'nil'],
      [0.1 + 0.2, 0, '0.3'],
    ]
    const row = values.map(([value, style], i) => number(`${String.fromCharCode(65 + i)}1`, value, style)).join('')
    const others = `<row r="2"><c r="A2" t="b"><v>1</v></c><c r="B2" t="e"><v>#REF!</v></c><c r="C2" t="str"><f>A1&amp;"x"</f><v>shown</v></c><c r="D2"><f>SUM(A1:A9)</f></c><c r="E2" t="s"><v>0</v></c></row>`
    const { pages, facts } = await read(
      xlsxOf([{ name: 'S', rows: `<row r="1">${row}</row>${others}` }], {
        formats,
        strings: ['<r><t>rich</t></r><r><t xml:space="preserve"> text</t></r><rPh><t>no</t></rPh>'],
      }),
      excel,
    )
    const cells = new Map(
      pages.flatMap(({ sheet }) =>
        (sheet?.rows ?? []).flatMap(({ n, cells: own }) =>
          own.map((cell, i): [string, string] => [`${sheet?.columns[i]?.name}${n}`, cell]),
        ),
      ),
    )
    assert.deepEqual(
      values.map((_, i) => cells.get(`${String.fromCharCode(65 + i)}1`)),
      values.map(([, , shown]) => shown),
    )
    assert.deepEqual(
      ['A2', 'B2', 'C2', 'D2', 'E2'].map((at) => cells.get(at)),
      ['TRUE', '#REF!', 'shown', '=SUM(A1:A9)', 'rich text'],
    )
    assert.deepEqual(facts.extra, [
      ['Formulas', '2'],
      ['Formulas without a stored result', '1'],
    ])
  })

  test('long cells are wrapped, tall ones go on on the next page, and no word is lost', async () => {
    const long = Array.from({ length: 9000 }, (_, i) => `word${i}`).join(' ')
    const { pages } = await read(
      xlsxOf([
        { name: 'S', rows: `<row r="1">${text('A1', 'short')}${text('B1', long)}${text('C1', 'x'.repeat(900))}</row>` },
      ]),
      excel,
    )
    assert(pages.length > 1)
    const words = pages.flatMap((page) => page.words.map((word) => word.text))
    assert.deepEqual(
      words.filter((word) => word.startsWith('word')),
      long.split(' '),
    )
    assert.equal(words.filter((word) => /^x+$/.test(word)).join(''), 'x'.repeat(900))
    for (const page of pages) {
      wordsAreCells(page)
      for (const { box } of page.words) assert(box[0] < box[2] && box[1] < box[3] && box[3] <= 1 && box[2] <= 1)
    }
  })

  test('the paragraphs of a cell stay apart, also where it goes on on the next page', async () => {
    const lines = Array.from({ length: 300 }, (_, i) => `line ${i} of it`)
    const { pages } = await read(
      xlsxOf([{ name: 'S', rows: `<row r="1">${text('A1', 'x')}${text('B1', lines.join('\n'))}</row>` }]),
      excel,
    )
    assert(pages.length > 1)
    assert.deepEqual(
      pages.flatMap((page) => page.sheet?.rows[0]?.cells[1]?.split('\n') ?? []),
      lines,
    )
  })

  test('a wide sheet is split by columns, a long one by rows, in the order of reading', async () => {
    const letters = Array.from({ length: 26 }, (_, i) => String.fromCharCode(65 + i))
    const { pages } = await read(
      xlsxOf([
        {
          name: 'S',
          rows: rowsOf(120, (n) => letters.map((at) => text(`${at}${n}`, `cell ${at}${n} some words`)).join('')),
        },
      ]),
      excel,
    )
    const first = pages.filter((page) => page.sheet?.rows[0]?.n === 1)
    assert.deepEqual(
      first.flatMap((page) => page.sheet?.columns.map(({ name }) => name) ?? []),
      letters,
    )
    assert.deepEqual([...new Set(pages.map((page) => page.sheet?.rows[0]?.n))].length, pages.length / first.length)
    assert.equal(pages.flatMap((page) => page.words).filter((word) => word.text.startsWith('cell')).length, 120 * 26)
    for (const page of pages) assert(page.width <= 800 && page.height <= 1000)
  })

  test('words stand where the picture has ink', async () => {
    const { path, pages } = await read(
      xlsxOf([
        {
          name: 'Sheet',
          rows: `<row r="1">${text('A1', 'Left words Ünïcode Привет 你好')}${number('B1', 1234)}</row>`,
        },
      ]),
      excel,
    )
    const image = await reader.renderPage(path, { mediaType: excel, page: 1, width: 1000 })
    const grey = sharp(image.bytes).greyscale()
    const { width, height } = await sharp(image.bytes).metadata()
    for (const { text: word, box } of pages[0]?.words ?? []) {
      const [left, top] = [Math.floor(box[0] * width), Math.floor(box[1] * height)]
      const area = { left, top, width: Math.ceil(box[2] * width) - left, height: Math.ceil(box[3] * height) - top }
      const pixels = await grey.clone().extract(area).raw().toBuffer()
      assert(255 - pixels.reduce((sum, pixel) => sum + pixel, 0) / pixels.length > 12, `there is ink under ${word}`)
    }
  })

  test('remarks at cells come after the sheets', async () => {
    const more = [
      {
        name: 'xl/worksheets/_rels/sheet1.xml.rels',
        bytes: '<Relationships><Relationship Id="a" Type="x/comments" Target="../comments1.xml"/></Relationships>',
      },
      {
        name: 'xl/comments1.xml',
        bytes:
          '<comments><authors><author>J. Doe</author></authors><commentList><comment ref="B2" authorId="0"><text><r><t>Do not release</t></r></text></comment></commentList></comments>',
      },
    ]
    const { pages, facts } = await read(
      xlsxOf([{ name: 'S', rows: `<row r="1">${text('A1', 'x')}</row>` }], { more }),
      excel,
    )
    assert.deepEqual(cellsOf(pages[1]), [
      ['Sheet', 'Cell', 'By', 'Comment'],
      ['S', 'B2', 'J. Doe', 'Do not release'],
    ])
    assert.equal(facts.comments, 1)
  })

  test('an OpenDocument sheet gives what it shows, repeated cells and hidden ones too', async () => {
    const styles = '<style:style style:name="t2"><style:table-properties table:display="false"/></style:style>'
    const body = `<table:table table:name="One"><table:table-column table:visibility="collapse"/><table:table-column table:number-columns-repeated="3"/><table:table-row table:number-rows-repeated="2"><table:table-cell><text:p>a</text:p></table:table-cell><table:table-cell office:value-type="float" table:number-columns-repeated="2"><text:p>7</text:p></table:table-cell></table:table-row><table:table-row table:number-rows-repeated="1048574"><table:table-cell/></table:table-row></table:table><table:table table:name="Two" table:style-name="t2"><table:table-row><table:table-cell><office:annotation><dc:creator>Ana</dc:creator><text:p>why?</text:p></office:annotation><text:p>b</text:p><text:p>c</text:p></table:table-cell></table:table-row></table:table>`
    const bytes = odfOf('spreadsheet', body, { styles })
    const { pages, facts } = await read(bytes, kindOf(bytes.subarray(0, 4096), 'x.ods').mediaType)
    assert.deepEqual(cellsOf(pages[0]), [
      ['a', '7', '7'],
      ['a', '7', '7'],
    ])
    assert.deepEqual(
      [pages[0]?.sheet?.columns[0]?.hidden, pages[1]?.sheet?.hidden, pages[1]?.sheet?.rows[0]?.cells],
      [true, 'hidden', ['b\nc']],
    )
    assert.deepEqual(cellsOf(pages[2])?.[1], ['Two', '1', 'Ana', 'why?'])
    assert.deepEqual([facts.author, facts.comments], ['Ana Ortiz', 1])
  })

  test('an old workbook is read like a new one', async () => {
    const sheets: OldSheet[] = [
      {
        name: 'Log',
        rows: [
          ['Officer', 'On', 'Cost'],
          ['Smith', 45_786, 12.5],
          ['Müller 你', true, { formula: 'sum' }],
        ],
        hiddenRows: [1],
        hiddenColumns: [2],
      },
      { name: 'Keys', hidden: 2, rows: [['last text']] },
    ]
    const bytes = xlsOf(sheets)
    const { mediaType } = kindOf(bytes.subarray(0, 4096), 'old.xls')
    assert.equal(mediaType, 'application/vnd.ms-excel')
    const { pages, facts } = await read(bytes, mediaType)
    assert.deepEqual(cellsOf(pages[0]), [
      ['Officer', 'On', 'Cost'],
      ['Smith', '5/9/2025', '12.5'],
      ['Müller 你', 'TRUE', 'sum'],
    ])
    assert.deepEqual([cellsOf(pages[1]), pages[1]?.sheet?.hidden], [[['last text']], 'very_hidden'])
    assert.deepEqual([facts.hiddenSheets, facts.hiddenRows, facts.hiddenColumns], [1, 1, 1])
  })

  test('CSV is read whatever stands between its values, and in whatever letters', async () => {
    const expected = [['Name', 'Note'], ['Müller', 'a "b", c\nd'], ['ragged']]
    const rows = (sign: string) => `Name${sign}Note\r\nMüller${sign}"a ""b"", c\nd"\r\nragged`
    const ways: ((text: string) => Buffer)[] = [
      (text) => Buffer.from(text),
      (text) => Buffer.from(`\ufeff${text}`),
      (text) => Buffer.from(`\ufeff${text}`, 'utf16le'),
      (text) => Buffer.from(text, 'latin1'),
    ]
    for (const [i, sign] of [',', ';', '\t', '|'].entries()) {
      const { pages } = await read(ways[i]?.(rows(sign)) ?? '', 'text/csv')
      assert.deepEqual(
        cellsOf(pages[0])?.map((cells) => cells.filter(Boolean)),
        expected,
        JSON.stringify(sign),
      )
    }
  })

  test('a workbook locked with a password asks for it, says when it is wrong, and opens with it', {
    skip: noCorpus,
  }, async (t) => {
    const path = join(corpus, 'ingest-file/password_protected.xlsx')
    if (!existsSync(path)) return t.skip('the locked workbook is not in the corpus')
    const open = (password?: string) =>
      gathered(reader.readDocument(path, { mediaType: excel, ...(password ? { password } : {}) }))
    assert.match((await open()).end, /^encrypted: This file is locked with a password/)
    assert.match((await open('wrong')).end, /^encrypted: That password does not open/)
    const { pages } = await open('password')
    assert.equal(pages[0]?.text, 'Test sheet\nA column\nYet another column\nThe answer\n42')
  })

  test('long lists that a police department released are read soon', { skip: noCorpus }, async (t) => {
    for (const [name, rows] of [
      ['2891_redacted_email_list_1.xlsx', 10_217],
      ['EPD-2025-4532_report_6.1.25_to_10.6.25.xlsx', 2_000],
    ] as const) {
      const begun = performance.now()
      const { pages, end } = await gathered(
        reader.readDocument(join(corpus, 'eugene-flock', name), { mediaType: excel }),
      )
      const seen = new Set(pages.flatMap((page) => page.sheet?.rows.map(({ n }) => n) ?? []))
      t.diagnostic(`${name}: ${seen.size} rows on ${pages.length} pages in ${Math.round(performance.now() - begun)} ms`)
      assert.equal(end, 'done')
      assert(seen.size >= rows && pages.length < 10_000)
      for (const page of pages.slice(0, 200)) wordsAreCells(page)
    }
  })
})

test('what is no table ends in a named state', { concurrency: 2 }, async () => {
  const cases: [string | Buffer, string, RegExp][] = [
    [Buffer.from('PK\x03\x04 cut off', 'latin1'), excel, /^damaged: .*list of its parts/],
    [xlsxOf([]), excel, /^damaged/],
    [`a,b\n"${'x'.repeat(21_000_000)}`, 'text/csv', /^too_big: One row/],
    [
      xlsxOf([
        { name: 'S', rows: '<row r="1"><c r="A1" t="s"><v>99</v></c></row><row r="2"><c r="ZZZZ9"><v>1</v></c><c' },
      ]),
      excel,
      /^done/,
    ],
    [
      odfOf(
        'spreadsheet',
        `<table:table table:name="B">${'<table:table-row table:number-rows-repeated="1048576"><table:table-cell table:number-columns-repeated="16384"><text:p>x</text:p></table:table-cell></table:table-row>'.repeat(50)}</table:table>`,
      ),
      'application/vnd.oasis.opendocument.spreadsheet',
      /^(too_big|crashed)/,
    ],
  ]
  for (const [bytes, mediaType, ends] of cases) assert.match((await read(bytes as Buffer, mediaType)).end, ends)
})
