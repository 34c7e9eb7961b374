import { benchFresh } from './fresh.ts'
import { benchImages } from './images.ts'
import { benchIngest } from './ingest.ts'
import { benchOcr } from './ocr.ts'
import { benchPages } from './pages.ts'
import { benchRedact } from './redact.ts'
import { benchSearch } from './search.ts'
import { benchUploads } from './uploads.ts'
import { benchViewer } from './viewer.ts'

/**
 * `npm run bench [-- pages|images|ingest|ocr|search|fresh|viewer|uploads|redact]`: measures, never judges. Every figure is a ratio against a named peer in the same
 * run, or a time by stage; what it prints goes into docs/performance.md by hand, with the command.
 */
const benches: Record<string, () => Promise<void>> = {
  pages: benchPages,
  images: benchImages,
  ingest: benchIngest,
  ocr: benchOcr,
  fresh: benchFresh,
  search: benchSearch,
  viewer: benchViewer,
  uploads: benchUploads,
  redact: benchRedact,
}
const chosen = process.argv.slice(2)
for (const name of chosen.length > 0 ? chosen : Object.keys(benches)) {
  const bench = benches[name]
  if (!bench) throw new Error(`There is no bench ${name}. Known: ${Object.keys(benches).join(', ')}`)
  console.log(`\n## ${name}`)
  await bench()
}
process.exit()
