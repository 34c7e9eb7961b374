import { tus } from '../../../_door/tus'

export { tus as DELETE, tus as HEAD, tus as OPTIONS, tus as PATCH, tus as POST }
