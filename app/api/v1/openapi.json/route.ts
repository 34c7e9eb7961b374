import { describe } from '../../../_door/openapi.ts'
import { jsonHeaders } from '../../../_door/headers.ts'
import { table } from '../table.ts'

export const dynamic = 'force-dynamic'

export const GET = (request: Request) =>
  new Response(JSON.stringify(describe(table, new URL(request.url).origin)), { headers: jsonHeaders })
