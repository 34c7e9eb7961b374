import type { Alike } from '#lib/domain/correspondence'

/** What sets a document apart from one that is alike: “differs on 2 of 35 pages”, “97 % the same words”. */
export function differenceInWords({
  similarity,
  differs,
  pages,
}: Pick<Alike, 'similarity' | 'differs' | 'pages'>): string {
  if (differs) {
    const more = pages - differs.of
    const longer = more > 0 ? `, and has ${more} more ${more === 1 ? 'page' : 'pages'}` : ''
    if (differs.pages === 0) return more > 0 ? `the same pages${longer}` : 'the same words on every page'
    const [page] = differs.on
    const where = differs.pages === 1 && page ? `page ${page}` : `${differs.pages}`
    return `differs on ${where} of ${differs.of}${differs.pages === 1 ? '' : ' pages'}${longer}`
  }
  return similarity >= 0.995 ? 'the same words' : `${Math.round(similarity * 100)} % the same words`
}
