import { read as readFd } from 'node:fs'
import { promisify } from 'node:util'
import iconv from 'iconv-lite'
import { GiveUp } from '#lib/io/children/give-up'
import { cleanText } from '#lib/io/children/office/clean-text'
import { type Book, mostColumns, type Row } from '#lib/io/children/office/table'

const pieceBytes = 256 * 1024
/** Signs of one row, before it is no table any more. */
const mostSigns = 20_000_000

/**
 * Values with a sign between them, as every program writes them a little differently: comma, semicolon, tab or bar;
 * quoted over several lines or not; UTF-8, UTF-16 or the code page of Windows; rows of any length.
 */
export async function openCsv(fd: number, mediaType: string): Promise<Book> {
  const head = await pieceAt(fd, 0)
  const encoding = await encodingOf(fd, head)
  const between = mediaType === 'text/tab-separated-values' ? '\t' : separatorOf(iconv.decode(head, encoding))
  return {
    tables: [{ name: '', rows: () => rowsOf(textOf(fd, encoding), between), isColumnHidden: () => false }],
    facts: async () => ({
      extra: [
        ['Text encoding', encoding],
        ['Values between', { ',': 'commas', ';': 'semicolons', '\t': 'tabs', '|': 'bars' }[between] ?? between],
      ],
    }),
  }
}

const read = promisify(readFd)
async function pieceAt(fd: number, position: number): Promise<Buffer> {
  const { bytesRead, buffer } = await read(fd, Buffer.alloc(pieceBytes), 0, pieceBytes, position)
  return buffer.subarray(0, bytesRead)
}

async function* piecesOf(fd: number): AsyncGenerator<Buffer> {
  for (let at = 0; ; ) {
    const piece = await pieceAt(fd, at)
    if (piece.length === 0) return
    at += piece.length
    yield piece
  }
}

/** UTF-8 where all of it is, else what a mark at its beginning says, else the code page that such files come in. */
async function encodingOf(fd: number, head: Buffer): Promise<string> {
  if (head[0] === 0xff && head[1] === 0xfe) return 'utf-16le'
  if (head[0] === 0xfe && head[1] === 0xff) return 'utf-16be'
  const strict = new TextDecoder('utf-8', { fatal: true })
  try {
    for await (const piece of piecesOf(fd)) strict.decode(piece, { stream: true })
    strict.decode()
    return 'utf-8'
  } catch {
    return 'windows-1252'
  }
}

async function* textOf(fd: number, encoding: string): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding)
  for await (const piece of piecesOf(fd)) yield decoder.decode(piece, { stream: true })
  yield decoder.decode()
}

/** The sign that stands about as often in each of the first rows, outside quotes. */
export function separatorOf(text: string): string {
  const lines = text
    .replace(/"[^"]*"/g, '')
    .split(/\r\n?|\n/)
    .filter((line) => line.trim() !== '')
    .slice(0, 50)
  const score = (sign: string) => {
    const counts = lines.map((line) => line.split(sign).length - 1)
    const usual = counts.toSorted((a, b) => a - b)[Math.floor(counts.length / 2)] ?? 0
    return usual === 0
      ? 0
      : (counts.filter((count) => count === usual).length / counts.length) * 10 + Math.min(usual, 9)
  }
  const ranked = [',', ';', '\t', '|'].map((sign) => ({ sign, score: score(sign) })).sort((a, b) => b.score - a.score)
  return ranked[0] && ranked[0].score > 0 ? ranked[0].sign : ','
}

/** Rows as they come; a quote that is never closed ends with its line rather than swallowing the file. */
export async function* rowsOf(texts: AsyncIterable<string>, between: string): AsyncGenerator<Row[]> {
  let rows: Row[] = []
  let n = 1
  let cells: string[] = []
  let value = ''
  let quoted = false
  let wasQuoted = false
  let signs = 0
  let skipLine = false
  const endCell = () => {
    if (cells.length < mostColumns) cells.push(value)
    value = ''
    wasQuoted = false
  }
  const endRow = () => {
    endCell()
    const filled = cells.map((text, col) => cellOf(text, col)).filter(({ text }) => text.trim() !== '')
    if (filled.length > 0) rows.push({ n, cells: filled })
    n++
    cells = []
    signs = 0
  }
  const special = new RegExp(`["\\r\\n${between === '|' ? '\\|' : between}]`, 'g')
  let held = ''
  for await (const text of texts) {
    // a quote or a carriage return at the very end is told by what follows it
    const all = held + text
    const end = /["\r]$/.test(all) && text !== '' ? all.length - 1 : all.length
    held = all.slice(end)
    let at = 0
    while (at < end) {
      special.lastIndex = at
      const found = special.exec(all)
      const stop = found && found.index < end ? found.index : end
      if (stop > at) {
        value += all.slice(at, stop)
        signs += stop - at
        skipLine = false
        if (signs > mostSigns) throw new GiveUp('too_big', tooLong)
      }
      if (stop === end) break
      const sign = all[stop]
      at = stop + 1
      if (sign === '"') {
        if (quoted && all[at] === '"') {
          value += '"'
          at++
        } else if (quoted) quoted = false
        else if (value === '' && !wasQuoted) quoted = wasQuoted = true
        else value += '"'
        skipLine = false
      } else if (quoted) value += sign === '\r' ? '' : sign
      else if (sign === between) {
        endCell()
        skipLine = false
      } else if (sign === '\n' && skipLine) skipLine = false
      else {
        endRow()
        skipLine = sign === '\r'
      }
    }
    if (rows.length > 0) {
      yield rows
      rows = []
    }
  }
  if (value !== '' || cells.length > 0) endRow()
  if (rows.length > 0) yield rows
}
const tooLong =
  'One row of this table is longer than 20 million signs, so it is no table that can be shown. The original is kept.'

const amount = /^[-+(]?[$€£]?\s?\d[\d,.]*%?\)?$/
const cellOf = (raw: string, col: number) => {
  const text = cleanText(raw)
  return amount.test(text) ? { col, text, right: true as const } : { col, text }
}
