export { textFlipCase, textIsAscii, textLenChars } from "./ascii";
export { textConcat, textConcatOffsets } from "./concat";
export { textAffix, textContains, textEquals } from "./search";
