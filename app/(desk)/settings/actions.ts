'use server'

import {
  changePasswordSchema,
  changePersonSchema,
  changeSecondFactorSchema,
  endSessionSchema,
  newPersonSchema,
  newsroomNameSchema,
  newTokenSchema,
  renameSchema,
  tokenIdSchema,
} from '#lib/domain/person'
import { addPerson } from '#lib/services/people/add-person'
import { changePerson } from '#lib/services/people/change-person'
import { changeSecondFactor } from '#lib/services/people/change-second-factor'
import { createToken } from '#lib/services/people/create-token'
import { endSession } from '#lib/services/people/end-session'
import { nameNewsroom } from '#lib/services/people/name-newsroom'
import { renameSelf } from '#lib/services/people/rename-self'
import { revokeToken } from '#lib/services/people/revoke-token'
import { setPassword } from '#lib/services/people/set-password'
import { action } from '../../_door/action'

export const renameMe = action(renameSchema, renameSelf)
export const changePassword = action(changePasswordSchema, setPassword)
export const changeFactor = action(changeSecondFactorSchema, changeSecondFactor)
export const signOutThere = action(endSessionSchema, endSession)
export const makeToken = action(newTokenSchema, createToken)
export const endToken = action(tokenIdSchema, revokeToken)
export const addColleague = action(newPersonSchema, addPerson, 'invitation')
export const changeColleague = action(changePersonSchema, changePerson)
export const renameNewsroom = action(newsroomNameSchema, nameNewsroom)
