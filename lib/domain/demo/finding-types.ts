import type { ValueDefinition } from '#lib/domain/finding'

/** As the body of POST /finding-types. */
export type DemoFindingType = { key: string; name: string; values: ValueDefinition[] }

export const demoFindingTypes: readonly DemoFindingType[] = [
  {
    key: 'coaching',
    name: 'Template coaching',
    values: [{ key: 'template', label: 'Template', type: 'text' }],
  },
  { key: 'confidentiality', name: 'Confidentiality clause', values: [] },
  {
    key: 'credits',
    name: 'Download credits',
    values: [
      { key: 'amount', label: 'Amount', type: 'usd' },
      { key: 'per', label: 'Per', type: 'text' },
      { key: 'cap', label: 'Cap', type: 'usd' },
    ],
  },
  {
    key: 'equipment',
    name: 'Donated equipment',
    values: [
      { key: 'what', label: 'What', type: 'text' },
      { key: 'count', label: 'How many', type: 'count' },
      { key: 'price', label: 'Unit price', type: 'usd' },
    ],
  },
  { key: 'adoption', name: 'Adoption duty', values: [{ key: 'channel', label: 'Channel', type: 'text' }] },
  {
    key: 'press',
    name: 'Press approval',
    values: [
      { key: 'who', label: 'Who approves', type: 'text' },
      { key: 'what', label: 'What', type: 'text' },
    ],
  },
  {
    key: 'discount',
    name: 'Discount programme',
    values: [
      { key: 'city', label: 'City pays', type: 'usd' },
      { key: 'company', label: 'Company matches', type: 'usd' },
    ],
  },
  { key: 'sting', name: 'Sting operation', values: [] },
  { key: 'footage', name: 'Footage without a warrant', values: [] },
]
