export const findingStatuses = ['proposed', 'checked', 'disputed', 'cleared'] as const
export type FindingStatus = (typeof findingStatuses)[number]
export const anchorRoles = ['supports', 'contradicts', 'context'] as const
export type AnchorRole = (typeof anchorRoles)[number]
export const valueTypes = ['number', 'usd', 'text', 'date', 'count'] as const
export type ValueType = (typeof valueTypes)[number]
/** A typed value that every finding of a type may carry. usd: dollars, not cents. */
export type ValueDefinition = { key: string; label: string; type: ValueType; unit?: string }
