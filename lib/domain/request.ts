export const stages = ['draft', 'filed', 'acknowledged', 'awaiting_response', 'needs_action', 'appealing', 'litigation', 'closed'] as const
export const needs = ['clarification', 'fee_decision', 'payment', 'form', 'portal_login'] as const
export const outcomes = ['fulfilled', 'partial', 'no_records', 'denied', 'withdrawn', 'consolidated', 'referred', 'no_response'] as const
