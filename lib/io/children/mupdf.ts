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
  Record<
    '_wasm_stext_char_get_c' | '_wasm_stext_char_get_quad' | '_wasm_stext_char_get_argb',
    (at: number) => number
  > & { HEAPF32: Float32Array }

// mupdf takes this object for its WebAssembly module, which lets us call it without a wrapper per glyph
export const wasm = {} as Wasm // filled by mupdf while it is imported
Object.assign(globalThis, { $libmupdf_wasm_Module: wasm })
export const mupdf = await import('mupdf')
export type Document = InstanceType<typeof mupdf.Document>
export type Page = ReturnType<Document['loadPage']>
