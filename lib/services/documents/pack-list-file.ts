import type { World } from '#lib/world'

/** Part: the list of what lies in an archive as a file that has pages; the same list is the same file. */
export const packListFile = (world: World, list: string) => ({
  name: world.digest(list),
  mediaType: 'text/plain',
  local: async () => world.blobs.local((await world.blobs.put(bytesOf(list))).sha256),
})

async function* bytesOf(list: string) {
  yield Buffer.from(list)
}
