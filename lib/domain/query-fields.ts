import { findingStatuses } from '#lib/domain/finding'
import { jurisdictionCodes } from '#lib/domain/jurisdiction'
import { readDays, readNumbers } from '#lib/domain/query-values'
import { standingWord, standingWords } from '#lib/domain/standing'
import type { viewLists } from '#lib/domain/view'

export type List = (typeof viewLists)[number]

/** What may stand behind the colon. `nothing`: what the field asks about does not exist here yet, in words. */
export type FieldSpec = {
  kind: 'text' | 'days' | 'days ahead' | 'number' | 'words'
  /** For kind `words`: those that are known, as they are shown. */
  words?: readonly string[]
  /** What was typed → as it is kept; null where it is not known. */
  reads?: (value: string) => string | null
  nothing?: string
  /** The same for some of its words: `has:fee`. */
  nothingOf?: Record<string, string>
}

const hyphened = (value: string) =>
  value
    .trim()
    .toLowerCase()
    .replace(/[_\s]+/g, '-')
const oneOf = (words: readonly string[], also: Record<string, string> = {}): FieldSpec => ({
  kind: 'words',
  words,
  reads: (value) => {
    const word = hyphened(value)
    const known = Object.hasOwn(also, word) ? also[word] : undefined
    return known ?? (words.includes(word) ? word : null)
  },
})
const sorted = (words: readonly string[]): FieldSpec => ({
  kind: 'words',
  words,
  reads: (value) => (words.includes(hyphened(value).replace(/^-/, '')) ? hyphened(value) : null),
})
const notYet = (nothing: string): FieldSpec => ({ kind: 'text', nothing })

const text: FieldSpec = { kind: 'text' }
const past: FieldSpec = { kind: 'days' }
const ahead: FieldSpec = { kind: 'days ahead' }
const number: FieldSpec = { kind: 'number' }
const codes: readonly string[] = jurisdictionCodes
const state: FieldSpec = {
  kind: 'words',
  words: codes,
  reads: (value) => (codes.includes(value.trim().toUpperCase()) ? value.trim().toUpperCase() : null),
}
const standing: FieldSpec = { ...oneOf(standingWords), reads: (v) => (standingWord(v) ? hyphened(v) : null) }
const late = ['overdue', 'due-soon']
const stood: FieldSpec = {
  kind: 'words',
  words: standingWords.filter((word) => !late.includes(word)),
  reads: (v) => (standingWord(v) && !late.includes(hyphened(v)) ? hyphened(v) : null),
}

/** Kinds of file, as people call them. */
export const fileTypes = ['pdf', 'mail', 'image', 'spreadsheet', 'word', 'slides', 'text', 'web', 'archive'] as const
export type FileType = (typeof fileTypes)[number]
const fileWords: Record<string, FileType> = {
  email: 'mail',
  eml: 'mail',
  msg: 'mail',
  photo: 'image',
  scan: 'image',
  excel: 'spreadsheet',
  xlsx: 'spreadsheet',
  csv: 'spreadsheet',
  doc: 'word',
  docx: 'word',
  pptx: 'slides',
  powerpoint: 'slides',
  txt: 'text',
  html: 'web',
  zip: 'archive',
}
const foundTypes = ['document', 'message', 'request', 'finding'] as const
const foundWords = { communication: 'message', letter: 'message', page: 'document' }
const documentStates = ['processing', 'ready', 'failed'] as const
const inPapers = ['unread', 'failed', 'ready', 'processing', 'duplicate', 'loose', 'private']
const ofPapers = ['no-text', 'attachment', 'finding', 'request', 'warning', 'text-cut', 'page-broken', 'attached-files']
const requestIs = ['overdue', 'due-soon', 'open', 'closed', 'draft', 'unread', 'mine', 'private']
const requestHas = ['reply', 'document', 'finding', 'tracking', 'tag', 'owner']
const documentAlso = { attachments: 'attachment', findings: 'finding', warnings: 'warning' }
const requestAlso = { replies: 'reply', documents: 'document', findings: 'finding', tags: 'tag' }

const nothingOf = { note: 'a note', fee: 'a fee', label: 'a label', redaction: 'a redaction', batch: 'a batch' }
const has = (words: readonly string[], also: Record<string, string>): FieldSpec => ({
  ...oneOf([...words, ...Object.keys(nothingOf)], { ...also, notes: 'note', fees: 'fee', labels: 'label' }),
  words,
  nothingOf,
})

/** What every list knows already, although the thing is still to come. */
const later: Record<string, FieldSpec> = {
  note: notYet('a note'),
  label: notYet('a label'),
  fee: notYet('a fee'),
  batch: notYet('a batch'),
  redacted: notYet('a redaction'),
  in: notYet('notes'),
}

const request: Record<string, FieldSpec> = {
  agency: text,
  state,
  status: standing,
  was: stood,
  owner: text,
  tag: text,
  investigation: text,
  request: text,
  due: ahead,
  filed: past,
  updated: past,
  replied: past,
  tracking: text,
  has: has(requestHas, requestAlso),
  is: oneOf(requestIs),
}
const paper: Record<string, FieldSpec> = {
  doc: text,
  agency: text,
  state,
  investigation: text,
  request: text,
  kind: text,
  type: oneOf(fileTypes, fileWords),
  from: text,
  to: text,
  date: past,
  added: past,
  pages: number,
  text,
  finding: text,
  status: oneOf(documentStates),
  has: has(ofPapers, documentAlso),
  is: oneOf(inPapers),
}

/** Per list: the fields that mean something there. What only another list knows is said to the person. */
export const fieldsOf: Record<List, Record<string, FieldSpec>> = {
  requests: { ...request, sort: sorted(['due', 'filed', 'reply', 'updated', 'number', 'agency']), ...later },
  documents: { ...paper, sort: sorted(['added', 'name', 'pages']), ...later },
  findings: {
    type: text,
    agency: text,
    state,
    status: oneOf(findingStatuses, { claimed: 'proposed', confirmed: 'checked' }),
    investigation: text,
    author: text,
    doc: text,
    page: number,
    date: past,
    ...later,
  },
  agencies: { state, place: text, county: text, has: oneOf(['contact', 'request', 'email'], { requests: 'request' }) },
  search: {
    ...request,
    ...paper,
    page: number,
    author: text,
    type: oneOf([...foundTypes, ...fileTypes], { ...fileWords, ...foundWords }),
    status: oneOf([...standingWords, ...findingStatuses, ...documentStates]),
    has: has([...requestHas, ...ofPapers], { ...requestAlso, ...documentAlso }),
    is: oneOf([...new Set([...requestIs, ...inPapers])]),
    ...later,
  },
}

/** Other names for the same: what DocumentCloud and Alaveteli call them. */
const aliases: Partial<Record<List | 'all', Record<string, string>>> = {
  all: {
    organization: 'agency',
    requested_from: 'agency',
    requested_by: 'owner',
    project: 'investigation',
    latest_status: 'status',
    filetype: 'type',
    document: 'doc',
    jurisdiction: 'state',
    created_at: 'added',
    updated_at: 'updated',
    by: 'author',
  },
  requests: { date: 'filed', created_at: 'filed', user: 'owner', reply: 'replied' },
  findings: { owner: 'author', user: 'author', added: 'date', created_at: 'date' },
}

/** The field that a name means in a list: its own name and what may be asked; null where it means nothing. */
export function fieldNamed(list: List, name: string): { name: string; spec: FieldSpec } | null {
  const fields = fieldsOf[list]
  const own = (table: Record<string, string> | undefined) =>
    table && Object.hasOwn(table, name) ? table[name] : undefined
  for (const known of [name, own(aliases[list]), own(aliases.all)]) {
    const spec = known !== undefined && Object.hasOwn(fields, known) ? fields[known] : undefined
    if (spec && known) return { name: known, spec }
  }
  return null
}

/** Where a field means something, if not here. */
export const listsWith = (name: string) => (Object.keys(fieldsOf) as List[]).filter((list) => fieldNamed(list, name)) // its own keys

/** A value as it is kept, or null where the field does not know such a thing. */
export function readValue(spec: FieldSpec, value: string): string | null {
  if (spec.reads) return spec.reads(value)
  if (spec.kind === 'text') return value.replace(/\*+$/, '').trim() || null
  if (spec.kind === 'number') return readNumbers(value) ? value.trim() : null
  return readDays(value, spec.kind === 'days ahead') ? value.trim().toLowerCase() : null
}
