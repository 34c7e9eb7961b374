import { maxBytes, maxNameBytes } from '#lib/domain/document'

const bytesOf = (text: string) => new TextEncoder().encode(text).length

/** What an operating system or a program leaves between the records: nobody's record, and not sent. */
export function isSystemFile(path: string): boolean {
  const parts = path.split('/')
  const name = (parts.at(-1) ?? '').toLowerCase()
  if (parts.includes('__MACOSX') || parts.includes('.Trashes') || parts.includes('.Spotlight-V100')) return true
  if (['.ds_store', 'thumbs.db', 'ehthumbs.db', 'desktop.ini', '.localized', 'icon\r'].includes(name)) return true
  return name.startsWith('._') || name.startsWith('~$')
}

/** The name under which a file is sent: with the folders it lay in, as far as 200 bytes hold them. */
export function nameFor(path: string): string {
  const parts = path.split('/').filter((part) => part !== '' && part !== '.')
  while (parts.length > 1 && bytesOf(parts.join('/')) > maxNameBytes) parts.shift()
  return parts.join('/')
}

/** Why a file is not even sent, in words; '' where nothing speaks against it. */
export function refusalOf(file: { name: string; size: number }): string {
  if (file.size === 0) return 'This file is empty: it has no bytes at all.'
  if (file.size > maxBytes) return 'This file is larger than 2 GiB, the most that one file may have.'
  if (bytesOf(file.name) > maxNameBytes) return 'Its name is longer than 200 bytes. Shorten it and try again.'
  return ''
}

export const systemFileWords = 'A file of the computer, not of the records: left out.'
