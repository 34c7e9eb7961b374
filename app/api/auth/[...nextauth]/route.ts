import { answerAuth } from '#lib/auth'
import { world } from '#lib/world'
import { addressOf } from '../../../_door/address'
import { refuseForeignOrigin } from '../../../_door/origin'
import { problem } from '../../../_door/problem'

/** Signing in and out. A POST is taken only from our own pages: nobody can be signed in or out from elsewhere. */
async function handle(request: Request): Promise<Response> {
  try {
    const house = await world()
    if (request.method === 'POST') refuseForeignOrigin(request.headers, house.env.appUrl)
    return await answerAuth(house, request, addressOf(request.headers, house.env.TRUSTED_PROXIES))
  } catch (error) {
    return problem(error)
  }
}

export { handle as GET, handle as POST }
