import { elements, first, type Node, tree } from '#lib/io/children/office/xml'
import type { Parts } from '#lib/io/children/office/zip-parts'

type Style = { heading: number; numPr?: Node }

/** Which paragraph styles are headings, of which level, and which are numbered. */
export async function stylesOf(parts: Parts, part: string): Promise<{ of(id: string | undefined): Style }> {
  const root = await tree(await parts.bytes(part), 'styles')
  const nodes = new Map(
    elements(root).flatMap((node) => (node.name === 'style' ? [[node.attrs.styleId ?? '', node]] : [])),
  )
  const known = new Map<string, Style>()
  const of = (id: string | undefined, depth = 0): Style => {
    const before = known.get(id ?? '')
    if (before) return before
    const node = nodes.get(id ?? '')
    if (!node || depth > 20) return { heading: 0 }
    const above = of(first(node, 'basedOn')?.attrs.val, depth + 1)
    const name = first(node, 'name')?.attrs.val ?? ''
    const its = first(node, 'pPr')
    const outline = Number(first(its, 'outlineLvl')?.attrs.val ?? Number.NaN)
    const level = Number(
      /^heading (\d)/i.exec(name)?.[1] ?? (outline < 9 ? outline + 1 : /^title$/i.test(name) ? 1 : 0),
    )
    const numPr = first(its, 'numPr') ?? above.numPr
    const style = { heading: level || above.heading, ...(numPr ? { numPr } : {}) }
    known.set(id ?? '', style)
    return style
  }
  return { of: (id) => of(id) }
}

type Level = { format: string; text: string; start: number }
export type Numbering = { next(numPr: Node | undefined): { level: number; label: string } | null }

/** Counts the numbers of lists and sections as Word shows them. */
export async function numberingOf(parts: Parts, part: string): Promise<Numbering> {
  const root = await tree(await parts.bytes(part), 'numbering')
  const abstract = new Map<string, Level[]>()
  const ofNum = new Map<string, { abstract: string; starts: Map<number, number> }>()
  for (const node of elements(root)) {
    if (node.name === 'abstractNum') {
      const levels: Level[] = []
      for (const level of elements(node))
        if (level.name === 'lvl')
          levels[Number(level.attrs.ilvl)] = {
            format: first(level, 'numFmt')?.attrs.val ?? 'decimal',
            text: first(level, 'lvlText')?.attrs.val ?? '',
            start: Number(first(level, 'start')?.attrs.val ?? 1),
          }
      abstract.set(node.attrs.abstractNumId ?? '', levels)
    } else if (node.name === 'num') {
      const starts = new Map<number, number>()
      for (const own of elements(node))
        if (own.name === 'lvlOverride' && first(own, 'startOverride'))
          starts.set(Number(own.attrs.ilvl), Number(first(own, 'startOverride')?.attrs.val))
      ofNum.set(node.attrs.numId ?? '', { abstract: first(node, 'abstractNumId')?.attrs.val ?? '', starts })
    }
  }
  const counts = new Map<string, number[]>()
  const restarted = new Set<string>()
  return {
    next(numPr) {
      const id = first(numPr, 'numId')?.attrs.val ?? '0'
      const num = ofNum.get(id)
      const levels = num && abstract.get(num.abstract)
      const level = Math.max(0, Math.min(8, Number(first(numPr, 'ilvl')?.attrs.val ?? 0)))
      const its = levels?.[level]
      if (!num || !levels || !its) return null
      const count = counts.get(num.abstract) ?? []
      counts.set(num.abstract, count)
      const start = num.starts.get(level)
      if (start !== undefined && !restarted.has(`${id} ${level}`)) {
        restarted.add(`${id} ${level}`)
        count[level] = start - 1
      }
      count[level] = (count[level] ?? its.start - 1) + 1
      count.length = level + 1
      if (its.format === 'bullet') return { level, label: '•' }
      if (its.format === 'none') return { level, label: '' }
      const label = its.text.replace(/%(\d)/g, (_, digit) => {
        const at = Number(digit) - 1
        return written(
          count[at] ?? levels[at]?.start ?? 1,
          at === level ? its.format : (levels[at]?.format ?? 'decimal'),
        )
      })
      return { level, label: label.slice(0, 40) }
    },
  }
}

function written(n: number, format: string): string {
  if (/letter/i.test(format)) {
    const letter = String.fromCharCode(97 + ((n - 1) % 26)).repeat(Math.min(5, Math.ceil(n / 26)))
    return format.startsWith('upper') ? letter.toUpperCase() : letter
  }
  if (/roman/i.test(format)) return format.startsWith('upper') ? roman(n) : roman(n).toLowerCase()
  return format === 'decimalZero' ? String(n).padStart(2, '0') : String(n)
}

function roman(n: number): string {
  const steps: [number, string][] = [
    [1000, 'M'],
    [900, 'CM'],
    [500, 'D'],
    [400, 'CD'],
    [100, 'C'],
    [90, 'XC'],
    [50, 'L'],
    [40, 'XL'],
    [10, 'X'],
    [9, 'IX'],
    [5, 'V'],
    [4, 'IV'],
    [1, 'I'],
  ]
  let left = Math.max(0, Math.min(3999, n))
  let text = ''
  for (const [value, sign] of steps)
    while (left >= value) {
      text += sign
      left -= value
    }
  return text
}
