'use client'

/** A file that was dropped or chosen: its path from the folder that was dropped, which is its name where it is alone. */
export type Found = { path: string; file: File | null }

/**
 * What a drop holds, folders opened to their depths. To be called while the event is handled: afterwards the browser
 * has forgotten it. A file that cannot be opened comes as null. `handles`: the ways back to the same folders after the
 * page was left, where the browser gives any.
 */
export function readDrop(transfer: DataTransfer): { files: AsyncIterable<Found>; handles: Promise<Handle[]> } {
  const items = [...transfer.items].filter((item) => item.kind === 'file')
  const taken = items.map((item) => ({ entry: item.webkitGetAsEntry?.() ?? null, file: item.getAsFile() }))
  const asked = items.map(async (item) => (item as Opening).getAsFileSystemHandle?.().catch(() => null)) // not in every browser
  const handles = Promise.all(asked).then((all) => all.flatMap((handle) => handle ?? []))
  return { files: walk(taken), handles }
}

async function* walk(taken: { entry: FileSystemEntry | null; file: File | null }[]): AsyncGenerator<Found> {
  for (const { entry, file } of taken)
    if (entry?.isDirectory) yield* walkFolder(entry as FileSystemDirectoryEntry, '', 0)
    else if (file) yield { path: file.name, file }
}

const deepest = 40

async function* walkFolder(folder: FileSystemDirectoryEntry, path: string, depth: number): AsyncGenerator<Found> {
  const reader = folder.createReader()
  const some = () => new Promise<FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject))
  for (let entries = await some(); entries.length > 0; entries = await some())
    // a hundred at a time; none means the end
    for (const entry of entries) {
      const here = `${path}${entry.name}`
      if (entry.isFile) yield { path: here, file: await fileOf(entry as FileSystemFileEntry) }
      else if (depth < deepest) yield* walkFolder(entry as FileSystemDirectoryEntry, `${here}/`, depth + 1)
    }
}

const fileOf = (entry: FileSystemFileEntry) =>
  new Promise<File | null>((resolve) => entry.file(resolve, () => resolve(null)))

/** What was chosen in a dialog, files or a folder; the folder's own name is left out of the paths. */
export async function* readChosen(files: readonly File[]): AsyncGenerator<Found> {
  for (const file of files) yield { path: file.webkitRelativePath.replace(/^[^/]*\//, '') || file.name, file }
}

/** A way back to a file or folder on this computer; it can be kept, and asks again before it is used. */
export type Handle = FileSystemHandle & {
  queryPermission?: (how: { mode: 'read' }) => Promise<PermissionState>
  requestPermission?: (how: { mode: 'read' }) => Promise<PermissionState>
  getFile?: () => Promise<File>
  entries?: () => AsyncIterable<[string, Handle]>
}
type Opening = DataTransferItem & { getAsFileSystemHandle?: () => Promise<Handle | null> }

/** The same as of a drop, by the ways back. */
export async function* readHandles(handles: readonly Handle[]): AsyncGenerator<Found> {
  for (const handle of handles)
    if (handle.kind === 'file') yield { path: handle.name, file: (await handle.getFile?.().catch(() => null)) ?? null }
    else yield* walkHandle(handle, '', 0)
}

async function* walkHandle(folder: Handle, path: string, depth: number): AsyncGenerator<Found> {
  for await (const [name, handle] of folder.entries?.() ?? [])
    if (handle.kind === 'file') yield { path: path + name, file: (await handle.getFile?.().catch(() => null)) ?? null }
    else if (depth < deepest) yield* walkHandle(handle, `${path}${name}/`, depth + 1)
}
