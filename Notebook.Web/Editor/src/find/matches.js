// What a query finds in a text, and what stands in its place when it is replaced.

const literal = /[.*+?^${}()|[\]\\]/g;

/**
 * @param query {text, matchCase, wholeWord, isRegex}
 * @returns {pattern} or {problem: words} when the reader's regular expression is none; {} for an empty query
 */
export function compile({ text, matchCase, wholeWord, isRegex }) {
  if (!text) return {};
  const flags = matchCase ? "gm" : "gmi";
  if (!isRegex) {
    const escaped = text.replace(literal, "\\$&");
    return { pattern: new RegExp(wholeWord ? `(?<![\\p{L}\\p{N}_])${escaped}(?![\\p{L}\\p{N}_])` : escaped, `${flags}u`) };
  }
  try {
    return { pattern: new RegExp(wholeWord ? `(?<!\\w)(?:${text})(?!\\w)` : text, flags) };
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return { problem: "Not a regular expression" };
  }
}

/** @returns {from, to, match}[]; matches of nothing, such as of "x*", are left out */
export function matchesIn(text, pattern, most = Infinity) {
  const found = [];
  pattern.lastIndex = 0;
  for (let match; found.length < most && (match = pattern.exec(text));) {
    if (match[0] === "") pattern.lastIndex++;
    else found.push({ from: match.index, to: match.index + match[0].length, match });
  }
  return found;
}

/** What replaces a match: with a regular expression, $1, $<name>, $& and $$ as in JavaScript, and \n and \t. */
export function replacement(match, template, isRegex) {
  if (!isRegex) return template;
  return template.replace(/\\n|\\t|\$(?:(\$)|(&)|(\d{1,2})|<([^>]+)>)/g, (whole, dollar, all, number, name) => {
    if (whole === "\\n") return "\n";
    if (whole === "\\t") return "\t";
    if (dollar) return "$";
    if (all) return match[0];
    if (name) return match.groups && name in match.groups ? match.groups[name] ?? "" : whole;
    return Number(number) >= 1 && Number(number) < match.length ? match[Number(number)] ?? "" : whole;
  });
}

/** Where a reader who looks for the next match after a place starts: the index of the first match at or behind it. */
export function indexAfter(matches, compareToPlace) {
  const at = matches.findIndex(match => compareToPlace(match) >= 0);
  return at < 0 ? 0 : at;
}
