// The text of outputs as it stands on the page, for looking something up in it.

const together = "notebook-stream, pre, .value, p, td, th, li, summary, .leaf, .what";
const unseen = "svg, script, style, button, .sr, notebook-chart, notebook-elapsed";

/** @returns {text, nodes: {node, at}[]}[]: pieces of text that read as one */
export function textsOf(output) {
  const walker = document.createTreeWalker(output, NodeFilter.SHOW_TEXT, node => (node.parentElement.closest(unseen) ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT));
  const texts = [];
  let place = null;
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const container = node.parentElement.closest(together) ?? node.parentElement;
    if (container !== place || texts.length === 0) texts.push({ text: "", nodes: [] });
    place = container;
    const piece = texts.at(-1);
    piece.nodes.push({ node, at: piece.text.length });
    piece.text += node.data;
  }
  return texts;
}

/** The part of the page that a piece of such a text is. */
export function rangeOf(nodes, from, to) {
  const range = new Range();
  const start = nodes.findLast(({ at }) => at <= from);
  const end = nodes.findLast(({ at }) => at < to);
  range.setStart(start.node, from - start.at);
  range.setEnd(end.node, to - end.at);
  return range;
}
