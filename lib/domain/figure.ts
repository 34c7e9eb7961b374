export type FigureSource = {
  date?: string
  outlet?: string
  title?: string
  url?: string
  documentId?: string
  page?: number
}
