import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import sharp from 'sharp'
import type { ArchiveFacts } from '#lib/domain/archive-facts'
import type { ParsedPage } from '#lib/domain/page'
import { kindOf } from '#lib/io/sniff'
import { docxOf, odfOf, pptxOf } from '../fixtures/make-office.ts'
import { filed, reader } from '../hostile/setting.ts'

async function read(bytes: Buffer | string, name: string) {
  const path = await filed(bytes)
  const { mediaType } = kindOf(Buffer.from(bytes).subarray(0, 4096), name)
  const pages: ParsedPage[] = []
  const warnings: string[] = []
  let facts: ArchiveFacts = {}
  let end = ''
  for await (const event of reader.readDocument(path, { mediaType })) {
    if (event.kind === 'page') pages.push(event.page)
    if (event.kind === 'warning') warnings.push(event.code)
    if (event.kind === 'facts') facts = event.facts
    if (event.kind === 'done') end = 'done'
    if (event.kind === 'failed') end = event.code
  }
  return { path, mediaType, pages, facts, end, warnings, text: pages.map((page) => page.text).join('\f') }
}

const run = (words: string, more = '') => `<w:r><w:rPr>${more}</w:rPr><w:t>${words}</w:t></w:r>`
const paragraph = (inner: string, its = '') => `<w:p><w:pPr>${its}</w:pPr>${inner}</w:p>`
const cell = (inner: string, its = '') => `<w:tc><w:tcPr>${its}</w:tcPr>${paragraph(inner)}</w:tc>`

describe('reading office files', { concurrency: 2 }, () => {
  test('a Word file gives headings, numbered sections, lists, tables and notes in the order of reading', async () => {
    const numbered = (level: number) => `<w:numPr><w:ilvl w:val="${level}"/><w:numId w:val="1"/></w:numPr>`
    const body = [
      paragraph(run('Agreement'), '<w:pStyle w:val="Sub"/>'),
      paragraph(run('Data sharing'), numbered(0)),
      paragraph(run('The vendor shall not disclose.'), numbered(1)),
      paragraph(run('The city may.'), numbered(1)),
      paragraph(`${run('Term')}<w:r><w:footnoteReference w:id="2"/></w:r>`, numbered(0)),
      `<w:tbl><w:tr>${cell(run('Price'), '<w:gridSpan w:val="2"/>')}</w:tr><w:tr>${cell(run('Year one'))}${cell(run('$3,000'))}</w:tr></w:tbl>`,
      paragraph('<w:r><w:br w:type="page"/></w:r>'),
      paragraph(run('After the break')),
    ].join('')
    const { pages, facts, end } = await read(
      docxOf(body, {
        header: paragraph(run('City of Ringfield')),
        footnotes: `<w:footnote w:id="2">${paragraph(run('Five years.'))}</w:footnote>`,
      }),
      'a.docx',
    )
    assert.equal(end, 'done')
    const words = pages.map((page) => page.text.replaceAll('\n', ' '))
    assert.match(
      words[0] ?? '',
      /^City of Ringfield Agreement 1\. Data sharing 1\.a\) The vendor shall not disclose\. 1\.b\) The city may\. 2\. Term \[1\] Price Year one \$3,000$/,
    )
    assert.match(words[1] ?? '', /^After the break \[1\] Five years\.$/)
    assert.deepEqual(
      [facts.author, facts.lastModifiedBy, facts.company, facts.creator],
      ['Ana Ortiz', 'Records Unit', 'City of Ringfield', 'Microsoft Word'],
    )
  })

  test('what was deleted, hidden or remarked in a Word file is not lost, and is named', async () => {
    const body = paragraph(
      `${run('We ')}<w:del w:author="J. Doe" w:date="2025-02-03T00:00:00Z"><w:r><w:delText>never</w:delText></w:r></w:del><w:ins w:author="K. Roe">${run('sometimes')}</w:ins>${run(' share', '<w:vanish/>')}<w:r><w:commentReference w:id="0"/></w:r>`,
    )
    const { pages, facts, text } = await read(
      docxOf(body, {
        comments: `<w:comment w:id="0" w:author="Counsel">${paragraph(run('Ask the mayor'))}</w:comment>`,
      }),
      'a.docx',
    )
    assert.match(pages[0]?.text ?? '', /We never\s?sometimes share/)
    assert.match(text.replaceAll('\n', ' '), /Comments \[C1\], Counsel: Ask the mayor/)
    assert.match(
      text.replaceAll('\n', ' '),
      /Tracked changes deleted, J\. Doe, 2025-02-03 00:00: never inserted, K\. Roe: sometimes/,
    )
    assert.deepEqual([facts.trackedChanges, facts.comments, facts.extra], [2, 1, [['Hidden text (letters)', '6']]])
  })

  test('pictures in a Word file stand on its page, text boxes too', async () => {
    const png = await sharp({ create: { width: 80, height: 40, channels: 3, background: '#cc0000' } })
      .png()
      .toBuffer()
    const box =
      '<mc:AlternateContent><mc:Choice><w:drawing><w:txbxContent><w:p><w:r><w:t>In a box</w:t></w:r></w:p></w:txbxContent></w:drawing></mc:Choice><mc:Fallback><w:pict><w:txbxContent><w:p><w:r><w:t>In a box</w:t></w:r></w:p></w:txbxContent></w:pict></mc:Fallback></mc:AlternateContent>'
    const body = paragraph(
      `<w:r><w:drawing><wp:extent cx="1016000" cy="508000"/><a:blip r:embed="p"/></w:drawing></w:r><w:r>${box}</w:r>`,
    )
    const { path, mediaType, pages, text } = await read(
      docxOf(body, { more: [{ name: 'word/media/image1.png', bytes: png }] }),
      'a.docx',
    )
    assert.equal(text, 'In a box')
    assert.equal(pages.length, 1)
    const image = await reader.renderPage(path, { mediaType, page: 1, width: 700 })
    const { channels } = await sharp(image.bytes).stats()
    assert((channels[0]?.mean ?? 0) > (channels[1]?.mean ?? 0) + 0.5, 'there is red on the page')
  })

  test('no word of a wide table runs off the paper', async () => {
    for (const columns of [8, 14, 30]) {
      const cells = Array.from({ length: columns }, (_, i) => cell(run(`column${i}ofthistable`)))
      const { text } = await read(docxOf(`<w:tbl><w:tr>${cells.join('')}</w:tr></w:tbl>`), 'a.docx')
      const whole = text.replace(/\s/g, '')
      for (let i = 0; i < columns; i++) assert(whole.includes(`column${i}ofthistable`), `${columns} columns: ${i}`)
    }
  })

  test('each slide is a page, from the top down, with its notes; a hidden one is named so', async () => {
    const shape = (words: string, y: number, ph = '') =>
      `<p:sp><p:nvSpPr><p:nvPr>${ph}</p:nvPr></p:nvSpPr><p:spPr><a:xfrm><a:off x="0" y="${y}"/></a:xfrm></p:spPr><p:txBody><a:p><a:r><a:t>${words}</a:t></a:r></a:p></p:txBody></p:sp>`
    const { pages, facts } = await read(
      pptxOf([
        {
          shapes: shape('Below', 4_000_000) + shape('Cameras', 100_000, '<p:ph type="title"/>'),
          notes: 'Do not mention cost',
        },
        { shapes: shape('Costs', 0), hidden: true },
      ]),
      'a.pptx',
    )
    assert.deepEqual(
      pages.map((page) => page.text.replaceAll('\n', ' ')),
      ['Slide 1 Cameras Below Speaker notes Do not mention cost', 'Slide 2, hidden Costs'],
    )
    assert.deepEqual(facts.extra, [['Hidden slides', '1']])
  })

  test('an OpenDocument text gives headings, lists, tables, changes, notes and remarks', async () => {
    const body = `<text:tracked-changes><text:changed-region text:id="c1"><text:deletion><office:change-info><dc:creator>J. Doe</dc:creator><dc:date>2025-01-01</dc:date></office:change-info><text:p>secret</text:p></text:deletion></text:changed-region></text:tracked-changes>
      <text:h text:outline-level="1">Title</text:h><text:p>One<text:s text:c="2"/><text:change text:change-id="c1"/>two<text:note><text:note-citation>1</text:note-citation><text:note-body><text:p>A note</text:p></text:note-body></text:note><office:annotation><dc:creator>Ana</dc:creator><text:p>Really?</text:p></office:annotation></text:p>
      <text:list><text:list-item><text:p>Point</text:p></text:list-item></text:list><table:table><table:table-row><table:table-cell><text:p>A</text:p></table:table-cell><table:table-cell><text:p>B</text:p></table:table-cell></table:table-row></table:table>`
    const { text, facts, end } = await read(odfOf('text', body, { header: '<text:p>Letterhead</text:p>' }), 'a.odt')
    assert.equal(end, 'done')
    const words = text.replace(/\s+/g, ' ')
    for (const part of [
      'Title',
      'One secret two [1] [C1]',
      'Point',
      'A B',
      '[1] A note',
      'Letterhead',
      'Really?',
      'deleted, J. Doe',
    ])
      assert(words.replaceAll(' ', '').includes(part.replaceAll(' ', '')), `${part} in ${words}`)
    assert.deepEqual([facts.trackedChanges, facts.comments], [1, 1])
  })

  test('rich text is read in its own letters, with what was deleted, hidden or remarked', async () => {
    const rtf = String.raw`{\rtf1\ansi\ansicpg1252{\fonttbl{\f0\fcharset0 Arial;}{\f1\fcharset204 Arial;}}{\info{\author Ana}{\title A letter}}{\*\generator X;}{\header Head}\f0 Caf\'e9 \u8364? {\b bold} \f1\'cf\'f0\'e8\par{\v hidden}{\deleted gone}\par\trowd\intbl A\cell B\cell\row\pard After{\footnote a note}{\*\annotation remark}\par}`
    const { text, facts } = await read(rtf, 'a.rtf')
    assert.match(text.replace(/\s+/g, ' '), /^Café € bold При hidden\s?gone A B After \[1\]/)
    for (const part of ['a note', 'Head', 'remark', 'deleted: gone'])
      assert(text.replace(/\s+/g, ' ').includes(part), part)
    assert.deepEqual([facts.author, facts.title, facts.trackedChanges, facts.comments], ['Ana', 'A letter', 1, 1])
  })

  test('a web page gives its words, runs nothing and fetches nothing', async () => {
    const html =
      '<!doctype html><title>Minutes</title><style>p{display:none}</style><script>document.write("no")</script><h1>Council</h1><p onclick="x()">Agreed &amp; signed</p><img src="https://x.example/a.png"><table><tr><td>A</td><td>B</td></tr></table><iframe src="//x"></iframe>'
    const { text, facts, end } = await read(html, 'a.html')
    assert.equal(end, 'done')
    assert.equal(text.replace(/\s+/g, ' '), 'Council Agreed & signed A B')
    assert.deepEqual(
      [facts.title, facts.extra],
      [
        'Minutes',
        [
          ['Scripts (not run)', '1'],
          ['Pictures from outside (not fetched)', '1'],
        ],
      ],
    )
  })

  test('one damaged part of an office file costs no other, and is told', async () => {
    const broken = { name: 'word/comments.xml', bytes: '<w:comments/>', says: { size: 5000 } }
    const { pages, end, warnings, facts } = await read(docxOf(paragraph(run('Words')), { more: [broken] }), 'a.docx')
    assert.deepEqual([end, pages[0]?.text, warnings], ['done', 'Words', ['parts_damaged']])
    assert.deepEqual(facts.extra, [['Damaged parts, shown as far as they can be read', 'word/comments.xml']])
  })

  test('office files that are cut off or not what they say end in a named state', async () => {
    const whole = docxOf(paragraph(run('Words')))
    for (const share of [0.1, 0.5, 0.9])
      assert.equal((await read(whole.subarray(0, Math.floor(whole.length * share)), 'a.docx')).end, 'damaged')
    assert.equal((await read(docxOf('<w:p><w:r><w:t>open'), 'a.docx')).end, 'done')
    const deep = '<w:tbl><w:tr><w:tc>'.repeat(2000)
    assert.match(
      (await read(docxOf(`${deep}<w:p><w:r><w:t>deep</w:t></w:r></w:p>`), 'a.docx')).end,
      /done|damaged|too_big/,
    )
    assert.match((await read(`{\\rtf1 ${'{'.repeat(100_000)}x`, 'a.rtf')).end, /done|damaged/)
    assert.match(
      (await read(Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(4000)]), 'a.doc')).end,
      /damaged|unsupported/,
    )
  })
})

describe('reading pictures', { concurrency: 2 }, () => {
  test('a photograph stands upright, and tells what its camera wrote into it', async () => {
    const exif = {
      IFD0: { Make: 'Canon', Model: 'Canon EOS' },
      IFD2: { DateTimeOriginal: '2024:05:06 07:08:09' },
      IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '44/1 3/1 30/1', GPSLongitudeRef: 'W', GPSLongitude: '123/1 5/1 12/1' },
    }
    const blank = sharp({ create: { width: 300, height: 600, channels: 3, background: '#ffffff' } })
    for (const [name, bytes] of [
      ['a.jpg', await blank.clone().withExif(exif).withMetadata({ orientation: 6 }).jpeg().toBuffer()],
      ['a.avif', await blank.clone().rotate(90).withExif(exif).avif().toBuffer()],
    ] as const) {
      const { pages, facts } = await read(bytes, name)
      assert.deepEqual(
        [pages[0]?.width, pages[0]?.height].map((side) => Math.round(side ?? 0)),
        [600, 300],
        name,
      )
      assert.deepEqual(
        [facts.camera, facts.takenAt, facts.place],
        ['Canon EOS', '2024-05-06T07:08:09', { lat: 44.058333, lng: -123.086667 }],
      )
    }
  })

  test('pictures of every kind have a page', async () => {
    const blank = sharp({ create: { width: 60, height: 40, channels: 3, background: '#336699' } })
    const kinds: [string, Buffer][] = [
      ['a.png', await blank.clone().toColourspace('rgb16').png().toBuffer()],
      ['a.tif', await blank.clone().tiff().toBuffer()],
      ['a.gif', await blank.clone().gif().toBuffer()],
      ['a.webp', await blank.clone().webp().toBuffer()],
      ['a.jpg', await blank.clone().toColourspace('cmyk').jpeg().toBuffer()],
    ]
    for (const [name, bytes] of kinds) {
      const { pages, end } = await read(bytes, name)
      assert.deepEqual([end, pages.length], ['done', 1], name)
    }
  })
})
