'use server'

import { documentIdSchema, editOfSchema, markReadOfSchema, retryOfSchema, takeUploadSchema } from '#lib/domain/document'
import { deleteDocument } from '#lib/services/documents/delete-document'
import { editDocument } from '#lib/services/documents/edit-document'
import { markRead } from '#lib/services/documents/mark-read'
import { retryDocument } from '#lib/services/documents/retry-document'
import { takeUpload } from '#lib/services/documents/take-upload'
import { action } from '../../_door/action.ts'

export const takeUploadAction = action(takeUploadSchema, takeUpload)
export const markReadAction = action(markReadOfSchema, markRead)
export const retryDocumentAction = action(retryOfSchema, retryDocument)
export const editDocumentAction = action(editOfSchema, editDocument)
export const deleteDocumentAction = action(documentIdSchema, deleteDocument)
