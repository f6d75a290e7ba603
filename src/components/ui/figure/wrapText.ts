/** How wide a letter is on average, in font sizes: Inter in running text, with a little to spare. */
const LETTER = 0.56;

/**
 * Text in lines that fit a width, broken at spaces; a word that is too long for a line is broken where the line ends.
 * SVG breaks no lines by itself.
 *
 * @param width in pixels
 * @param size of the letters in pixels
 */
export function wrapText(text: string, width: number, size: number): string[] {
  const most = Math.max(1, Math.floor(width / (size * LETTER)));
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(/\s+/).filter((d) => d !== "")) {
    const joined = line === "" ? word : `${line} ${word}`;
    if (joined.length <= most) {
      line = joined;
      continue;
    }
    if (line !== "") lines.push(line);
    line = word;
    while (line.length > most) {
      lines.push(line.slice(0, most));
      line = line.slice(most);
    }
  }
  return line === "" ? lines : [...lines, line];
}
