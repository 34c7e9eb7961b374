import { z } from 'zod'

/** Lists that a view can be of; `q` is the language of the search box on each. */
export const viewLists = ['requests', 'documents', 'findings', 'agencies', 'search'] as const

const name = z.string('A view needs a name.').trim().min(1, 'A view needs a name.').max(80, 'At most 80 characters.')
const q = z.string('Say what the view looks for.').max(1000, 'At most 1,000 characters.')

export const newViewSchema = z
  .strictObject({
    name,
    list: z.enum(viewLists, `A view is of one of these lists: ${viewLists.join(', ')}.`),
    q,
    shared: z.boolean().optional().describe('also for everybody who works on an investigation with you'),
  })
  .meta({ id: 'NewView' })
export type NewView = z.infer<typeof newViewSchema>

export const editViewSchema = z
  .strictObject({ name: name.optional(), q: q.optional(), shared: z.boolean().optional() })
  .meta({ id: 'EditView' })
export type EditView = z.infer<typeof editViewSchema>

export const viewSchema = z
  .object({
    id: z.string(),
    name: z.string(),
    list: z.enum(viewLists),
    q: z.string(),
    shared: z.boolean(),
    mine: z.boolean().describe('false: a colleague shares it'),
    by: z.string().describe('whose it is'),
    createdAt: z.string(),
    version: z.number().int(),
  })
  .meta({ id: 'View' })
export type View = z.infer<typeof viewSchema>

/** Where a view is seen. */
export const addressOfView = ({ list, q }: Pick<View, 'list' | 'q'>) => `/${list}?${new URLSearchParams({ q })}`
