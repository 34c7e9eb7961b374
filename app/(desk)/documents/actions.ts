'use server'

import {
  correctPageOfSchema,
  documentIdSchema,
  editOfSchema,
  markReadOfSchema,
  retryOfSchema,
} from '#lib/domain/document'
import { changeDocumentsSchema } from '#lib/domain/intake'
import { correctPage } from '#lib/services/documents/correct-page'
import { deleteDocument } from '#lib/services/documents/delete-document'
import { editDocument } from '#lib/services/documents/edit-document'
import { markRead } from '#lib/services/documents/mark-read'
import { retryDocument } from '#lib/services/documents/retry-document'
import { action } from '../../_door/action.ts'
import { changeDocuments } from './change-documents.ts'

export const changeDocumentsAction = action(changeDocumentsSchema, changeDocuments)
export const correctPageAction = action(correctPageOfSchema, correctPage)
export const markReadAction = action(markReadOfSchema, markRead)
export const retryDocumentAction = action(retryOfSchema, retryDocument)
export const editDocumentAction = action(editOfSchema, editDocument)
export const deleteDocumentAction = action(documentIdSchema, deleteDocument)
