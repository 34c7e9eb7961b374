#!/usr/bin/env node
// What `npx unsealed …` starts: the command line, on the Node that npm installed, whatever Node started this file.
import { run } from '../run.mjs'

run('bin/unsealed.ts', process.argv.slice(2))
