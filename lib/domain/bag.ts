/** One file of a bag's payload. `path` begins under `data/`; `open` is asked when its turn has come. */
export type BagFile = {
  path: string
  open: () => AsyncIterable<Uint8Array | string> | Promise<AsyncIterable<Uint8Array | string>>
  /** Worth pressing: text. */
  pressed?: boolean
}
/** What a bag says of itself beside its payload; `readme` stands beside the manifests. */
export type BagSays = { folder: string; at: Date; info: readonly (readonly [string, string])[]; readme: string }
/** What was found where a bag should be: every file by its path, and the words of the small ones at the top. */
export type FoundBag = {
  files: ReadonlyMap<string, { sha256: string; bytes: number }>
  texts: ReadonlyMap<string, string>
  /** What is no plain file: links, what could not be read. In words. */
  odd: readonly string[]
}

export const bagDeclaration = 'BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n'
export const manifestName = 'manifest-sha256.txt'
export const tagManifestName = 'tagmanifest-sha256.txt'

/** One line of a manifest (RFC 8493, 2.1.3). */
export const manifestLine = (sha256: string, path: string) => `${sha256}  ${encodePath(path)}\n`

/** Values stay on one line each. */
export const bagInfo = (pairs: readonly (readonly [string, string])[]) =>
  pairs.map(([label, value]) => `${label}: ${value.replace(/\s+/g, ' ').trim()}\n`).join('')

const encodePath = (path: string) =>
  path.replace(/[%\r\n]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`)
const decodePath = (path: string) =>
  path.replace(/%(25|0A|0D)/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))

/** A name that every system keeps as it is: ASCII letters, digits and dots; its ending stays. At most 100 characters. */
export function safeName(name: string): string {
  const plain = name
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .replace(/[^A-Za-z0-9._-]+/g, '-')
    .replace(/\.{2,}/g, '.')
    .replace(/-*\.-*/g, '.')
    .replace(/^[-.]+|[-.]+$/g, '')
  const ending = /\.[A-Za-z0-9]{1,10}$/.exec(plain)?.[0] ?? ''
  return plain.slice(0, plain.length - ending.length).slice(0, 100 - ending.length) + ending || 'file'
}

/**
 * Whether what was found is a whole bag: declaration, manifest and tag manifest, every file with its very bytes,
 * nothing beside them. @returns what is wrong, in words; nothing where all is well.
 */
export function judgeBag({ files, texts, odd }: FoundBag): string[] {
  const wrong = [...odd]
  const declared = texts.get('bagit.txt')
  if (declared === undefined) wrong.push('bagit.txt is missing: this is no bag.')
  else if (!/^BagIt-Version: *(0\.97|1\.0)\r?\nTag-File-Character-Encoding: *UTF-8\s*$/.test(declared))
    wrong.push('bagit.txt does not say what it must.')
  const isPayload = (path: string) => path.startsWith('data/')
  const payload = [...files.keys()].filter(isPayload)
  const tags = [...files.keys()].filter((path) => !isPayload(path) && path !== tagManifestName)
  const kinds = [
    [manifestName, payload, isPayload],
    [tagManifestName, tags, (path: string) => !isPayload(path) && path !== tagManifestName],
  ] as const
  for (const [name, there, belongs] of kinds) wrong.push(...judgeManifest(name, { files, texts }, there, belongs))
  const oxum = /^Payload-Oxum: *(\d+)\.(\d+)\s*$/m.exec(texts.get('bag-info.txt') ?? '')
  const bytes = payload.reduce((sum, path) => sum + (files.get(path)?.bytes ?? 0), 0)
  if (oxum && (Number(oxum[1]) !== bytes || Number(oxum[2]) !== payload.length))
    wrong.push(
      `bag-info.txt speaks of ${oxum[2]} files with ${oxum[1]} bytes; there are ${payload.length} with ${bytes}.`,
    )
  return wrong
}

function judgeManifest(
  name: string,
  { files, texts }: Pick<FoundBag, 'files' | 'texts'>,
  there: readonly string[],
  belongs: (path: string) => boolean,
): string[] {
  const text = texts.get(name)
  if (text === undefined) return [`${name} is missing${files.has(name) ? ' or too large to be read' : ''}.`]
  const wrong: string[] = []
  const listed = new Set<string>()
  for (const line of text.split(/\r\n|\r|\n/)) {
    if (line === '') continue
    const [, sum = '', written = ''] = /^([0-9a-fA-F]{64})[ \t]+\*?(?:\.\/)?(.+)$/.exec(line) ?? []
    const path = decodePath(written)
    if (path === '' || !belongs(path)) {
      wrong.push(`${name} has a line that does not fit: ${line.slice(0, 120)}`)
      continue
    }
    if (listed.has(path)) wrong.push(`${path} stands twice in ${name}.`)
    listed.add(path)
    const found = files.get(path)
    if (!found) wrong.push(`${path} is missing.`)
    else if (found.sha256 !== sum.toLowerCase()) wrong.push(`${path} has other bytes than ${name} says.`)
  }
  for (const path of there) if (!listed.has(path)) wrong.push(`${path} is not in ${name}: it was added.`)
  return wrong
}
