'use server'

import { setUpSchema } from '#lib/domain/person'
import { setUp } from '#lib/services/people/set-up'
import { action } from '../../_door/action'

export const setUpHouse = action(setUpSchema, setUp)
