/** The tags that a note does not say already: beside "Demonstration request, never sent" nobody needs "demonstration". */
export const tagsBeside = (note: string, tags: readonly string[]) =>
  tags.filter((tag) => !note.toLowerCase().startsWith(tag.toLowerCase()))
