import { type FindingView, sayValue, type ValueDefinition } from '#lib/domain/finding'

/** The values of a finding in the order and the words of its type. */
export const valuesOf = (finding: Pick<FindingView, 'values'>, definitions: readonly ValueDefinition[]) =>
  definitions.flatMap((definition) => {
    const value = finding.values[definition.key]
    return value === undefined ? [] : [{ term: definition.label, detail: sayValue(definition, value) }]
  })
