// Turns stream text into lines of styled pieces: ANSI colours, \r that goes back to the line's start, and nothing else
// of what a terminal does. Text arrives in arbitrary pieces, so everything half-read is kept for the next one.

const colours = ["", "red", "green", "yellow", "blue", "magenta", "cyan", ""];
const cube = [0, 95, 135, 175, 215, 255]; // levels of the 256 colours' 6 × 6 × 6 cube
const plain = { colour: "", ground: "", bold: false, dim: false, italic: false, underline: false, struck: false, inverse: false };
const escape = /\x1b(?:\[([0-9;:?]*)([@-~])|\][^\x07\x1b]*(?:\x07|\x1b\\)|[@-Z\\^_])/y;
const maxEscape = 256; // Longer than this, it is no escape sequence but text with an ESC in it.

export class TerminalText {
  #rest = "";
  #style = { ...plain };
  #className = "";
  #column = null; // where the next text goes when a \r went back; null: at the end

  /** Pieces of the line that has not ended yet: [text, className][]. */
  line = [];

  /** @param ended called with the pieces of every line that ended */
  write(text, ended) {
    text = this.#rest + text;
    this.#rest = "";
    let at = 0;
    while (at < text.length) {
      const stop = next(text, at);
      if (stop > at) this.#put(text.slice(at, stop));
      if (stop === text.length) return;
      at = stop + 1;
      if (text[stop] === "\n") {
        this.#column = null;
        ended(this.line);
        this.line = [];
      } else if (text[stop] === "\r") {
        this.#column = 0;
      } else if (text[stop] === "\x1b") {
        escape.lastIndex = stop;
        const found = escape.exec(text);
        if (found) {
          if (found[2] === "m") this.#restyle(found[1] ?? "");
          else if (found[2] === "K" && this.#column !== null) this.line = part(this.line, 0, this.#column);
          at = escape.lastIndex;
        } else if (text.length - stop < maxEscape) {
          this.#rest = text.slice(stop);
          return;
        }
      }
    }
  }

  #put(text) {
    if (this.#column !== null) {
      const end = this.#column + text.length;
      const after = part(this.line, end, Infinity);
      this.line = [...part(this.line, 0, this.#column), [text, this.#className], ...after];
      this.#column = after.length > 0 ? end : null;
      return;
    }
    const last = this.line.at(-1);
    if (last && last[1] === this.#className) last[0] += text;
    else this.line.push([text, this.#className]);
  }

  #restyle(parameters) {
    const codes = parameters === "" ? [0] : parameters.split(/[;:]/).map(Number);
    const style = this.#style;
    for (let i = 0; i < codes.length; i++) {
      const code = codes[i];
      if (code === 0) Object.assign(style, plain);
      else if (code === 1) style.bold = true;
      else if (code === 2) style.dim = true;
      else if (code === 3) style.italic = true;
      else if (code === 4) style.underline = true;
      else if (code === 7) style.inverse = true;
      else if (code === 9) style.struck = true;
      else if (code === 22) style.bold = style.dim = false;
      else if (code === 23) style.italic = false;
      else if (code === 24) style.underline = false;
      else if (code === 27) style.inverse = false;
      else if (code === 29) style.struck = false;
      else if (code >= 30 && code <= 37) style.colour = colours[code - 30];
      else if (code === 39) style.colour = "";
      else if (code >= 40 && code <= 47) style.ground = named(code - 40);
      else if (code === 49) style.ground = "";
      else if (code === 90) style.colour = "dim";
      else if (code >= 91 && code <= 97) style.colour = colours[code - 90];
      else if (code >= 100 && code <= 107) style.ground = named(code - 100);
      else if (code === 38 || code === 48) {
        const [colour, length] = extended(codes, i + 1);
        if (colour != null) style[code === 38 ? "colour" : "ground"] = code === 38 && colour === "black" ? "" : colour;
        i += length;
      }
    }
    this.#className = [
      style.colour && `ansi-${style.colour}`,
      style.ground && `ansi-bg-${style.ground}`,
      style.bold && "ansi-bold",
      style.dim && style.colour !== "dim" && "ansi-dim",
      style.italic && "ansi-italic",
      style.underline && "ansi-underline",
      style.struck && "ansi-struck",
      style.inverse && "ansi-inverse",
    ].filter(Boolean).join(" ");
  }
}

function named(number) {
  return number === 0 ? "black" : number === 7 ? "white" : colours[number];
}

/** @returns the colour after 38 or 48, as a name or as hex digits (null: not one), and how many codes it takes */
function extended(codes, at) {
  if (codes[at] === 5) return [indexed(codes[at + 1]), 2];
  if (codes[at] !== 2) return [null, 0];
  const rgb = codes.slice(at + 1, at + 4);
  return [rgb.length === 3 && rgb.every(isByte) ? hex(rgb) : null, 4];
}

function indexed(number) {
  if (!isByte(number)) return null;
  if (number < 16) return number === 8 ? "dim" : named(number % 8);
  if (number >= 232) return hex(Array(3).fill(8 + (number - 232) * 10));
  const place = number - 16;
  return hex([cube[Math.floor(place / 36)], cube[Math.floor(place / 6) % 6], cube[place % 6]]);
}

function isByte(number) { return Number.isInteger(number) && number >= 0 && number <= 255; }

function hex(rgb) { return rgb.map(level => level.toString(16).padStart(2, "0")).join(""); }

function next(text, from) {
  for (let i = from; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code === 10 || code === 13 || code === 27) return i;
  }
  return text.length;
}

function part(pieces, from, to) {
  const kept = [];
  let at = 0;
  for (const [text, className] of pieces) {
    const piece = text.slice(Math.max(0, from - at), Math.max(0, to - at));
    if (piece) kept.push([piece, className]);
    at += text.length;
  }
  return kept;
}
