import { registerHooks } from 'node:module'
import type { World } from '#lib/world'

/**
 * The doors are written for Next's bundler, which finds `./actor` and `next/headers` without their endings and are
 * server-only; what Next tells them of a request, a test tells them here. The code that runs is the very same.
 */
registerHooks({
  resolve(specifier, context, next) {
    if (specifier === 'server-only') return next('next/dist/compiled/server-only/empty.js', context)
    if (specifier === 'next/headers') return next(new URL('./next-headers.ts', import.meta.url).href, context)
    if (/^next\/\w+$/.test(specifier)) return next(`${specifier}.js`, context)
    const ours = context.parentURL?.includes('/app/') && specifier.startsWith('.') && !/\.\w+$/.test(specifier)
    return next(ours ? `${specifier}.ts` : specifier, context)
  },
})

const { answer } = await import('../../app/_door/api.ts')
export const { table } = await import('../../app/api/v1/table.ts')
export const { tus } = await import('../../app/_door/tus.ts')

const holder = globalThis as { unsealedWorld?: Promise<World> } // as in lib/world.ts

/** Asks the API's own door in this process; one question at a time, because the World is the process's. */
export function knock(world: World, request: Request): Promise<Response> {
  holder.unsealedWorld = Promise.resolve(world)
  return answer(table, request)
}

/** The World that the doors of this process stand in, for those that are not asked by a Request. */
export const standIn = (world: World) => {
  holder.unsealedWorld = Promise.resolve(world)
}

/** The same at /api/uploads. */
export function knockForUpload(world: World, request: Request): Promise<Response> {
  holder.unsealedWorld = Promise.resolve(world)
  return tus(request)
}
