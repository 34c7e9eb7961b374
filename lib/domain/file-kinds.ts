/** Media types by what is done with a file; they are told by its content when it is taken in. */

/** One message: becomes pages, and what it carries documents of their own. */
export const mailTypes: readonly string[] = [
  'message/rfc822',
  'message/x-emlx',
  'application/vnd.ms-outlook',
  'application/vnd.ms-tnef',
]

/** Many messages. */
export const mailboxTypes: readonly string[] = ['application/mbox', 'application/vnd.ms-outlook-pst']

/** Holds other files, which become documents of their own; its own pages are the list of them. */
export const packTypes: readonly string[] = [...mailboxTypes, 'application/zip']
