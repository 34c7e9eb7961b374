import type { Actor } from '#lib/domain/actions'
import { type World, world } from '#lib/world'
import { apiActor } from './actor'
import { refuseForeignOrigin } from './origin'
import { problem } from './problem'

/** A service that answers with a Response of its own → route handler. A change that comes with a cookie must come from us. */
export const handler =
  (serve: (house: World, actor: Actor, request: Request) => Promise<Response>) =>
  async (request: Request): Promise<Response> => {
    try {
      const house = await world()
      const actor = await apiActor(request)
      const reads = request.method === 'GET' || request.method === 'HEAD' || request.method === 'OPTIONS'
      if (!reads && actor.kind === 'user' && actor.via === 'cookie')
        refuseForeignOrigin(request.headers, house.env.appUrl)
      return await serve(house, actor, request)
    } catch (error) {
      return problem(error)
    }
  }
