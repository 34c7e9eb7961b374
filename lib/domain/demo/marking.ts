/** Stands on every page and in every mail of the demonstration. */
export const demoMark = 'Demonstration document, not an original record'

/** Stands on row, page and print of every request of the demonstration that is not a finished one. */
export const neverSent = 'Demonstration request, never sent'

/**
 * Whose act something is. A finding is checked by an editor who is not its author, so the demonstration needs two
 * people; who they are is the loader's business.
 */
export type DemoPerson = 'reporter' | 'editor'
