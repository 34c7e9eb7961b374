/** Why a file cannot be read, said by the program that tries; what is not told here is said by the parent. */
export class GiveUp extends Error {
  readonly code: 'encrypted' | 'damaged' | 'too_big' | 'unsupported'
  constructor(code: GiveUp['code'], detail?: string) {
    super(detail)
    this.code = code
  }
}
