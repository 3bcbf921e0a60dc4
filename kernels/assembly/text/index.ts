export { textFlipCase, textIsAscii, textLenChars } from "./ascii";
export { textAffix, textContains, textEquals } from "./search";
export { textDistinct } from "./distinct";
