import { z } from 'zod'
import { figureSchema, newFigureSchema } from '#lib/domain/figure'
import { pageOf } from '#lib/domain/listing'
import { addFigure } from '#lib/services/story/add-figure'
import { listFigures } from '#lib/services/story/list-figures'
import { call, listOf } from '../../../_door/call.ts'

export const figureCalls = [
  call({
    method: 'GET',
    path: '/figures',
    summary: 'Who said which number, and when',
    tag: 'Figures',
    query: listOf({ investigationId: z.string() }),
    answer: pageOf(figureSchema),
    run: (world, actor, { query }) => listFigures(world, actor, query),
  }),
  call({
    method: 'POST',
    path: '/figures',
    summary: 'Put a figure down with who said it',
    tag: 'Figures',
    body: newFigureSchema,
    answer: figureSchema,
    run: (world, actor, { body }) => addFigure(world, actor, body),
  }),
]
