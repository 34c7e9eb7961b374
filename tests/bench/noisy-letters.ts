import * as mupdf from 'mupdf'
import sharp from 'sharp'
import { pdfOf, stream } from '../fixtures/make-pdf.ts'

const fonts = ['Times', 'Helvetica', 'Courier', 'Charis SIL']
const dpi = 200
/** What a copier and a fax do to a letter: degrees, pixels, greys, share of pixels, greys, quality. */
const severities = [
  { skew: 0, blur: 0.4, noise: 4, speckle: 0, shade: 0, quality: 85 },
  { skew: 0.6, blur: 0.6, noise: 8, speckle: 0.002, shade: 20, quality: 72 },
  { skew: -1.1, blur: 0.8, noise: 10, speckle: 0.005, shade: 30, quality: 58 },
  { skew: 1.6, blur: 0.8, noise: 12, speckle: 0.009, shade: 40, quality: 45 },
]

/** The same sequence of numbers 0–1 for the same seed. */
function random(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32
  }
}

export type NoisyPage = { severity: number; font: string; points: number; text: string; jpeg: Buffer }

/** 16 dense letter pages whose words are known: four fonts, 9 to 12 points, 200 dpi, four severities. */
export async function noisyLetters(): Promise<NoisyPage[]> {
  const pages: NoisyPage[] = []
  for (const [severity, damage] of severities.entries())
    for (const [i, font] of fonts.entries()) {
      const points = 9 + ((i + severity) % 4)
      const dice = random(1000 * severity + i)
      const { text, pixels, width, height } = drawn(letter(dice), font, points)
      const worn = wear(pixels, width, height, damage, dice)
      const raw = { width, height, channels: 1 as const }
      const jpeg = await sharp(worn, { raw }).toColourspace('b-w').jpeg({ quality: damage.quality }).toBuffer()
      pages.push({ severity, font, points, text, jpeg })
    }
  return pages
}

/** Pages of one picture each, without a word of text. */
export function scanned(pages: readonly { jpeg: Buffer }[]): Buffer {
  const kids = pages.map((_, i) => `${3 + 3 * i} 0 R`).join(' ')
  const [width, height] = [1700, 2200]
  const drawing = 'q 612 0 0 792 0 0 cm /I Do Q'
  return pdfOf([
    '<< /Type /Catalog /Pages 2 0 R >>',
    `<< /Type /Pages /Kids [${kids}] /Count ${pages.length} >>`,
    ...pages.flatMap(({ jpeg }, i) => [
      `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents ${4 + 3 * i} 0 R /Resources << /XObject << /I ${5 + 3 * i} 0 R >> >> >>`,
      stream(drawing),
      stream(
        jpeg,
        `/Type /XObject /Subtype /Image /Width ${width} /Height ${height} /ColorSpace /DeviceGray /BitsPerComponent 8 /Filter /DCTDecode `,
      ),
    ]),
  ])
}

const words = {
  who: 'The department|Our records office|The county|Officer Delgado|Sergeant Whitfield|The vendor|Counsel for the city|The requester|Detective Okafor|The chief of staff|Captain Lindqvist|The public information officer|Ms. Abernathy|The sheriff|The city council',
  did: 'received|approved|signed|forwarded|withheld|reviewed|released|denied|extended|questioned|renewed|cancelled|requested|audited|acknowledged|disclosed',
  what: 'the agreement|the memorandum of understanding|an invoice for camera services|the data sharing agreement|the search audit log|a list of network partners|the retention schedule|three redacted letters|the training materials|the purchase order|the license plate records|all responsive documents|the draft policy|a request for proposals',
  when: 'on March 4, 2021|on October 19, 2022|during the second quarter|before the hearing|within ten business days|on or about June 30, 2023|last Tuesday|by certified mail|in the spring of 2020|after the grant period ended',
  why: 'because the exemption in section 192.345 did not apply|as the statute requires|without consulting the oversight board|in exchange for free equipment|at a cost of $12,450.00 per year|under case number 24-01873|pursuant to ORS 192.311|subject to paragraph (b) of the contract|despite two earlier objections|to avoid further delay|for a total of 1,276 pages',
  also: 'Please find the enclosed copies.|No fee was charged.|A waiver of $85.50 is pending.|See Exhibit 7 for details.|Call 541-555-0142 with questions.|This matter remains open.|The footage was kept for 30 days.|Neither party objected.|We regret the inconvenience.|Names of minors were removed.|Further records may exist.',
}

function letter(dice: () => number): string {
  const pick = (list: string) => {
    const all = list.split('|')
    return all[Math.floor(dice() * all.length)] ?? ''
  }
  const sentence = () =>
    `${pick(words.who)} ${pick(words.did)} ${pick(words.what)} ${pick(words.when)} ${pick(words.why)}. ${dice() < 0.4 ? `${pick(words.also)} ` : ''}`
  const paragraph = () => `<p>${Array.from({ length: 4 + Math.floor(dice() * 4) }, sentence).join('')}</p>`
  return Array.from({ length: 24 }, paragraph).join('')
}

/** The first page of it, as seen and as it reads. */
function drawn(body: string, font: string, points: number) {
  const html = `\ufeff<html xmlns="http://www.w3.org/1999/xhtml"><body>${body}</body></html>`
  const doc = mupdf.Document.openDocument(Buffer.from(html), 'application/xhtml+xml')
  doc.style(
    true,
    `@page { margin: 48pt } body { font-family: '${font}'; font-size: ${points}pt; line-height: 1.4 } p { margin: 0 0 6pt 0 }`,
  )
  doc.layout(612, 792, points)
  const page = doc.loadPage(0)
  const text = page.toStructuredText('').asText()
  const scale = mupdf.Matrix.scale(dpi / 72, dpi / 72)
  const pixmap = page.toPixmap(scale, mupdf.ColorSpace.DeviceGray, false)
  const [width, height] = [pixmap.getWidth(), pixmap.getHeight()]
  return { text, width, height, pixels: new Uint8Array(pixmap.getPixels()) }
}

type Damage = (typeof severities)[number]

function wear(pixels: Uint8Array, width: number, height: number, damage: Damage, dice: () => number): Buffer {
  const soft = blurred(turned(pixels, width, height, damage.skew), width, height, damage.blur)
  const gauss = () => Math.sqrt(-2 * Math.log(1 - dice())) * Math.cos(2 * Math.PI * dice())
  return Buffer.from(
    soft.map((grey, i) => {
      const [x, y] = [(i % width) / width, i / width / height]
      const lit = (40 + grey * 0.84) * 1 - damage.shade * (0.6 * x + 0.4 * (1 - y)) + damage.noise * gauss()
      const struck = dice() < damage.speckle
      return Math.max(0, Math.min(255, struck ? (dice() < 0.5 ? 20 : 235) : lit))
    }),
  )
}

function turned(pixels: Uint8Array, width: number, height: number, degrees: number): Float32Array {
  const [sin, cos] = [Math.sin((degrees * Math.PI) / 180), Math.cos((degrees * Math.PI) / 180)]
  const at = (x: number, y: number) =>
    x < 0 || y < 0 || x >= width || y >= height ? 255 : (pixels[y * width + x] ?? 255)
  return Float32Array.from({ length: width * height }, (_, i) => {
    const [dx, dy] = [(i % width) - width / 2, Math.floor(i / width) - height / 2]
    const [x, y] = [cos * dx + sin * dy + width / 2, -sin * dx + cos * dy + height / 2]
    const [left, top] = [Math.floor(x), Math.floor(y)]
    const [fx, fy] = [x - left, y - top]
    const above = at(left, top) * (1 - fx) + at(left + 1, top) * fx
    const below = at(left, top + 1) * (1 - fx) + at(left + 1, top + 1) * fx
    return above * (1 - fy) + below * fy
  })
}

/** Gaussian, rows then columns. */
function blurred(pixels: Float32Array, width: number, height: number, sigma: number): Float32Array {
  const reach = Math.ceil(3 * sigma)
  const weights = Array.from({ length: 2 * reach + 1 }, (_, i) => Math.exp(-((i - reach) ** 2) / (2 * sigma * sigma)))
  const whole = weights.reduce((a, b) => a + b, 0)
  const pass = (from: Float32Array, step: number, length: number, place: (i: number) => number) =>
    from.map((_, i) => {
      const here = place(i)
      let sum = 0
      for (let k = -reach; k <= reach; k++) {
        const inside = Math.min(length - 1, Math.max(0, here + k)) - here
        sum += (from[i + inside * step] ?? 0) * (weights[k + reach] ?? 0)
      }
      return sum / whole
    })
  const across = pass(pixels, 1, width, (i) => i % width)
  return pass(across, width, height, (i) => Math.floor(i / width))
}
