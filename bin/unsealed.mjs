#!/usr/bin/env node
await import('./run.mjs').then(({ run }) => run('bin/unsealed.ts', process.argv.slice(2)))
