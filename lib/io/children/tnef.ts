/** How a winmail.dat begins. */
export const isTnef = (bytes: Uint8Array) =>
  bytes.length > 6 && bytes[0] === 0x78 && bytes[1] === 0x9f && bytes[2] === 0x3e && bytes[3] === 0x22
