import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Native } from '#lib/io/native'
import { keepForm } from '#lib/io/office'
import { ParseFailure } from '#lib/io/parse-failure'

/** What LibreOffice is told a file is called, as it goes by the ending. */
const endings: Record<string, string> = {
  'application/msword': 'doc',
  'application/vnd.ms-excel': 'xls',
  'application/vnd.ms-powerpoint': 'ppt',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': 'xlsb',
  'application/vnd.wordperfect': 'wpd',
}
const caps = { totalMs: 180_000, mostBytes: 300e6, tempBytes: 1.5e9 }

/**
 * Lays out, as a PDF, an office file of a kind that our own reader does not know, with LibreOffice of this machine.
 * Throws ParseFailure: `unsupported`, in words, where it is not installed; else that of the program.
 */
export async function layOutNatively(native: Native, path: string, mediaType: string, folder: string): Promise<void> {
  const [office, shell] = [
    (await native.find('soffice')) ?? (await native.find('libreoffice')),
    await native.find('sh'),
  ]
  if (!office || !shell) throw new ParseFailure('unsupported', missing)
  const ending = endings[mediaType] ?? 'bin'
  const script = `cp "$INPUT" in.${ending} && "$0" --headless --norestore --convert-to pdf in.${ending} >/dev/null 2>&1 && cat in.pdf`
  const pdf = await native.run({ program: shell, args: ['-c', script, office], path, ...caps })
  if (!/%PDF-\d/.test(pdf.subarray(0, 1024).toString('latin1'))) throw new ParseFailure('damaged')
  await writeFile(join(folder, 'form'), pdf, { flag: 'w', mode: 0o600 })
  await keepForm(folder, { mediaType: 'application/pdf', facts: {}, pages: 0 })
}
const missing =
  'This kind of office file is read with LibreOffice, which is not installed on this server. The original is kept and can be downloaded.'
