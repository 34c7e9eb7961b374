import { z } from 'zod'

/** Length is what counts (NIST 800-63B): no rules about kinds of characters, and pasting is welcome. */
export const newPasswordSchema = z
  .string()
  .min(12, 'A password has 12 characters or more. Three or four words that do not belong together are good.')
  .max(128, 'A password has at most 128 characters.')

/**
 * What is wrong with a password, in words; null where nothing is. Refused: well-known passwords and what is made of
 * them by numbers and look-alike signs, runs of keys, repeats, and little beside the words of `about` (the person,
 * the newsroom, this product).
 */
export function weakness(password: string, about: readonly string[]): string | null {
  const plain = password.toLowerCase().normalize('NFKD').replace(/\p{M}/gu, '')
  if (new Set(plain).size < 5) return 'That password uses too few different characters.'
  const spelt = plain.replace(/[@431!05$7]/g, (sign) => lookAlike[sign] ?? sign)
  const own = about.flatMap((text) => text.toLowerCase().split(/[^\p{L}\p{N}]+/u)).filter((word) => word.length >= 3)
  const left = (text: string, words: readonly string[]) =>
    words.toSorted((a, b) => b.length - a.length).reduce((rest, word) => rest.replaceAll(word, ' '), text)
  for (const text of [plain, spelt]) {
    if (letters(left(text, own)) < 6)
      return 'That password is made of your name or address. Choose words that do not tell who you are.'
    if (letters(left(withoutRuns(text), [...own, ...common])) < 4)
      return 'That password is among the first that are tried. Choose words that do not belong together.'
  }
  return null
}

const lookAlike: Record<string, string> = {
  '@': 'a',
  '4': 'a',
  '3': 'e',
  '1': 'i',
  '!': 'i',
  '0': 'o',
  '5': 's',
  $: 's',
  '7': 't',
}
const letters = (text: string) => new Set(text.replace(/[\s\d\p{P}\p{S}]/gu, '')).size

const rows = [
  'abcdefghijklmnopqrstuvwxyz',
  '01234567890',
  'qwertyuiop',
  'asdfghjkl',
  'zxcvbnm',
  'qwertzuiop',
  'azertyuiop',
  'qazwsxedcrfvtgbyhnujm',
  '1q2w3e4r5t6y7u8i9o0p',
]
const runs = rows.flatMap((row) => [row, [...row].reverse().join('')])

/** Cuts out every run of four or more neighbouring keys or letters. */
function withoutRuns(text: string): string {
  let kept = ''
  for (let at = 0; at < text.length; ) {
    let length = 0
    for (const run of runs) {
      let n = 0
      while (at + n < text.length && n < run.length && run.includes(text.slice(at, at + n + 1))) n++
      length = Math.max(length, n)
    }
    if (length >= 4) at += length
    else kept += text[at++]
  }
  return kept
}

/** The stems of published lists of leaked passwords; numbers and signs around them are cut off above. */
const common = `password passwort passw0rd motdepasse contrasena senha letmein welcome willkommen bienvenue admin
administrator root login signin master secret geheim changeme default temporary temp test testing example sample
iloveyou loveyou love lovely forever princess prince sunshine monkey dragon football baseball basketball soccer hockey
superman batman spiderman ironman starwars pokemon naruto michael jordan jennifer jessica ashley daniel charlie thomas
robert matthew andrew joshua william james george harley mustang ferrari porsche mercedes corvette shadow killer
trustno trustnoone hunter hunter2 ranger buster tigger pepper ginger cookie cheese chocolate banana orange apple
flower summer winter spring autumn january february march april june july august september october november december
monday tuesday wednesday thursday friday saturday sunday freedom whatever access google facebook twitter linkedin
internet computer samsung iphone android windows microsoft apple zxcvbn qwerty asdf qazwsx azerty abc123 monkey
correct horse battery staple correcthorsebatterystaple hello world helloworld goodbye please thankyou company
newsroom editor editorial reporter records unsealed journalist journalism news press media account user username guest
public private security secure house family mother father sister brother baby angel jesus christ blessed god heaven
this is my your the and for you pass word pwd`
  .split(/\s+/)
  .filter((word) => word.length >= 2)
