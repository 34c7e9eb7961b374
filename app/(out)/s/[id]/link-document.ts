import type { Html } from '#lib/domain/html'
import { linkHeaders } from '../../../_door/headers'
import { documentOf } from '../../exhibits/document'
import { style } from './style'

/** A document that only the holder of a link has: kept by nobody on the way, found by no search engine. */
export const linkDocument = (parts: { title: string; body: Html; script?: string; status?: number }): Response =>
  documentOf({ ...parts, kind: 'link', css: style, headersFor: linkHeaders })
