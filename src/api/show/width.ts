const WIDE = /[\u1100-\u115f\u2e80-\u303e\u3041-\u33ff\u3400-\u4dbf\u4e00-\u9fff\ua000-\ua4cf\ua960-\ua97f\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{1f300}-\u{1f64f}\u{1f680}-\u{1f6ff}\u{1f900}-\u{1f9ff}\u{1fa70}-\u{1faff}\u{20000}-\u{3fffd}]|\p{Emoji_Presentation}/u;
const NOTHING = /^[\p{Mn}\p{Me}\p{Cf}]$/u;
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must not reach a terminal
const CONTROL = /[\u0000-\u001f\u007f-\u009f]/g;
const clusters = new Intl.Segmenter("en", { granularity: "grapheme" });

const ESCAPES: Readonly<Record<string, string>> = { "\n": "\\n", "\t": "\\t", "\r": "\\r" };

/** Text without characters that would move the cursor. */
export const printable = (text: string): string => text.replace(CONTROL, (c) => ESCAPES[c] ?? `\\x${c.charCodeAt(0).toString(16).padStart(2, "0")}`);

const ASCII = /^[\x20-\x7e]*$/;

function clusterWidth(cluster: string): number {
  if (WIDE.test(cluster) || cluster.includes("\ufe0f")) return 2;
  return NOTHING.test(cluster) ? 0 : 1;
}

/** Terminal columns that a text takes: wide characters and emoji two, combining marks none. */
export function textWidth(text: string): number {
  if (ASCII.test(text)) return text.length;
  let width = 0;
  for (const { segment } of clusters.segment(text)) width += clusterWidth(segment);
  return width;
}

/** Text of at most `most` columns, cut with an ellipsis. */
export function fit(text: string, most: number): string {
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
