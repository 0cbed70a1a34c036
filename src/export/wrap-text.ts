/** Breaks text into lines without measuring a font. */

/** Lines no longer than `room`, by the usual width of letters. */
export function wrapped(text: string, size: number, room: number): string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(/\s+/).flatMap((long) => pieces(long, size, room))) {
    const longer = line === "" ? word : `${line} ${word}`;
    if (widthOf(longer, size) > room && line !== "") {
      lines.push(line);
      line = word;
    } else line = longer;
  }
  return line === "" ? lines : [...lines, line];
}

/** An address is one long word. */
function pieces(word: string, size: number, room: number): string[] {
  const most = Math.max(1, Math.floor(room / (size * 0.6)));
  return word.match(new RegExp(`.{1,${most}}`, "gu")) ?? [];
}

function widthOf(text: string, size: number): number {
  let width = 0;
  // Hangul and its like are as wide as high.
  for (const letter of text)
    width += letter >= "\u1100" && letter < "\uff00" && !(letter >= "\u2000" && letter < "\u2e80") ? 1 : 0.56;
  return width * size;
}
