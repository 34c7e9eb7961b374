'use client'

import { Field } from '../../../_ui/field.tsx'
import { Checkbox, Select, TextInput } from '../../../_ui/inputs.tsx'
import { reasonInWords } from './mark-order.ts'
import type { MarkStyle } from './use-redaction.ts'

/** Reason, the law it rests on, a note, and whether the whole line goes. */
export function MarkStyleFields({
  style,
  reasons,
  onStyle,
}: {
  style: MarkStyle
  reasons: readonly string[]
  onStyle: (style: MarkStyle) => void
}) {
  return (
    <>
      <Field label="Reason">
        <Select
          options={reasons.map((value) => ({ value, label: reasonInWords(value) }))}
          value={style.reason}
          onChange={(event) => onStyle({ ...style, reason: event.currentTarget.value })}
        />
      </Field>
      <Checkbox
        label="Whole line"
        hint="The length of a name can give it away."
        checked={style.wholeLine}
        onChange={(event) => onStyle({ ...style, wholeLine: event.currentTarget.checked })}
      />
      <details className="marks-more" open={Boolean(style.exemption || style.note) || undefined}>
        <summary>Exemption and note</summary>
        <Field label="Exemption" optional hint="The law it rests on, such as 5 U.S.C. 552(b)(6).">
          <TextInput
            maxLength={200}
            value={style.exemption}
            onChange={(event) => onStyle({ ...style, exemption: event.currentTarget.value })}
          />
        </Field>
        <Field label="Note" optional hint="For the team only.">
          <TextInput
            maxLength={1000}
            value={style.note}
            onChange={(event) => onStyle({ ...style, note: event.currentTarget.value })}
          />
        </Field>
      </details>
    </>
  )
}
