/**
 * The program that reads one mail of any format. Runs alone, in the sandbox, on one file (descriptor 3), answers on
 * descriptor 4. Spawned by path, imported by nobody.
 */

import { readFileSync } from 'node:fs'
import { failureOf, GiveUp } from '#lib/io/children/give-up'
import { type Message, sayMessage, type Warning } from '#lib/io/children/message'
import { readEml, readEmlx } from '#lib/io/children/read-eml'
import { isTnef } from '#lib/io/children/tnef'
import { inputFd, writeFrame } from '#lib/io/frames'

async function main(): Promise<void> {
  const args = JSON.parse(readFileSync(0, 'utf8')) as { mediaType?: string; attachments: boolean } // said by our own parent
  const warnings: Warning[] = []
  const raw = readFileSync(inputFd)
  const message = await readMessage(raw, args.mediaType ?? kindOf(raw), warnings)
  sayMessage(message, warnings, args.attachments)
  writeFrame('end')
}

async function readMessage(raw: Buffer, mediaType: string, warnings: Warning[]): Promise<Message> {
  // each brings its own library along: only the one that is needed is loaded
  if (mediaType === 'application/vnd.ms-outlook')
    return (await import('#lib/io/children/read-msg')).readMsg(raw, warnings)
  if (mediaType === 'message/x-emlx') return readEmlx(raw, warnings)
  if (mediaType !== 'application/vnd.ms-tnef') return readEml(raw, warnings)
  const message = (await import('#lib/io/children/read-tnef')).readTnef(raw, warnings)
  if (!message) throw new GiveUp('damaged')
  return message
}

function kindOf(raw: Buffer): string {
  if (raw.toString('hex', 0, 4) === 'd0cf11e0') return 'application/vnd.ms-outlook'
  if (isTnef(raw)) return 'application/vnd.ms-tnef'
  return /^\s*\d{1,12}\s*\r?\n/.test(raw.toString('latin1', 0, 40)) ? 'message/x-emlx' : 'message/rfc822'
}

try {
  await main()
} catch (error) {
  writeFrame('fail', failureOf(error))
}
process.exit(0)
