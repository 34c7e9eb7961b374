// The closed lists stand here first, because the schema's columns are made of them; the law helper extends this file.
export const directions = ['in', 'out'] as const
export const channels = ['email', 'post', 'fax', 'portal', 'phone', 'in_person', 'upload'] as const
export const inKinds = ['acknowledgment', 'interim', 'extension', 'clarification', 'fee_estimate', 'invoice', 'fee_waiver_granted', 'fee_waiver_denied', 'records', 'partial_records', 'no_records', 'denial', 'transfer', 'appeal_acknowledgment', 'appeal_granted', 'appeal_denied', 'bounce', 'auto_reply', 'other'] as const
export const outKinds = ['request', 'reminder', 'clarification', 'fee_waiver', 'payment', 'appeal', 'extension_answer', 'withdrawal', 'other'] as const
export const communicationKinds = [...new Set([...inKinds, ...outKinds])] as unknown as readonly [string, ...string[]]
