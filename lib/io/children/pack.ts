/**
 * The program that takes out what a file holds: the entries of a ZIP, the mails of a mailbox file or of Outlook's data
 * file, the files inside a PDF. Runs alone, in the sandbox, on one file (descriptor 3), answers on descriptor 4.
 * Spawned by path, imported by nobody.
 */

import { fstatSync, readFileSync } from 'node:fs'
import { failureOf, GiveUp } from '#lib/io/children/give-up'
import { createTeller, type Limits, Stop } from '#lib/io/children/tell-entries'
import { inputFd, say, writeFrame } from '#lib/io/frames'

type Args = { mediaType: string; password?: string; limits: Limits }

async function main(): Promise<void> {
  const { mediaType, password, limits } = JSON.parse(readFileSync(0, 'utf8')) as Args // said by our own parent
  const tell = createTeller(limits, fstatSync(inputFd).size)
  try {
    // each brings its own library along: only the one that is needed is loaded
    if (mediaType === 'application/zip')
      await (await import('#lib/io/children/unzip')).unzip(tell, limits.entries, password)
    else if (mediaType === 'application/mbox')
      await (await import('#lib/io/children/split-mbox')).splitMbox(tell, limits.entries)
    else if (mediaType === 'application/vnd.ms-outlook-pst')
      await (await import('#lib/io/children/read-pst')).readPst(tell, limits.entries)
    else if (mediaType === 'application/pdf')
      await (await import('#lib/io/children/pdf-files')).pdfFiles(tell, limits.entries, password)
    else throw new GiveUp('unsupported')
  } catch (error) {
    if (!(error instanceof Stop)) throw error
    say({ kind: 'stopped', why: error.why })
  }
  writeFrame('end')
}

try {
  await main()
} catch (error) {
  writeFrame('fail', failureOf(error))
}
process.exit(0)
