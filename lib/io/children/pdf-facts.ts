import type * as mupdf from 'mupdf'
import { isMemory } from '#lib/io/children/give-up'

type PDFDocument = mupdf.PDFDocument
type PDFObject = mupdf.PDFObject

/** What the file says of itself, without looking at a page; a part that is broken is left out and costs no page. */
export function factsOf(pdf: PDFDocument): Record<string, unknown> {
  const facts: Record<string, unknown> = {}
  const put = (name: string, read: () => unknown) => {
    try {
      const value = read()
      if (value !== undefined && value !== null && value !== '' && value !== 0) facts[name] = value
    } catch {
      // nothing is known of it
    }
  }
  const said = (key: string, most = 500) => tidy(pdf.getMetaData(key), most)
  put('format', () => said('format', 60))
  put('title', () => said('info:Title'))
  put('author', () => said('info:Author'))
  put('creator', () => said('info:Creator'))
  put('producer', () => said('info:Producer'))
  put('createdAt', () => dated(said('info:CreationDate', 60)))
  put('modifiedAt', () => dated(said('info:ModDate', 60)))
  const root = (...path: string[]) => under(pdf.getTrailer().get('Root'), path)
  put('extra', () => {
    const subject = said('info:Subject')
    const keywords = said('info:Keywords')
    const extra = [...(subject ? [['Subject', subject]] : []), ...(keywords ? [['Keywords', keywords]] : [])]
    return extra.length > 0 ? extra : undefined
  })
  put('encrypted', () => (said('encryption', 100) ?? 'None') !== 'None' || undefined)
  put('revisions', () => pdf.countVersions())
  put('tagged', () => root('MarkInfo', 'Marked').asBoolean() || undefined)
  put('signatures', () => signaturesOf(root('AcroForm', 'Fields')))
  put('layers', () => layersOf(pdf))
  put('attachments', () => Object.keys(pdf.getEmbeddedFiles()).length)
  put('formFields', () => lengthOf(root('AcroForm', 'Fields')))
  put('scripts', () => scriptsOf(root()))
  return facts
}

/**
 * Notes, stamps and the like on a page, and of these the files pinned to it; links and form fields are none. `drawn`:
 * whether any of them, form fields too, may show words upon the page. What is broken among them costs no page.
 */
export function annotationsOn(pdf: PDFDocument, index: number): { notes: number; files: number; drawn: boolean } {
  const count = { notes: 0, files: 0, drawn: false }
  try {
    const list = pdf.findPage(index).get('Annots')
    for (let i = 0; i < Math.min(lengthOf(list), 10_000); i++) {
      const kind = nameOf(list.get(i).get('Subtype'))
      if (kind !== 'Link' && kind !== 'Popup') count.drawn = true
      if (!['Link', 'Widget', 'Popup'].includes(kind)) count.notes++
      if (kind === 'FileAttachment') count.files++
    }
  } catch (error) {
    if (isMemory(error)) throw error
  }
  return count
}

/** What lies at the end of a path; mupdf has nothing to give of what is not there. */
const under = (start: PDFObject, path: string[]) =>
  path.reduce((at, name) => (at.isDictionary() ? at.get(name) : at), start)

const lengthOf = (list: PDFObject) => (list.isArray() ? list.length : 0)
const nameOf = (name: PDFObject) => (name.isName() ? name.asName() : '')
const textOf = (text: PDFObject, most: number) => (text.isString() ? tidy(text.asString(), most) : undefined)

/** One line without control signs; nothing where there is none. */
function tidy(text: string | undefined, most: number): string | undefined {
  const line = (text ?? '')
    .replace(/[\p{Cc}\p{Cs}\ufeff]+/gu, ' ')
    .trim()
    .slice(0, most)
  return line === '' ? undefined : line
}

/** D:20250812143000-07'00' → 2025-08-12T14:30:00-07:00; as written where it is no such date. */
function dated(text: string | undefined): string | undefined {
  const match = /^D:(\d{4})(\d\d)?(\d\d)?(\d\d)?(\d\d)?(\d\d)?(?:([+-])(\d\d)'?(\d\d)?|Z)?/.exec(text ?? '')
  if (!match) return text
  const [, year, month = '01', day = '01', hour, minute = '00', second = '00', sign, zoneHours, zoneMinutes = '00'] =
    match
  const zone = sign ? `${sign}${zoneHours}:${zoneMinutes}` : text?.includes('Z') ? 'Z' : ''
  return `${year}-${month}-${day}${hour ? `T${hour}:${minute}:${second}${zone}` : ''}`
}

function signaturesOf(fields: PDFObject): unknown {
  const found: Record<string, string>[] = []
  let seen = 0
  const walk = (list: PDFObject, depth: number) => {
    for (let i = 0; i < lengthOf(list) && seen < 5000 && found.length < 50; i++) {
      seen++
      const field = list.get(i)
      if (nameOf(field.get('FT')) === 'Sig' && field.get('V').isDictionary()) {
        const signed = field.get('V')
        const [by, at, reason] = [
          textOf(signed.get('Name'), 300),
          dated(textOf(signed.get('M'), 60)),
          textOf(signed.get('Reason'), 300),
        ]
        found.push({ ...(by ? { by } : {}), ...(at ? { at } : {}), ...(reason ? { reason } : {}) })
      }
      if (depth < 10) walk(field.get('Kids'), depth + 1)
    }
  }
  walk(fields, 0)
  return found.length > 0 ? found : undefined
}

function layersOf(pdf: PDFDocument): unknown {
  const layers = Array.from({ length: Math.min(pdf.countLayers(), 200) }, (_, i) => ({
    name: tidy(pdf.getLayerName(i), 200) ?? `layer ${i + 1}`,
    shown: pdf.isLayerVisible(i),
  }))
  return layers.length > 0 ? layers : undefined
}

/** Programs in the file that a viewer might run; we never do. */
function scriptsOf(root: PDFObject): number {
  let count = lengthOf(under(root, ['Names', 'JavaScript', 'Names'])) / 2
  count += lengthOf(under(root, ['Names', 'JavaScript', 'Kids']))
  if (nameOf(under(root, ['OpenAction', 'S'])) === 'JavaScript') count++
  const more = root.get('AA')
  if (more.isDictionary())
    more.forEach(() => {
      count++
    })
  return Math.ceil(count)
}
