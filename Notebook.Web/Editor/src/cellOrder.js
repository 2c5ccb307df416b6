// Which cells there are, and in what order, as Blazor renders them: folding and outline follow, and so does the reader
// whose cell is gone.
export class CellOrder {
  #page;

  constructor(page, signal) {
    this.#page = page;
    const list = page.root.querySelector(".cells");
    const order = new MutationObserver(records => {
      this.#followSelected(records);
      this.changed();
    });
    order.observe(list, { childList: true });
    const states = new MutationObserver(() => page.outline.changed());
    states.observe(list, { subtree: true, attributes: true, attributeFilter: ["data-state", "data-number"] });
    signal.addEventListener("abort", () => {
      order.disconnect();
      states.disconnect();
    });
  }

  /** Headings may have come, gone or moved. */
  changed() {
    this.#page.folding.changed();
    this.#page.outline.changed();
    this.#page.startExamples?.changed();
  }

  // The selected cell was deleted: the reader goes on beside the place where it was.
  #followSelected(records) {
    const { selected, expected } = this.#page;
    if (!selected || selected.isConnected) return;
    const gone = records.find(record => [...record.removedNodes].includes(selected));
    const beside = nextCell(gone?.nextSibling, "nextSibling") ?? nextCell(gone?.previousSibling, "previousSibling");
    if (beside && !expected.willSelect) this.#page.select(beside, document.activeElement === document.body);
  }
}

function nextCell(node, direction) {
  while (node && !(node.isConnected && node.classList?.contains("cell") && !node.hidden)) node = node[direction];
  return node;
}
