'use server'

import { setPasswordByLinkSchema } from '#lib/domain/person'
import { setPassword } from '#lib/services/people/set-password'
import { action } from '../../_door/action'

export const setPasswordByLink = action(setPasswordByLinkSchema, setPassword)
