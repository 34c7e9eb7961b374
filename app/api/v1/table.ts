import type { Call } from '../../_door/call.ts'
import { agencyCalls } from './table/agencies.ts'
import { boardCalls } from './table/board.ts'
import { correspondenceCalls } from './table/correspondence.ts'
import { documentCalls } from './table/documents.ts'
import { exhibitCalls } from './table/exhibits.ts'
import { exportCalls } from './table/exports.ts'
import { figureCalls } from './table/figures.ts'
import { findingCalls } from './table/findings.ts'
import { houseCalls } from './table/house.ts'
import { intakeCalls } from './table/intake.ts'
import { investigationCalls } from './table/investigations.ts'
import { jurisdictionCalls } from './table/jurisdictions.ts'
import { quarantineCalls } from './table/quarantine.ts'
import { requestCalls } from './table/requests.ts'
import { searchCalls } from './table/search.ts'
import { shareCalls } from './table/shares.ts'
import { viewCalls } from './table/views.ts'

/** The API: one line per call. The catch-all route answers from it, openapi.json prints it, the access test walks it. */
export const table: readonly Call[] = [
  ...intakeCalls,
  ...documentCalls,
  ...correspondenceCalls,
  ...houseCalls,
  ...investigationCalls,
  ...shareCalls,
  ...quarantineCalls,
  ...exhibitCalls,
  ...exportCalls,
  ...findingCalls,
  ...boardCalls,
  ...figureCalls,
  ...searchCalls,
  ...viewCalls,
  ...agencyCalls,
  ...jurisdictionCalls,
  ...requestCalls,
]
