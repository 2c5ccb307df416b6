// Names of people where there is little room.

/** One or two letters that stand for a name. */
export function initials(name) {
  const words = name.trim().split(/\s+/u).filter(word => /[\p{L}\p{N}]/u.test(word));
  const letters = [words[0], words.length > 1 ? words.at(-1) : null].filter(Boolean).map(word => Array.from(word.match(/[\p{L}\p{N}]/u)[0])[0].toUpperCase());
  return letters.join("") || "?";
}

/** @returns "Ada", "Ada and Ben", "Ada, Ben and 3 others" */
export function gathered(names) {
  if (names.length <= 2) return names.join(" and ");
  if (names.length === 3) return `${names[0]}, ${names[1]} and ${names[2]}`;
  return `${names[0]}, ${names[1]} and ${names.length - 2} others`;
}

/** @returns a round mark with somebody's initials: decoration, the name stands beside it or in a label */
export function avatar({ name, colour }, className = "") {
  const mark = document.createElement("span");
  mark.className = `avatar person-${colour} ${className}`.trim();
  mark.setAttribute("aria-hidden", "true");
  mark.title = name;
  mark.dataset.letters = initials(name); // By the style sheet: a button's text would have to be part of its name.
  return mark;
}
