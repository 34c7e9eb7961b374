/** mupdf, and the few of its own calls that its wrapper makes slow (a Font per letter) or wrong (letters beyond U+FFFF). */
export type Wasm = Record<
  '_wasm_stext_page_get_first_block' | '_wasm_stext_block_get_type' | '_wasm_stext_block_get_next',
  (at: number) => number
> &
  Record<
    '_wasm_stext_block_get_bbox' | '_wasm_stext_block_get_first_line' | '_wasm_stext_line_get_next',
    (at: number) => number
  > &
  Record<'_wasm_stext_line_get_first_char' | '_wasm_stext_char_get_next', (at: number) => number> &
  Record<'_wasm_stext_char_get_c' | '_wasm_stext_char_get_quad' | '_wasm_stext_char_get_argb', (at: number) => number> &
  Record<'_wasm_stext_block_get_v_flags' | '_wasm_stext_block_get_v_argb', (at: number) => number> & {
    HEAPF32: Float32Array
    HEAPU8: Uint8Array
    _wasm_free: (at: number) => void
  }

// mupdf takes this object for its WebAssembly module, which lets us call it without a wrapper per glyph
export const wasm = {} as Wasm // filled by mupdf while it is imported
/** Goes up when the memory is put back: what was to be freed in it then is not there any more. */
let generation = 0
const Registry = FinalizationRegistry
class RegistryOfNow<T> extends Registry<{ held: T; of: number }> {
  constructor(free: (held: T) => void) {
    super(({ held, of }) => {
      if (of === generation) free(held)
    })
  }
  override register(target: WeakKey, held: unknown, token?: WeakKey) {
    super.register(target, { held: held as T, of: generation }, token) // mupdf hands over its pointers
  }
}
Object.assign(globalThis, { $libmupdf_wasm_Module: wasm, FinalizationRegistry: RegistryOfNow })
export const mupdf = await import('mupdf')
export type Document = InstanceType<typeof mupdf.Document>
export type Page = ReturnType<Document['loadPage']>

/**
 * Remembers all of the engine's memory as it is now, fonts and allocator included.
 * @returns puts it back byte for byte, so that nothing of the file read since is left, be it a pointer it bent or a
 * font it brought; objects made since must not be used again, nor destroyed
 */
export function rememberMemory(): () => void {
  const start = wasm.HEAPU8.slice()
  return () => {
    generation++
    wasm.HEAPU8.set(start)
    wasm.HEAPU8.fill(0, start.length)
    // the wrapper frees the last text it handed over when it hands over the next: that one is gone already
    const free = wasm._wasm_free
    wasm._wasm_free = () => {}
    new mupdf.Font('Courier').destroy()
    wasm._wasm_free = free
  }
}
