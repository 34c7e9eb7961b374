import assert from 'node:assert/strict'
import { test } from 'node:test'
import { claim } from '#db/queue'
import { type FailureCode, Unreadable } from '#lib/domain/document'
import { type JobName, jobCatalogue } from '#lib/domain/jobs'
import { sentences } from '#lib/io/parse-failure'
import { prepareExhibit } from '#lib/services/exhibits/prepare-exhibit'
import { viewExhibit } from '#lib/services/exhibits/view-exhibit'
import { runJob } from '#lib/worker'
import type { World } from '#lib/world'
import { buildTeam } from '../build.ts'
import { doAllWork, keepFile } from '../fixtures/keep-file.ts'
import { textPdf } from '../fixtures/make-pdf.ts'
import { testWorld } from '../world.ts'

type Engines = World['exhibits']

/** An exhibit whose engines fail as they are told, tried as often as the queue tries. @returns what its team reads. */
async function failWith(broken: (engines: Engines) => Partial<Engines>) {
  await using t = await testWorld()
  const { world } = t
  const team = await buildTeam(world)
  const to = { investigationId: team.investigation.id, name: 'notes.pdf' }
  const { document } = await keepFile(world, team.reporter, textPdf([['Notes']]), to)
  await doAllWork(world)
  const made = await prepareExhibit(world, team.reporter, { documentId: document.id, input: { title: 'Notes' } })
  const names = Object.keys(jobCatalogue) as JobName[] // keys of the constant
  const doomed: World = { ...world, exhibits: { ...world.exhibits, ...broken(world.exhibits) } }
  for (let tries = 0; tries < 12; tries++) {
    const job = await claim(world, world.now(), names)
    if (job) await runJob(doomed, job)
    else t.later(3_600_000)
  }
  return await viewExhibit(world, team.viewer, { id: made.id }) // before the world closes
}
const gone = (code: FailureCode) => (): never => {
  throw new Unreadable(code, sentences[code])
}
const todo = /The document is as it was and nothing has left the team\. Prepare it again;/

for (const [step, code, said] of [
  ['verify', 'crashed', /^Checking the copy broke down\./],
  ['verify', 'timeout', /^Checking the copy took too long and was stopped\./],
  ['verify', 'damaged', /^Checking the copy could not be done: a file could not be read\./],
  ['fill', 'encrypted', /^Making the copy could not be done: the document is locked with a password/],
] as const)
  test(`an exhibit whose ${step === 'fill' ? 'building' : 'checking'} ends with “${code}” says what happened to the copy and what to do`, {
    timeout: 60_000,
  }, async () => {
    const { status, failure } = await failWith(() => ({ [step]: gone(code) }))
    assert.equal(status, 'failed')
    assert.match(failure ?? '', said)
    assert.match(failure ?? '', todo)
    assert.doesNotMatch(failure ?? '', /This file/)
  })

test('a program that dies at every try leaves the same words', { timeout: 60_000 }, async () => {
  const die = (): never => {
    throw new Error('killed')
  }
  const { status, failure } = await failWith(() => ({ verify: die }))
  assert.deepEqual([status, /^Checking the copy broke down\./.test(failure ?? '')], ['failed', true])
})
