import { readdir } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import type { Native } from '#lib/io/native'

/** Who reads: the machine's own tesseract, or the same program in WebAssembly, from our packages. */
export type Engine = 'native' | 'npm'

/** Which languages there is data for, and who can read them. */
export async function knownLanguages(native: Native, engine: Engine | undefined): Promise<Map<string, Engine[]>> {
  const found = new Map<string, Engine[]>()
  if (engine !== 'native') for (const language of await packagedLanguages()) found.set(language, ['npm'])
  const program = engine === 'npm' ? null : await native.find('tesseract')
  if (!program) return found
  const listed = await native
    .run({ program, args: ['--list-langs'], totalMs: 10_000, mostBytes: 100_000 })
    .catch(() => Buffer.alloc(0))
  for (const line of listed.toString('utf8').split('\n'))
    if (/^[a-z]{3}(_[A-Za-z]+)?$/.test(line) && line !== 'osd') found.set(line, [...(found.get(line) ?? []), 'native'])
  return found
}

async function packagedLanguages(): Promise<string[]> {
  try {
    const require = createRequire(join(process.cwd(), 'package.json'))
    const folder = dirname(dirname(require.resolve('@tesseract.js-data/eng/package.json')))
    return (await readdir(folder)).filter((name) => /^[a-z]{3}(_[a-z]+)?$/i.test(name))
  } catch {
    return []
  }
}
