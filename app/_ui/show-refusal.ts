import type { FieldValues, Path, UseFormReturn } from 'react-hook-form'

type Refused = { message: string; errors: { field: string; message: string }[] }

/** The refusal of a server action → messages beside their fields; what belongs to no field stands under `root`. */
export function showRefusal<F extends FieldValues, C, O>(form: UseFormReturn<F, C, O>, refused: Refused): void {
  const known = new Set(Object.keys(form.getValues()))
  const own = refused.errors.filter(({ field }) => known.has(field.split('.')[0] ?? ''))
  for (const { field, message } of own) form.setError(field as Path<F>, { message }) // known: it is one of the form's
  if (own.length === 0) form.setError('root', { message: refused.message })
}
