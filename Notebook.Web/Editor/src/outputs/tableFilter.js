// The small dialog beside a table in which a condition is written: a column, what is asked of it, and a value or some of its values.
import { plainButton } from "../elements.js";
import { signs } from "./tableQuery.js";

let open = null;

/**
 * @param anchor the button it stands at
 * @param table {columns, filter: the one to change or null, choices(column): Promise<string[]|null>, apply(filter)}
 */
export function openFilter(anchor, table) {
  const wasHere = open?.anchor === anchor;
  open?.close();
  if (!wasHere) open = new FilterDialog(anchor, table);
}

class FilterDialog {
  #table;
  #dialog = document.createElement("form");
  #stop = new AbortController();
  #column;
  #kind;
  #value = null;
  #choices = null;
  #asked = 0;

  constructor(anchor, table) {
    this.anchor = anchor;
    this.#table = table;
    this.#dialog.className = "menu filter-dialog";
    this.#dialog.setAttribute("role", "dialog");
    this.#dialog.setAttribute("aria-label", "Filter rows");
    this.#column = select("Column", [["-1", "Any column"], ...table.columns.map(({ name }, index) => [String(index), name || `Column ${index + 1}`])]);
    this.#kind = select("Condition", []);
    const buttons = document.createElement("div");
    buttons.className = "filter-buttons";
    const apply = plainButton("Apply", { text: "Apply", className: "button-small button-primary" });
    apply.type = "submit";
    const cancel = plainButton("Cancel", { text: "Cancel", className: "button-small" });
    cancel.addEventListener("click", () => this.close());
    buttons.append(cancel, apply);
    this.#dialog.append(this.#column, this.#kind, document.createElement("div"), buttons);
    document.body.append(this.#dialog);

    const { signal } = this.#stop;
    this.#column.addEventListener("change", () => this.#columnChanged(), { signal });
    this.#kind.addEventListener("change", () => this.#drawValue(), { signal });
    this.#dialog.addEventListener("submit", event => { event.preventDefault(); this.#apply(); }, { signal });
    this.#dialog.addEventListener("keydown", event => {
      if (event.key === "Escape") this.close();
      event.stopPropagation(); // The page's own keys rest while somebody writes here.
    }, { signal });
    document.addEventListener("pointerdown", event => { if (!this.#dialog.contains(event.target) && !anchor.contains(event.target)) this.close(false); }, { signal, capture: true });
    addEventListener("resize", () => this.close(false), { signal });
    anchor.setAttribute("aria-expanded", "true");
    if (table.filter) this.#column.value = String(table.filter.column);
    else if (table.columns.length === 1) this.#column.value = "0";
    this.#columnChanged(table.filter);
    this.#place();
    this.#column.focus();
  }

  close(giveFocusBack = true) {
    this.#stop.abort();
    this.#dialog.remove();
    this.anchor.setAttribute("aria-expanded", "false");
    if (giveFocusBack) this.anchor.focus();
    if (open === this) open = null;
  }

  get #type() { return this.#table.columns[Number(this.#column.value)]?.type ?? "string"; }

  async #columnChanged(filter = null) {
    const column = Number(this.#column.value);
    const question = ++this.#asked;
    this.#choices = null;
    this.#kinds(filter);
    if (column < 0 || this.#type === "number" || this.#type === "date") return;
    const choices = await this.#table.choices(column);
    if (question !== this.#asked || !choices || choices.length === 0 || this.#stop.signal.aborted) return;
    this.#choices = choices;
    const untouched = !filter && !this.#value?.value;
    const kind = filter?.kind ?? (untouched ? "OneOf" : this.#kind.value);
    this.#kinds({ kind, values: filter?.values ?? [] });
    this.#place();
  }

  #kinds(filter) {
    const column = Number(this.#column.value);
    const compared = [["AtLeast", "at least"], ["AtMost", "at most"], ["Above", "more than"], ["Below", "less than"], ["Equal", "equal to"]];
    const dates = [["AtLeast", "on or after"], ["AtMost", "on or before"], ["Equal", "on"]];
    const kinds = this.#type === "number" && column >= 0 ? [...compared, ["Contains", "contains"]]
      : this.#type === "date" ? [...dates, ["Contains", "contains"]]
      : [...(this.#choices ? [["OneOf", "is one of"]] : []), ["Contains", "contains"], ["Equal", "is exactly"]];
    if (column >= 0) kinds.push(["Empty", "is empty"], ["NotEmpty", "is not empty"]);
    const wanted = filter?.kind ?? kinds[0][0];
    this.#kind.replaceChildren(...kinds.map(([value, words]) => new Option(signs[value] ? `${signs[value]}  ${words}` : words, value)));
    if (kinds.some(([value]) => value === wanted)) this.#kind.value = wanted;
    this.#drawValue(filter?.values);
  }

  #drawValue(values = []) {
    const kind = this.#kind.value;
    const place = this.#dialog.children[2];
    place.className = "filter-value";
    if (kind === "Empty" || kind === "NotEmpty") {
      this.#value = null;
      return place.replaceChildren();
    }
    if (kind === "OneOf") {
      this.#value = null;
      const list = document.createElement("fieldset");
      list.className = "filter-choices";
      list.append(Object.assign(document.createElement("legend"), { className: "sr", textContent: "Values" }));
      for (const choice of this.#choices ?? values) {
        const label = document.createElement("label");
        const box = Object.assign(document.createElement("input"), { type: "checkbox", value: choice, checked: values.includes(choice) });
        label.append(box, choice === "" ? "(empty text)" : choice);
        list.append(label);
      }
      return place.replaceChildren(list);
    }
    const field = document.createElement("input");
    field.className = "field-small";
    field.setAttribute("aria-label", "Value");
    field.required = true;
    field.maxLength = 1000;
    if (this.#type === "number" && kind !== "Contains" && Number(this.#column.value) >= 0) Object.assign(field, { type: "number", step: "any" });
    else if (this.#type === "date" && kind !== "Contains") field.type = "date";
    else field.type = "text";
    field.value = values[0] ?? "";
    this.#value = field;
    place.replaceChildren(field);
  }

  #apply() {
    const kind = this.#kind.value;
    const values = kind === "OneOf" ? [...this.#dialog.querySelectorAll(".filter-choices input:checked")].map(box => box.value) : this.#value ? [this.#value.value] : [];
    if (kind === "OneOf" && values.length === 0) return this.#dialog.querySelector(".filter-choices input")?.focus();
    const filter = { column: Number(this.#column.value), kind, values };
    this.close();
    this.#table.apply(filter);
  }

  // Below its button, or above it where the button stands at the bottom, and never outside the window.
  #place() {
    const edge = 8;
    const anchor = this.anchor.getBoundingClientRect();
    const { width, height } = this.#dialog.getBoundingClientRect();
    const below = anchor.bottom + 4;
    this.#dialog.style.left = `${Math.max(edge, Math.min(anchor.left, innerWidth - width - edge))}px`;
    this.#dialog.style.top = `${below + height + edge <= innerHeight ? below : Math.max(edge, anchor.top - height - 4)}px`;
  }
}

function select(label, options) {
  const made = document.createElement("select");
  made.className = "field-small";
  made.setAttribute("aria-label", label);
  made.append(...options.map(([value, words]) => new Option(words, value)));
  return made;
}
