import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createLog, type LogLevel, type Unit } from '#lib/io/log'

function lines(level: LogLevel, ...units: Unit[]) {
  const written: { line: string; defect: boolean }[] = []
  const log = createLog({
    level,
    now: () => new Date('2026-11-02T15:00:00Z'),
    write: (line, defect) => void written.push({ line, defect }),
  })
  for (const unit of units) log.unit(unit)
  return written
}
const done: Unit = {
  kind: 'action',
  name: 'document.upload',
  actor: 'usr_1',
  investigation: 'inv_1',
  outcome: 'ok',
  ms: 12.7,
  writes: 1,
}
const broken: Unit = {
  ...done,
  outcome: 'defect',
  error: new Error('insert failed\nvalues: a@newsroom.example, hunter2'),
}

test('a unit of work is one line of JSON', () => {
  const [line] = lines('info', done)
  assert.deepEqual(JSON.parse(line?.line ?? ''), { at: '2026-11-02T15:00:00.000Z', ...done, ms: 13 })
})

test('a defect says where it happened, and not with which values', () => {
  const [line] = lines('error', done, broken)
  assert(line?.defect)
  assert.match(line.line, /Error: insert failed \| at /)
  assert.doesNotMatch(line.line, /hunter2|newsroom/)
  assert(!line.line.includes('\n'))
})

test('a silent house writes nothing', () => {
  assert.deepEqual(lines('silent', done, broken), [])
})
