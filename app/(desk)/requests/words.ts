import { type Channel, type CommunicationKind, channels, inKinds, outKinds } from '#lib/domain/communication'

export const channelWords: Record<Channel, string> = {
  email: 'E-mail',
  post: 'Post',
  fax: 'Fax',
  portal: 'Portal',
  phone: 'Phone',
  in_person: 'In person',
  upload: 'File',
}
export const channelChoices = channels.map((value) => ({ value, label: channelWords[value] }))

const inWords: Partial<Record<CommunicationKind, string>> = {
  acknowledgment: 'Acknowledgment',
  interim: 'Word in between',
  extension: 'Extension',
  clarification: 'Asks to clarify',
  fee_estimate: 'Fee estimate',
  invoice: 'Invoice',
  fee_waiver_granted: 'Fee waived',
  fee_waiver_denied: 'Waiver refused',
  records: 'All records',
  partial_records: 'Part of the records',
  no_records: 'No records',
  denial: 'Refusal',
  transfer: 'Passed on to another agency',
  appeal_acknowledgment: 'Appeal received',
  appeal_granted: 'Appeal granted',
  appeal_denied: 'Appeal refused',
  bounce: 'Not delivered',
  auto_reply: 'Automatic reply',
  other: 'Other',
}
const outWords: Partial<Record<CommunicationKind, string>> = {
  request: 'The request',
  reminder: 'Reminder',
  clarification: 'Clarification',
  fee_waiver: 'Request to waive the fee',
  payment: 'Payment',
  appeal: 'Appeal',
  extension_answer: 'Answer to an extension',
  withdrawal: 'Withdrawal',
  other: 'Other',
}

export const kindChoices = {
  in: inKinds.map((value) => ({ value, label: inWords[value] ?? value })),
  out: outKinds.map((value) => ({ value, label: outWords[value] ?? value })),
}

/** What a message is, in words; the kind may not have been told yet. */
export function kindWordsOf({ direction, kind }: { direction: 'in' | 'out'; kind: CommunicationKind | null }): string {
  if (kind === null) return direction === 'in' ? 'Reply' : 'Letter'
  return (direction === 'in' ? inWords : outWords)[kind] ?? kind
}
