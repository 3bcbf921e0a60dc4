const WIDE =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\u33ff\u3400-\u4dbf\u4e00-\u9fff\ua000-\ua4cf\ua960-\ua97f\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{1f300}-\u{1f64f}\u{1f680}-\u{1f6ff}\u{1f900}-\u{1f9ff}\u{1fa70}-\u{1faff}\u{20000}-\u{3fffd}]|\p{Emoji_Presentation}/u;
const NOTHING = /^[\p{Mn}\p{Me}\p{Cf}\p{Grapheme_Extend}\u1160-\u11ff]$/u;
// What moves the cursor, breaks the line or turns the direction of all that follows.
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must not reach a terminal
const CONTROL = /[\u0000-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]/g;
const EMOJI = /\ufe0f|\p{Emoji_Presentation}/u;
const clusters = new Intl.Segmenter("en", { granularity: "grapheme" });

const ESCAPES: Readonly<Record<string, string>> = { "\n": "\\n", "\t": "\\t", "\r": "\\r" };

const escaped = (c: string): string => {
  const code = c.charCodeAt(0);
  return ESCAPES[c] ?? (code > 255 ? `\\u${code.toString(16)}` : `\\x${code.toString(16).padStart(2, "0")}`);
};

/** Text without characters that would move the cursor. */
export const printable = (text: string): string => text.replace(CONTROL, escaped);

const ASCII = /^[\x20-\x7e]*$/;

// A terminal draws an emoji sequence in two columns; of other clusters it counts each character.
function clusterWidth(cluster: string): number {
  if (EMOJI.test(cluster)) return 2;
  let width = 0;
  for (const c of cluster) width += NOTHING.test(c) ? 0 : WIDE.test(c) ? 2 : 1;
  return width;
}

/** Terminal columns that a text takes: wide characters and emoji two, combining marks none. */
export function textWidth(text: string): number {
  if (ASCII.test(text)) return text.length;
  let width = 0;
  for (const { segment } of clusters.segment(text)) width += clusterWidth(segment);
  return width;
}

/** Text of at most `most` columns, cut with an ellipsis. */
export function clip(text: string, most: number): string {
  if (text.length <= most && ASCII.test(text)) return text;
  const short = text.slice(0, most * 16 + 16);
  if (short.length === text.length && textWidth(text) <= most) return text;
  let out = "";
  let width = 0;
  for (const { segment } of clusters.segment(short)) {
    const w = clusterWidth(segment);
    if (width + w > most - 1) break;
    out += segment;
    width += w;
  }
  return `${out}…`;
}

export const pad = (text: string, width: number, right: boolean): string => {
  const space = " ".repeat(Math.max(0, width - textWidth(text)));
  return right ? space + text : text + space;
};

/** Columns of the terminal that standard output goes to; 100 where it goes elsewhere. */
export const terminalWidth = (): number => {
  const columns = (globalThis as { readonly process?: { readonly stdout?: { readonly columns?: number } } }).process
    ?.stdout?.columns;
  return columns !== undefined && columns >= 20 ? columns : 100;
};
