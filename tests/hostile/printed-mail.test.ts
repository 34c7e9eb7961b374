import assert from 'node:assert/strict'
import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import type { ParsedPage } from '#lib/domain/page'
import { printedMails } from '#lib/domain/printed-mail'
import { corpus, noCorpus, reader } from './setting.ts'

const folder = join(corpus, 'eugene-flock')
const skip = noCorpus || (existsSync(folder) ? false : 'the corpus has no eugene-flock')

test('of real released records the printed e-mails are known, and no letter, memo or contract is taken for one', {
  skip,
}, async () => {
  const found: Record<string, (string | number | null)[][]> = {}
  for (const name of readdirSync(folder).filter((file) => /\.pdf$/i.test(file))) {
    const pages: ParsedPage[] = []
    for await (const event of reader.readDocument(join(folder, name), { mediaType: 'application/pdf' }))
      if (event.kind === 'page') pages.push(event.page)
    const mails = printedMails(pages)
    if (mails.length > 0)
      found[name] = mails.map((mail) => [mail.page, mail.lastPage, mail.from, mail.sent?.wall ?? null])
  }
  const records = 'PR Admin (Eugene, OR) <EugeneOR@request.justfoia.com>'
  assert.deepEqual(found, {
    'EPD-2025-2738_2.EPDResponse_2025-07-02.pdf': [
      [1, 1, records, '2025-07-02T14:06'],
      [2, 2, records, '2025-07-02T14:08'],
    ],
    // the sender was blacked out before it was released
    'EPD-2025-2738_3.DAAppealEmail.pdf': [[1, 4, null, '2025-08-06T16:07']],
    'EPD-2025-3073_-_Request.pdf': [[1, 1, records, '2025-07-05T03:49']],
    'EPD_Denial_Response.pdf': [[1, 1, records, '2025-10-28T20:12']],
  })
})
