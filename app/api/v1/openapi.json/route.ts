import { describe } from '../../../_door/openapi'
import { jsonHeaders } from '../../../_door/problem'
import { table } from '../table'

export const dynamic = 'force-dynamic'

export const GET = (request: Request) =>
  new Response(JSON.stringify(describe(table, new URL(request.url).origin)), { headers: jsonHeaders })
