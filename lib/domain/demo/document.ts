import type { DemoPerson } from '#lib/domain/demo/marking'

/** What can stand on a page of a demonstration document, in the order it is read. */
export type Block =
  | { block: 'letterhead'; name: string; lines: string[] }
  | { block: 'title'; text: string; points?: number }
  | { block: 'heading'; text: string }
  /** `number` stands before the text, on the same line: "3.2 For each …". */
  | { block: 'paragraph'; text: string; number?: string; centred?: boolean }
  | { block: 'boxed'; text: string }
  | { block: 'fields'; rows: [label: string, value: string][] }
  | { block: 'signatures'; parties: { for: string; by: string; on: string }[] }
  | { block: 'space'; points: number }

/** One page each; a page that does not hold its blocks is an error, because findings cite pages. */
export type Sheets = { stamp: string; pages: Block[][] }

/** A mail as it went out. Plain ASCII; each entry of `body` is one paragraph. `date` is an ISO 8601 instant with offset. */
export type DemoMail = {
  from: string
  to: string[]
  date: string
  subject: string
  messageId: string
  /** Message ids of the thread before it, oldest first; the last one is what it answers. */
  references: string[]
  body: string[]
  /** Keys of the documents that it carries. */
  attachments: string[]
}

/**
 * A file of the demonstration and where it belongs. `requestKey` and `communicationKey` name rows of requests.ts.
 * A mail among them is a record that was released, not our own correspondence: it hangs under the communication that
 * brought it and is no communication of the request itself. `attachedTo`: the mail whose attachment has the same bytes.
 * `read`: who read which pages; `toItsEnd` is the switch that the board's "looked" rests on.
 */
export type DemoDocument = {
  key: string
  name: string
  kind: string
  mediaType: 'application/pdf' | 'message/rfc822'
  requestKey: string | null
  communicationKey: string | null
  attachedTo?: string
  pages: number
  read: { by: DemoPerson; pages: [first: number, last: number]; toItsEnd: boolean } | null
  content:
    | ({ form: 'sheets' } & Sheets)
    | { form: 'mail'; mail: DemoMail }
    /** The sheets made into pictures: pages without a text layer, as a scanner leaves them. */
    | ({ form: 'scan' } & Sheets)
    | { form: 'log'; stamp: string; title: string; pages: number; rowsPerPage: number }
}
