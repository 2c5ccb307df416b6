// The bar of find and replace: what is asked, and how many answers there are.
import { plainButton } from "../elements.js";

const options = [
  { name: "matchCase", label: "Match case", text: "Aa", key: "c" },
  { name: "wholeWord", label: "Whole words", icon: "whole-word", key: "w" },
  { name: "isRegex", label: "Regular expression", text: ".*", key: "r" },
  { name: "inCells", label: "Only in the selected cells", icon: "cells", key: "l" },
  { name: "inOutputs", label: "In outputs too", icon: "output", key: "o", isOn: true },
];
const count = new Intl.NumberFormat("en");

export class FindBar {
  #find;
  #bar = document.createElement("div");
  #query = field("Find", "find-query");
  #replace = field("Replace with", "find-replace");
  #replaceRow = row("find-replace-row");
  #status = document.createElement("span");
  #toggles = new Map();

  constructor(find) {
    this.#find = find;
    this.#bar.className = "find";
    this.#bar.setAttribute("role", "search");
    this.#bar.setAttribute("aria-label", "Find in notebook");
    this.#status.className = "find-status";
    this.#status.setAttribute("role", "status");
    this.#status.setAttribute("aria-label", "Matches");

    const findRow = row("find-row");
    const toggles = document.createElement("span");
    toggles.className = "find-options";
    for (const option of options) {
      const button = plainButton(option.label, { text: option.text, iconName: option.icon, className: "button-small button-icon" });
      button.title = `${option.label} (Alt+${option.key.toUpperCase()})`;
      button.setAttribute("aria-pressed", option.isOn ? "true" : "false");
      button.addEventListener("click", () => this.#toggle(option.name));
      this.#toggles.set(option.name, button);
      toggles.append(button);
    }
    findRow.append(this.#query, this.#status, toggles,
      this.#button("Previous match", "up", () => find.step(-1)), this.#button("Next match", "down", () => find.step(1)), this.#button("Close", "close", () => find.close()));

    const one = plainButton("Replace", { text: "Replace", className: "button-small button-edge" });
    one.addEventListener("click", () => find.replaceOne(this.#replace.value));
    const all = plainButton("Replace all", { text: "Replace all", className: "button-small button-edge" });
    all.addEventListener("click", () => find.replaceAll(this.#replace.value));
    this.#replaceRow.append(this.#replace, one, all);
    this.#replaceRow.hidden = true;

    this.#bar.append(findRow, this.#replaceRow);
    this.#query.addEventListener("input", () => this.#look());
    this.#bar.addEventListener("keydown", event => this.#key(event));
  }

  get isOpen() { return this.#bar.isConnected && !this.#bar.hidden; }

  open(withReplace, text) {
    if (!this.#bar.isConnected) document.body.append(this.#bar);
    this.#bar.hidden = false;
    if (withReplace) this.#replaceRow.hidden = false;
    if (text) this.#query.value = text;
    this.#query.focus();
    this.#query.select();
    this.#look();
  }

  close() {
    this.#bar.hidden = true;
    this.#replaceRow.hidden = true;
  }

  dispose() { this.#bar.remove(); }

  show({ at, count: total, isMore, problem, isEmpty }) {
    this.#query.setAttribute("aria-invalid", problem ? "true" : "false");
    this.#bar.classList.toggle("is-empty", total === 0 && !isEmpty);
    const all = `${count.format(total)}${isMore ? "+" : ""}`;
    const words = isEmpty ? "" : problem ?? (total === 0 ? "No matches" : at < 0 ? `${all} ${total === 1 ? "match" : "matches"}` : `${count.format(at + 1)} of ${all}`);
    if (this.#status.textContent !== words) this.#status.textContent = words;
  }

  #look() {
    this.#find.look({ text: this.#query.value, ...Object.fromEntries([...this.#toggles].map(([name, button]) => [name, button.getAttribute("aria-pressed") === "true"])) });
  }

  #toggle(name) {
    const button = this.#toggles.get(name);
    button.setAttribute("aria-pressed", button.getAttribute("aria-pressed") === "true" ? "false" : "true");
    this.#look();
  }

  #key(event) {
    const option = event.altKey && !event.ctrlKey && options.find(({ key }) => event.code === `Key${key.toUpperCase()}`);
    if (option) this.#toggle(option.name);
    else if (event.key === "Escape") this.#find.close();
    else if (event.key === "Enter" && event.target === this.#query) this.#find.step(event.shiftKey ? -1 : 1);
    else if (event.key === "Enter" && event.target === this.#replace) event.ctrlKey || event.metaKey ? this.#find.replaceAll(this.#replace.value) : this.#find.replaceOne(this.#replace.value);
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  #button(label, iconName, press) {
    const button = plainButton(label, { iconName, className: "button-small button-icon" });
    button.addEventListener("click", press);
    return button;
  }
}

function field(label, className) {
  const input = document.createElement("input");
  input.type = "text";
  input.className = className;
  input.setAttribute("aria-label", label);
  input.placeholder = label;
  input.autocomplete = "off";
  input.spellcheck = false;
  return input;
}

function row(className) {
  const element = document.createElement("div");
  element.className = className;
  return element;
}
