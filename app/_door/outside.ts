import { Refusal } from '#lib/domain/refusal'
import { type World, world } from '#lib/world'
import { problem } from './problem.ts'

type Asked = { request: Request; url: URL; params: Record<string, string> }

/**
 * A route for everybody: whoever asks is nobody in particular, also with a cookie. What is not there and what was
 * withdrawn is answered by `lost`.
 */
export const outside =
  (serve: (house: World, asked: Asked) => Promise<Response>, lost: (status: 404 | 410, said: string) => Response) =>
  async (request: Request, context: { params: Promise<Record<string, string>> }): Promise<Response> => {
    try {
      return await serve(await world(), { request, url: new URL(request.url), params: await context.params })
    } catch (error) {
      if (error instanceof Refusal && error.code === 'not_found') return lost(404, '')
      if (error instanceof Refusal && error.code === 'gone') return lost(410, error.message)
      return problem(error)
    }
  }

/** Nobody in particular. */
export const anyone = { kind: 'anyone' } as const
