// The headings of a notebook, read from the source of its text cells.

/** @returns {level, text}[] of one Markdown text */
export function headingsIn(markdown) {
  const headings = [];
  let fence = null;
  for (const line of markdown.split("\n")) {
    const mark = /^ {0,3}(`{3,}|~{3,})/.exec(line)?.[1];
    if (fence) {
      if (mark && mark[0] === fence[0] && mark.length >= fence.length && line.trim() === mark) fence = null;
      continue;
    }
    if (mark) {
      fence = mark;
      continue;
    }
    const found = /^ {0,3}(#{1,6})[ \t]+(.*?)[ \t]*#*[ \t]*$/.exec(line);
    if (found?.[2]) headings.push({ level: found[1].length, text: plain(found[2]) });
  }
  return headings;
}

/** @returns {cell, level, text}[] of a page, in order */
export function headingsOf(page) {
  return page.cells.flatMap(cell => {
    const source = page.sourceOf(cell);
    return source?.isText ? headingsIn(source.text.text).map(heading => ({ cell, ...heading })) : [];
  });
}

function plain(text) {
  return text.replace(/!?\[([^\]]*)\]\([^)]*\)/g, "$1").replace(/(\*\*|__|\*|`|~~)/g, "").trim();
}
