/** Destinations that hold no text of the document, beside all that say themselves that they may be passed over. */
export const passed = new Set(
  'fonttbl colortbl stylesheet listtable listoverridetable rsidtbl generator pict object objdata themedata colorschememapping latentstyles datastore xmlnstbl filetbl revtbl fldinst nonshppict bkmkstart bkmkend atnid atnref atndate atnparent annotationicon shpinst background mmath userprops private1 template operator'.split(
    ' ',
  ),
)
export const kept = new Set(['shptxt', 'annotation', 'atnauthor', 'footnote', 'fldrslt'])
export const signs: Record<string, string> = {
  tab: ' \u00a0 ',
  emdash: '—',
  endash: '–',
  lquote: '‘',
  rquote: '’',
  ldblquote: '“',
  rdblquote: '”',
  bullet: '•',
  emspace: ' ',
  enspace: ' ',
  line: '\n',
}
/** Code pages of character sets, by their number. */
export const charsets: Record<number, string> = {
  0: 'cp1252',
  77: 'macroman',
  128: 'cp932',
  129: 'cp949',
  134: 'cp936',
  136: 'cp950',
  161: 'cp1253',
  162: 'cp1254',
  163: 'cp1258',
  177: 'cp1255',
  178: 'cp1256',
  186: 'cp1257',
  204: 'cp1251',
  222: 'cp874',
  238: 'cp1250',
}
