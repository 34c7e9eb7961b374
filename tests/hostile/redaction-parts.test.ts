import { attackAll } from './attacked.ts'
import { planted } from './planted.ts'

/** Secrets in what a PDF holds besides its pages' text: pictures, notes, fields, signatures, the document (modes 24 to 48). */
attackAll(
  'parts of a file',
  planted((mode) => mode >= 24),
)
