// <notebook-tree data-src data-kind="value|json">: a value with its parts, opened level by level. Keys as in any tree:
// up and down move, right opens or goes in, left closes or goes out. The text it comes with stays when there is no tree.
import { copy } from "./downloads.js";
import { forgetNear, whenNear } from "../near.js";
import { jsonNode, valueNode } from "./treeNodes.js";

const longText = 400; // code units; more is shown on demand
const partsAtOnce = 200;

export class TreeElement extends HTMLElement {
  #tree = null;
  #current = null;

  connectedCallback() {
    queueMicrotask(() => { if (this.isConnected && !this.#tree) whenNear(this, () => this.#load()); });
  }

  disconnectedCallback() { queueMicrotask(() => { if (!this.isConnected) forgetNear(this); }); }

  tools() {
    if (!this.#tree) return [];
    return [
      { label: "Copy value", iconName: "copy", run: () => copy(this.#node.copied(), "Value") },
      { label: "Copy path", iconName: "path", run: () => copy(this.#node.path, "Path") },
    ];
  }

  get #node() { return (this.#current ?? this.#tree.firstElementChild).node; }

  async #load() {
    if (this.#tree) return;
    let root;
    try {
      const reply = await fetch(this.dataset.src);
      if (!reply.ok) return; // Its text is there.
      const data = await reply.json();
      root = this.dataset.kind === "json" ? jsonNode(null, data, "$") : valueNode(null, data, "");
    } catch (error) {
      console.error(error); // Not JSON after all: its text says it.
      return;
    }
    this.#tree = document.createElement("div");
    this.#tree.className = "tree";
    this.#tree.setAttribute("role", "tree");
    this.#tree.setAttribute("aria-label", "Value");
    const item = this.#item(root, 1);
    this.#tree.append(item);
    item.firstElementChild.tabIndex = 0;
    if (root.parts) this.#open(item, true);
    this.#tree.addEventListener("click", event => this.#click(event));
    this.#tree.addEventListener("keydown", event => this.#key(event));
    this.#tree.addEventListener("focusin", event => this.#focused(event));
    this.replaceChildren(this.#tree);
  }

  #item(node, level) {
    const item = document.createElement("div");
    item.className = "tree-item";
    item.node = node;
    item.level = level;
    const row = item.appendChild(document.createElement("div"));
    row.className = node.parts ? "tree-row has-parts" : "tree-row";
    row.setAttribute("role", "treeitem");
    row.setAttribute("aria-level", level);
    row.tabIndex = -1;
    if (node.parts) row.setAttribute("aria-expanded", "false");
    if (node.name != null) row.append(span("name", node.name), span("quiet", ": "));
    if (node.text.length > longText) this.#long(row, node);
    else row.append(span(node.style, node.text));
    return item;
  }

  #long(row, node) {
    const text = span(node.style, `${node.text.slice(0, longText)}…`);
    const more = document.createElement("button");
    more.type = "button";
    more.className = "button button-link";
    more.textContent = `show all ${new Intl.NumberFormat("en").format(node.text.length)} characters`;
    more.tabIndex = -1;
    more.dataset.more = "";
    more.addEventListener("click", () => {
      text.textContent = node.text;
      more.remove();
      row.focus();
    });
    row.append(text, " ", more);
  }

  #open(item, open) {
    const row = item.firstElementChild;
    row.setAttribute("aria-expanded", open);
    let group = item.querySelector(":scope > [role=group]");
    if (!group && open) {
      group = document.createElement("div");
      group.setAttribute("role", "group");
      item.append(group);
      this.#fill(group, item, 0);
    }
    if (group) group.hidden = !open;
  }

  #fill(group, item, from) {
    const { parts, note } = item.node;
    const children = parts();
    for (const child of children.slice(from, from + partsAtOnce)) group.append(this.#item(child, item.level + 1));
    const left = children.length - from - partsAtOnce;
    if (left > 0) {
      const more = document.createElement("button");
      more.type = "button";
      more.className = "button button-link tree-more";
      more.textContent = `Show ${Math.min(left, partsAtOnce)} more of ${left}`;
      more.addEventListener("click", () => {
        more.remove();
        this.#fill(group, item, from + partsAtOnce);
        group.children[from + partsAtOnce].firstElementChild.focus();
      });
      group.append(more);
    } else if (note) {
      const cut = span("tree-note quiet", note);
      group.append(cut);
    }
  }

  #click(event) {
    const row = event.target.closest("[role=treeitem]");
    if (!row || event.target.closest("button") || !getSelection().isCollapsed) return;
    if (row.parentElement.node.parts) this.#open(row.parentElement, row.getAttribute("aria-expanded") !== "true");
  }

  #focused(event) {
    const row = event.target.closest("[role=treeitem]");
    if (!row) return;
    this.#tree.querySelector("[role=treeitem][tabindex='0']")?.setAttribute("tabindex", "-1");
    row.tabIndex = 0;
    this.#current = row.parentElement;
  }

  #key(event) {
    const row = event.target.closest("[role=treeitem]");
    if (!row || event.ctrlKey || event.metaKey || event.altKey) return;
    const item = row.parentElement;
    const rows = [...this.#tree.querySelectorAll("[role=treeitem]")].filter(candidate => !candidate.closest("[role=group][hidden]"));
    const at = rows.indexOf(row);
    const isOpen = row.getAttribute("aria-expanded") === "true";
    const go = target => target?.focus();
    switch (event.key) {
      case "ArrowDown": go(rows[at + 1]); break;
      case "ArrowUp": go(rows[at - 1]); break;
      case "Home": go(rows[0]); break;
      case "End": go(rows.at(-1)); break;
      case "ArrowRight":
        if (!item.node.parts) break;
        if (isOpen) go(rows[at + 1]);
        else this.#open(item, true);
        break;
      case "ArrowLeft":
        if (isOpen) this.#open(item, false);
        else go(item.parentElement.closest(".tree-item")?.firstElementChild);
        break;
      case "Enter":
      case " ":
        if (item.node.parts) this.#open(item, !isOpen);
        else row.querySelector("[data-more]")?.click();
        break;
      default: return;
    }
    event.preventDefault();
    event.stopPropagation();
  }
}

function span(className, text) {
  const made = document.createElement("span");
  made.className = className;
  made.textContent = text;
  return made;
}
