/** Text that every database keeps as it is: whole characters, none of them the zero byte. */
export const isKeepable = (text: string): boolean => text.isWellFormed() && !text.includes('\0')

/** Where in a parsed value the first text stands that cannot be kept: `contacts.0.address`; null where all can. */
export function firstUnkeepable(value: unknown, path: readonly string[] = []): string | null {
  if (typeof value === 'string') return isKeepable(value) ? null : path.join('.')
  if (value === null || typeof value !== 'object') return null
  for (const [key, below] of Object.entries(value)) {
    const found = isKeepable(key) ? firstUnkeepable(below, [...path, key]) : path.join('.')
    if (found !== null) return found
  }
  return null
}

/** Said beside the field. */
export const unkeepableText =
  'This text holds a character that cannot be kept (a zero byte or half a character). Remove it.'
