import { decompressRTF } from '@kenjiuno/decompressrtf'
import iconv from 'iconv-lite'
import { DeEncapsulate, Tokenize } from 'rtf-stream-parser'
import { ToPlainText } from 'rtf-stream-parser/dist/src/ToPlainText.js'

/** Most bytes of a compressed body; it grows to at most some ten times as many. */
const mostCompressed = 8 * 1024 ** 2

/** What Outlook packed into a compressed RTF body: the HTML or text it was made of, else its words. null where it cannot be read. */
export function readCompressedRtf(packed: Uint8Array | undefined): { html?: string; text?: string } | null {
  if (!packed || packed.length < 16 || packed.length > mostCompressed) return null
  try {
    return readRtf(Buffer.from(decompressRTF([...packed])))
  } catch {
    return null
  }
}

/** The same of a body that was unpacked before, one sign for each byte. */
export function readRtfText(rtf: string): { html?: string; text?: string } | null {
  try {
    return readRtf(Buffer.from(rtf, 'latin1'))
  } catch {
    return null
  }
}

function readRtf(rtf: Buffer): { html?: string; text?: string } {
  const head = rtf.toString('latin1', 0, 2000)
  const wrapped = /\\from(html|text)/.exec(head)?.[1]
  if (wrapped === undefined) return { text: through(rtf, new ToPlainText(options)) }
  const body = through(rtf, new DeEncapsulate({ ...options, mode: 'either' }))
  return wrapped === 'html' ? { html: body.replace(/^html:/, '') } : { text: body.replace(/^text:/, '') }
}

const options = {
  decode: (bytes: Buffer, encoding: string) =>
    iconv.encodingExists(encoding) ? iconv.decode(bytes, encoding) : bytes.toString('latin1'),
  warn: () => {},
  replaceSymbolFontChars: true,
}

/** Both are streams; run by hand they are done when this is. */
function through(rtf: Buffer, reader: DeEncapsulate | ToPlainText): string {
  const pieces: string[] = []
  const raise = (error?: unknown) => {
    if (error) throw error
  }
  const tokens = new Tokenize()
  tokens.push = (token) => {
    reader._transform(token, '', raise)
    return true
  }
  reader.push = (piece) => {
    pieces.push(String(piece))
    return true
  }
  tokens._transform(rtf, 'buffer' as BufferEncoding, raise) // what a stream of bytes is called with
  tokens._flush(raise)
  reader._flush(raise)
  return pieces.join('')
}
