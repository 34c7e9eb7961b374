import { z } from 'zod'
import { type FigureView, figureSchema, newFigureSchema, saySource } from '#lib/domain/figure'
import { pageOf } from '#lib/domain/listing'
import { addFigure } from '#lib/services/story/add-figure'
import { listFigures } from '#lib/services/story/list-figures'
import { call, listOf } from '../../../_door/call.ts'
import { allPages, type Column, formatQuery, tableFile } from '../../../_door/table-file.ts'

const columns: Column<FigureView>[] = [
  { name: 'id', value: (row) => row.id },
  { name: 'metric', value: (row) => row.metric },
  { name: 'value', value: (row) => row.value },
  { name: 'amount', value: (row) => row.amount },
  { name: 'unit', value: (row) => row.unit },
  { name: 'as_of', value: (row) => row.asOf },
  { name: 'precision', value: (row) => row.precision },
  { name: 'said_by', value: (row) => row.saidBy },
  { name: 'sources', value: (row) => row.sources.map(saySource).join('; ') },
]

export const figureCalls = [
  call({
    method: 'GET',
    path: '/figures',
    summary: 'Who said which number, and when; also as CSV or XLSX',
    tag: 'Figures',
    query: listOf({ investigationId: z.string(), ...formatQuery }),
    answer: pageOf(figureSchema),
    run: async (world, actor, { query: { format = 'json', ...query } }) =>
      format === 'json'
        ? listFigures(world, actor, query)
        : tableFile(
            format,
            'figures',
            columns,
            await allPages((paging) => listFigures(world, actor, { ...query, ...paging })),
          ),
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
