import { answer } from '../../../_door/api.ts'
import { table } from '../table.ts'

const handle = (request: Request) => answer(table, request)

export { handle as DELETE, handle as GET, handle as PATCH, handle as POST }
