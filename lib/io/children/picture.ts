/**
 * The program that asks pictures what they say of themselves, and turns kinds that pages cannot show into PNG. Runs
 * alone, in the sandbox, on one file (descriptor 3), answers on descriptor 4. Only here may HEIC and AVIF be opened.
 */

import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import sharp from 'sharp'
import { failureOf } from '#lib/io/children/give-up'
import { exifFacts } from '#lib/io/children/picture/exif-facts'
import { inputFd, say, sayBytes, writeFrame } from '#lib/io/frames'

type Args = { mediaType: string }
type Decoded = {
  get_width(): number
  get_height(): number
  display(into: { data: Uint8ClampedArray; width: number; height: number }, done: (shown: unknown) => void): void
}
type Heif = { HeifDecoder: new () => { decode(bytes: Uint8Array): Decoded[] } }

/** Dots of a picture that is turned into another kind. */
const most = 1e8

sharp.concurrency(1)
sharp.cache(false)
sharp.block({ operation: ['VipsForeignLoadSvg', 'VipsForeignLoadMagick', 'VipsForeignLoadPdf'] })

async function main(): Promise<void> {
  const { mediaType } = JSON.parse(readFileSync(0, 'utf8')) as Args // said by our own parent
  const bytes = readFileSync(inputFd)
  const about = await sharp(bytes, { limitInputPixels: false })
    .metadata()
    .catch(() => null)
  const facts = about?.exif ? exifFacts(about.exif) : {}
  if (mediaType !== 'image/heic' && mediaType !== 'image/avif') return sayForm('as_it_is', new Uint8Array(), facts)
  if (about && about.width * about.height > most) throw new RangeError('too many dots')
  // photographs of telephones are packed in a way that only the second of the two can read
  const png =
    about?.compression === 'av1'
      ? await sharp(bytes, { limitInputPixels: most }).rotate().png({ compressionLevel: 1 }).toBuffer()
      : await heic(bytes)
  sayForm('image/png', png, facts)
}

async function heic(bytes: Buffer): Promise<Buffer> {
  const { HeifDecoder } = createRequire(import.meta.url)('libheif-js/wasm-bundle') as Heif // its types are for browsers
  const [image] = new HeifDecoder().decode(bytes)
  if (!image) throw new Error('no picture inside')
  const [width, height] = [image.get_width(), image.get_height()]
  if (width * height > most) throw new RangeError('too many dots')
  const data = new Uint8ClampedArray(width * height * 4)
  const shown = await new Promise((resolve) => image.display({ data, width, height }, resolve))
  if (!shown) throw new Error('the picture cannot be opened')
  const raw = { width, height, channels: 4 as const }
  return sharp(data, { raw, limitInputPixels: most })
    .flatten({ background: '#fff' })
    .png({ compressionLevel: 1 })
    .toBuffer()
}

function sayForm(mediaType: string, bytes: Uint8Array, facts: Record<string, unknown>): void {
  say({ kind: 'form', mediaType, bytes: bytes.length, facts })
  sayBytes(bytes)
}

try {
  await main()
  writeFrame('end')
} catch (error) {
  writeFrame('fail', failureOf(error))
}
process.exit(0)
