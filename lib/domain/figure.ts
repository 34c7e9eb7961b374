export type FigureSource = {
  date?: string
  /** The day of publication is not printed in the text at hand: show it as approximate. */
  approximate?: boolean
  outlet?: string
  title?: string
  url?: string
  /** 1 strongest; null where nobody graded it. */
  tier?: number | null
  documentId?: string
  page?: number
}
