import iconv from 'iconv-lite'

/** The text of bytes: by their mark, by what they say of themselves, as UTF-8 where all of it is, else as Windows writes. */
export function decodedText(bytes: Buffer, says?: RegExp): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes)
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder('utf-16be').decode(bytes)
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    const said = says?.exec(bytes.subarray(0, 4096).toString('latin1'))?.[1]
    return iconv.decode(bytes, said && iconv.encodingExists(said) && !/^utf-?8$/i.test(said) ? said : 'windows-1252')
  }
}
