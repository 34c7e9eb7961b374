import { answer } from '../../../_door/api'
import { table } from '../table'

const handle = (request: Request) => answer(table, request)

export { handle as DELETE, handle as GET, handle as PATCH, handle as POST }
