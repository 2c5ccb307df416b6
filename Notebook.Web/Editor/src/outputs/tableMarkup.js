// Small pieces that the parts of a table are written with.

export const count = new Intl.NumberFormat("en");

export function plural(number, noun) { return `${count.format(number)} ${noun}${number === 1 ? "" : "s"}`; }

export function element(name, className = "", words = "") {
  const made = document.createElement(name);
  if (className) made.className = className;
  if (words) made.textContent = words;
  return made;
}
