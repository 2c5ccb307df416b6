// Lines of terminal text as elements.
const link = /\bhttps?:\/\/[^\s<>"'`]+[^\s<>"'`.,;:!?)\]}]/g;
const anyColour = /^ansi-(bg-)?([0-9a-f]{6})$/;

/** One piece of a line: [text, classes]. A class of six hex digits is a colour; the style sheet makes it readable in both themes. */
export function piece([text, className]) {
  if (!className) return document.createTextNode(text);
  const span = document.createElement("span");
  for (const name of className.split(" ")) {
    const [, ground, digits] = anyColour.exec(name) ?? [];
    if (!digits) {
      span.classList.add(name);
    } else {
      span.classList.add(ground ? "ansi-ground" : "ansi-colour");
      span.style.setProperty(ground ? "--ground" : "--colour", `#${digits}`);
      if (ground) span.classList.add(isLight(digits) ? "on-light" : "on-dark");
    }
  }
  span.textContent = text;
  return span;
}

function isLight(digits) {
  const [red, green, blue] = [0, 2, 4].map(at => parseInt(digits.slice(at, at + 2), 16));
  return red * 0.299 + green * 0.587 + blue * 0.114 > 140;
}

/** Lines as few nodes: neighbours of one style are one. */
export function fragment(lines) {
  const target = document.createDocumentFragment();
  let run = "";
  let runClass = "";
  const end = () => {
    if (run) target.append(piece([run, runClass]));
    run = "";
  };
  for (const pieces of lines) {
    for (const [text, className] of pieces) {
      if (className !== runClass) end();
      runClass = className;
      run += text;
    }
    run += "\n";
  }
  end();
  return target;
}

/** Makes links of the addresses in an element's text: http and https, nothing else. */
export function linkAddresses(element) {
  const texts = document.createTreeWalker(element, NodeFilter.SHOW_TEXT, node => node.data.includes("://") && node.parentNode.localName !== "a" ? NodeFilter.FILTER_ACCEPT : NodeFilter.FILTER_SKIP);
  const found = [];
  while (texts.nextNode()) found.push(texts.currentNode);
  for (const node of found) node.replaceWith(linked(node.data));
}

function linked(text) {
  const target = document.createDocumentFragment();
  let at = 0;
  for (const found of text.matchAll(link)) {
    target.append(text.slice(at, found.index));
    const anchor = document.createElement("a");
    anchor.href = found[0];
    anchor.target = "_blank";
    anchor.rel = "noopener noreferrer";
    anchor.textContent = found[0];
    target.append(anchor);
    at = found.index + found[0].length;
  }
  target.append(text.slice(at));
  return target;
}
