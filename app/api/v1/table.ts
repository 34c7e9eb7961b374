import type { Call } from '../../_door/call.ts'
import { documentCalls } from './table/documents.ts'
import { houseCalls } from './table/house.ts'
import { investigationCalls } from './table/investigations.ts'

/** The API: one line per call. The catch-all route answers from it, openapi.json prints it, the access test walks it. */
export const table: readonly Call[] = [...documentCalls, ...houseCalls, ...investigationCalls]
