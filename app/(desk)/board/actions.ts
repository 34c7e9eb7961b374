'use server'

import { newFigureSchema } from '#lib/domain/figure'
import { addFigure } from '#lib/services/story/add-figure'
import { action } from '../../_door/action'

export const saveFigure = action(newFigureSchema, addFigure)
