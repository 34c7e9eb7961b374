import assert from 'node:assert/strict'
import { test } from 'node:test'
import { eq } from 'drizzle-orm'
import { documents } from '#db/schema'
import { namesOfMailbox } from '#lib/domain/names-in'
import { addMarks } from '#lib/services/exhibits/add-marks'
import { namesAbout } from '#lib/services/exhibits/names-about'
import { buildTeam, leavesNoRow, refuses } from '../build.ts'
import { doAllWork, keepFile } from '../fixtures/keep-file.ts'
import { textPdf } from '../fixtures/make-pdf.ts'
import { testWorld } from '../world.ts'

const mail = `From: "Placeholder, Casey" <casey@town.example>
To: Chief of Police <chief@town.example>, desk@ring.example
Cc: Nina Vale <nina@lakeland.example>
Subject: Your letter
Date: Thu, 16 May 2019 09:30:00 -0400
Message-ID: <1@town.example>
MIME-Version: 1.0
Content-Type: multipart/mixed; boundary=b

--b
Content-Type: text/plain

Enclosed is what you asked for.
--b
Content-Type: application/pdf; name="letter.pdf"
Content-Disposition: attachment; filename="letter.pdf"
Content-Transfer-Encoding: base64

${textPdf([['A letter to Nina Vale']]).toString('base64')}
--b--
`.replaceAll('\n', '\r\n')

test('who stands in the heads of a mail is proposed for it and for what it carried; who stands in notes too', async () => {
  await using t = await testWorld()
  const { world } = t
  const team = await buildTeam(world)
  const to = { investigationId: team.investigation.id, name: 'letter.eml' }
  const { document } = await keepFile(world, team.reporter, Buffer.from(mail), to)
  await doAllWork(world)
  const own = await namesAbout(world, team.viewer, { documentId: document.id })
  assert.deepEqual(own, {
    findings: [],
    notes: [],
    mails: ['Casey Placeholder', 'Placeholder, Casey', 'Chief of Police', 'Nina Vale'],
  })
  const [letter] = await world.db.select().from(documents).where(eq(documents.name, 'letter.pdf'))
  const documentId = letter?.id ?? ''
  const note = 'the trainer is Robin Example, says Nina Vale'
  await addMarks(world, team.reporter, { documentId, input: { find: 'Nina Vale', reason: 'personal', note } })
  assert.deepEqual(await namesAbout(world, team.viewer, { documentId }), {
    findings: [],
    notes: ['Robin Example', 'Nina Vale'],
    mails: ['Casey Placeholder', 'Placeholder, Casey', 'Chief of Police'],
  })
  await leavesNoRow(world, () => refuses('not_found', namesAbout(world, team.stranger, { documentId })))
})

test('a mailbox gives its name as people write it and as it stands there, and none where it has only an address', () => {
  const all = ['Casey Placeholder <c@x.example>', '"Vale, Nina" <n@x.example>', 'n@x.example', '<n@x.example>']
  assert.deepEqual(all.map(namesOfMailbox), [['Casey Placeholder'], ['Nina Vale', 'Vale, Nina'], [], []])
  assert.deepEqual(namesOfMailbox('Vale (desk)'), ['Vale'])
})
