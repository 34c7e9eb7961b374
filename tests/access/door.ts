import { registerHooks } from 'node:module'
import type { World } from '#lib/world'

/**
 * The doors are written for Next's bundler, which finds `./actor` and `next/headers` without their endings and are
 * server-only. Plain Node is told so here; the code that runs is the very same.
 */
registerHooks({
  resolve(specifier, context, next) {
    if (specifier === 'server-only') return next('next/dist/compiled/server-only/empty.js', context)
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

/** The same at /api/uploads. */
export function knockForUpload(world: World, request: Request): Promise<Response> {
  holder.unsealedWorld = Promise.resolve(world)
  return tus(request)
}
