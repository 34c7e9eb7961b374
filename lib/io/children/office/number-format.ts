/** A number of a cell, as the sheet shows it. Source: ECMA-376 part 1, 18.8.30 and 18.8.31. */
export type ShowNumber = (value: number) => string

/** The formats that a file names by number alone. */
const builtin: Record<number, string> = {
  1: '0',
  2: '0.00',
  3: '#,##0',
  4: '#,##0.00',
  5: '"$"#,##0;("$"#,##0)',
  6: '"$"#,##0;("$"#,##0)',
  7: '"$"#,##0.00;("$"#,##0.00)',
  8: '"$"#,##0.00;("$"#,##0.00)',
  9: '0%',
  10: '0.00%',
  11: '0.00E+00',
  12: '# ?/?',
  13: '# ??/??',
  14: 'm/d/yyyy',
  15: 'd-mmm-yy',
  16: 'd-mmm',
  17: 'mmm-yy',
  18: 'h:mm AM/PM',
  19: 'h:mm:ss AM/PM',
  20: 'h:mm',
  21: 'h:mm:ss',
  22: 'm/d/yyyy h:mm',
  37: '#,##0;(#,##0)',
  38: '#,##0;(#,##0)',
  39: '#,##0.00;(#,##0.00)',
  40: '#,##0.00;(#,##0.00)',
  41: '#,##0;(#,##0);"-"',
  42: '"$"#,##0;("$"#,##0);"-"',
  43: '#,##0.00;(#,##0.00);"-"',
  44: '"$"#,##0.00;("$"#,##0.00);"-"',
  45: 'mm:ss',
  46: '[h]:mm:ss',
  47: 'mm:ss.0',
  48: '##0.0E+0',
  49: '@',
}

/** As `General` shows it: up to 15 digits, no noise of binary fractions. */
export function showGeneral(value: number): string {
  if (Number.isInteger(value) && Math.abs(value) < 1e15) return String(value)
  const size = Math.abs(value)
  if (size >= 1e15 || size < 1e-9) return String(Number(value.toPrecision(6))).replace('e', 'E')
  return String(Number(value.toPrecision(15)))
}

/** @param since1904 the file counts its days from 1904 */
export function showWith(id: number, code: string | undefined, since1904: boolean): ShowNumber {
  const format = code ?? builtin[id]
  if (!format || /^general$/i.test(format) || format.length > 400) return showGeneral
  const sections = sectionsOf(format).map((section) => sectionOf(section, since1904))
  return (value) => {
    const at = value > 0 || sections.length < 2 ? 0 : value < 0 ? 1 : sections.length > 2 ? 2 : 0
    const show = sections[at] ?? showGeneral
    // a section of its own for what is below zero brings its own sign
    const shown = show(at === 1 ? -value : value)
    return shown.length > 200 ? showGeneral(value) : shown
  }
}

/** Parts between semicolons that are not quoted. */
function sectionsOf(format: string): string[] {
  const sections = ['']
  for (const [token] of format.matchAll(/"[^"]*"|\\.|\[[^\]]*\]|;|./gsu)) {
    if (token === ';') sections.push('')
    else sections[sections.length - 1] += token
  }
  return sections.slice(0, 3)
}

type Token = { kind: 'say' | 'code'; text: string }

function tokensOf(section: string): Token[] {
  const tokens: Token[] = []
  const parts =
    /"([^"]*)"|\\(.)|_.|\*.|\[\$([^\]-]*)(?:-[^\]]*)?\]|\[(h+|m+|s+)\]|\[[^\]]*\]|(am\/pm|a\/p|e[+-]|general|yyyy|yy|y|m+|d+|h+|s+(?:\.0+)?|[0#?]|[.,%/@])|(.)/giu
  for (const [whole, quoted, escaped, money, elapsed, code, other] of section.matchAll(parts)) {
    const say = quoted ?? escaped ?? money ?? other
    if (say !== undefined) tokens.push({ kind: 'say', text: say })
    else if (elapsed) tokens.push({ kind: 'code', text: `[${elapsed.toLowerCase()}]` })
    else if (code) tokens.push({ kind: 'code', text: code })
    else if (whole.startsWith('_')) tokens.push({ kind: 'say', text: ' ' })
  }
  return tokens
}

function sectionOf(section: string, since1904: boolean): ShowNumber {
  const tokens = tokensOf(section)
  const codes = tokens.filter(({ kind }) => kind === 'code').map(({ text }) => text.toLowerCase())
  if (codes.includes('general') || codes.includes('@')) {
    return (value) =>
      tokens
        .map(({ kind, text }) => (kind === 'say' ? text : showGeneral(value)))
        .join('')
        .trim()
  }
  if (codes.some((code) => /^(y+|m+|d+|h+|s+(\.0+)?|\[[hms]+\])$/.test(code))) return dateOf(tokens, since1904)
  if (codes.includes('/')) return (value) => showGeneral(Number(value.toPrecision(6)))
  if (codes.some((code) => /^e[+-]$/.test(code))) {
    const digits = codes.join('').split(/e[+-]/)[0]?.split('.')[1]?.length ?? 0
    return (value) =>
      value
        .toExponential(digits)
        .replace(/e([+-])(\d)$/, 'E$10$2')
        .replace('e', 'E')
  }
  return amountOf(tokens, codes)
}

/** Whole and broken numbers, thousands, per cent, money. */
function amountOf(tokens: Token[], codes: string[]): ShowNumber {
  const digits = codes.filter((code) => /^[0#?.,%]$/.test(code)).join('')
  if (!/[0#?]/.test(digits))
    return () =>
      tokens
        .map(({ kind, text }) => (kind === 'say' ? text : ''))
        .join('')
        .trim()
  const [whole = '', broken = ''] = digits.replaceAll('%', '').split('.')
  const scale = (/,+$/.exec(whole)?.[0].length ?? 0) * 3
  const grouped = /[0#?],+[0#?]/.test(whole)
  const percents = codes.filter((code) => code === '%').length
  const [least, most] = [(broken.match(/0/g) ?? []).length, (broken.match(/[0#?]/g) ?? []).length]
  const wholeDigits = (whole.match(/0/g) ?? []).length
  return (value) => {
    const scaled = (Math.abs(value) * 100 ** percents) / 10 ** scale
    let [front = '0', back = ''] = Number(scaled.toPrecision(15)).toFixed(Math.min(most, 20)).split('.')
    while (back.length > least && back.endsWith('0')) back = back.slice(0, -1)
    front = front.padStart(wholeDigits, '0')
    if (wholeDigits === 0 && front === '0' && back) front = ''
    if (grouped) front = front.replace(/\B(?=(\d{3})+$)/g, ',')
    const number = back ? `${front}.${back}` : front
    let put = false
    const shown = tokens
      .map(({ kind, text }) => {
        if (kind === 'say') return text
        if (text === '%') return '%'
        if (!/^[0#?.,]$/.test(text) || put) return ''
        put = true
        return number
      })
      .join('')
      .trim()
    return value < 0 && /[1-9]/.test(number) ? `-${shown}` : shown
  }
}

const months = 'January February March April May June July August September October November December'.split(' ')
const weekdays = 'Sunday Monday Tuesday Wednesday Thursday Friday Saturday'.split(' ')
const dayMs = 86_400_000

/** A day number of a sheet as an instant; 1900 is counted as a leap year there, as the first of these programs did. */
function instantOf(value: number, since1904: boolean): Date {
  const days = since1904 ? value + 1462 : value
  return new Date(Date.UTC(1899, 11, 30) + Math.round((days < 60 ? days + 1 : days) * dayMs))
}

function dateOf(tokens: Token[], since1904: boolean): ShowNumber {
  const codes = tokens.map(({ kind, text }) => (kind === 'code' ? text.toLowerCase() : ''))
  const half = codes.some((code) => code === 'am/pm' || code === 'a/p')
  const isTime = (code: string | undefined) => /^(\[?h+\]?)$/.test(code ?? '')
  /** An m is minutes after hours or before seconds. */
  const minutes = codes.map((code, i) => {
    if (!/^m{1,2}$/.test(code)) return false
    const before = codes.slice(0, i).findLast((one) => /^[[]?[ymdhs]/.test(one))
    const after = codes.slice(i + 1).find((one) => /^[[]?[ymdhs]/.test(one))
    return isTime(before) || /^\[?s/.test(after ?? '')
  })
  const parts = Math.max(0, ...codes.map((code) => /^s+\.(0+)$/.exec(code)?.[1]?.length ?? 0))
  return (value) => {
    if (value < 0 || value >= 2_958_466) return showGeneral(value)
    const whole = parts > 0 ? value : Math.round(value * 86_400) / 86_400
    const at = instantOf(whole, since1904)
    const hours = at.getUTCHours()
    const pad = (n: number, length: number) => String(n).padStart(length, '0')
    return tokens
      .map(({ kind, text }, i) => {
        const code = codes[i] ?? ''
        if (kind === 'say') return text
        if (/^y+$/.test(code)) return code.length > 2 ? pad(at.getUTCFullYear(), 4) : pad(at.getUTCFullYear() % 100, 2)
        if (minutes[i]) return pad(at.getUTCMinutes(), code.length)
        if (/^m+$/.test(code)) {
          const name = months[at.getUTCMonth()] ?? ''
          if (code.length <= 2) return pad(at.getUTCMonth() + 1, code.length)
          return code.length === 3 ? name.slice(0, 3) : code.length === 5 ? name.slice(0, 1) : name
        }
        if (/^d+$/.test(code)) {
          const name = weekdays[at.getUTCDay()] ?? ''
          return code.length <= 2 ? pad(at.getUTCDate(), code.length) : code.length === 3 ? name.slice(0, 3) : name
        }
        if (/^h+$/.test(code)) return pad(half ? hours % 12 || 12 : hours, Math.min(2, code.length))
        if (/^s+/.test(code)) {
          const seconds = pad(at.getUTCSeconds(), Math.min(2, code.replace(/\..*/, '').length))
          return parts > 0 && code.includes('.')
            ? `${seconds}.${pad(at.getUTCMilliseconds(), 3).slice(0, parts)}`
            : seconds
        }
        if (code === 'am/pm') return hours < 12 ? 'AM' : 'PM'
        if (code === 'a/p') return hours < 12 ? 'A' : 'P'
        if (code === '[h]' || code === '[hh]') return pad(Math.floor(whole * 24 + 1e-9), code.length - 2)
        if (/^\[m+\]$/.test(code)) return pad(Math.floor(whole * 1440 + 1e-9), code.length - 2)
        if (/^\[s+\]$/.test(code)) return pad(Math.floor(whole * 86_400 + 1e-9), code.length - 2)
        return code
      })
      .join('')
      .trim()
  }
}
