import { stringify } from 'csv-stringify/sync'
import writeExcelFile from 'write-excel-file/node'
import { z } from 'zod'
import { Refusal } from '#lib/domain/refusal'

/** A column of a list that leaves as a file: its header (stable snake_case) and its value for a row. */
export type Column<T> = { name: string; value: (row: T) => string | number | null }

/** The query field of a list that also answers as a file. */
export const formatQuery = { format: z.enum(['json', 'csv', 'xlsx'], 'A format is json, csv or xlsx.').optional() }

/** Rows → a file that spreadsheets open: no cell is ever read as a formula, dates stay as they are written. */
export async function tableFile<T>(
  format: 'csv' | 'xlsx',
  name: string,
  columns: readonly Column<T>[],
  rows: readonly T[],
): Promise<Response> {
  const headers = {
    'content-disposition': `attachment; filename="${name}.${format}"`,
    'cache-control': 'private, no-store',
    'x-content-type-options': 'nosniff',
  }
  if (format === 'csv') {
    const text = stringify(
      rows.map((row) => columns.map(({ value }) => value(row))),
      { header: true, columns: columns.map((column) => column.name), escape_formulas: true, bom: true },
    )
    return new Response(text, { headers: { ...headers, 'content-type': 'text/csv; charset=utf-8' } })
  }
  const cell = (value: string | number | null) =>
    value === null ? null : typeof value === 'number' ? { value, type: Number } : { value, type: String }
  const head = columns.map((column) => ({ value: column.name, type: String, fontWeight: 'bold' as const }))
  const data = [head, ...rows.map((row) => columns.map(({ value }) => cell(value(row))))]
  const bytes = await writeExcelFile(data).toBuffer()
  const type = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
  return new Response(new Uint8Array(bytes), { headers: { ...headers, 'content-type': type } })
}

/** All pages of a list, for a file. More than `most` rows are refused: narrow the question. */
export async function allPages<T>(
  read: (paging: { limit: number; cursor?: string | undefined }) => Promise<{ data: T[]; nextCursor: string | null }>,
  most = 50_000,
): Promise<T[]> {
  const rows: T[] = []
  let cursor: string | undefined
  do {
    const page = await read({ limit: 200, cursor })
    rows.push(...page.data)
    cursor = page.nextCursor ?? undefined
    if (rows.length > most) throw new Refusal('invalid', `That is more than ${most} rows. Narrow the list first.`)
  } while (cursor)
  return rows
}
