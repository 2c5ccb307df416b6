// How what is being called can be called, while its arguments are being typed.
import { StateEffect, StateField } from "@codemirror/state";
import { ViewPlugin, keymap, showTooltip } from "@codemirror/view";
import { scrolls } from "./hover.js";

const asksAfter = 60; // ms

const setSignatures = StateEffect.define();
const signatures = StateField.define({
  create: () => null,
  update(shown, transaction) {
    for (const effect of transaction.effects) if (effect.is(setSignatures)) return effect.value;
    return shown && transaction.docChanged ? { ...shown, pos: transaction.changes.mapPos(shown.pos) } : shown;
  },
  provide: field => showTooltip.from(field, shown => shown && { pos: shown.pos, above: true, create: () => ({ dom: render(shown) }) }),
});

export function signatureHelp(language, source) {
  const plugin = ViewPlugin.fromClass(class {
    #timer = 0;
    #asked = 0;

    constructor(view) { this.view = view; }

    update(update) {
      if (update.focusChanged && !update.view.hasFocus) return void this.close();
      const isOpen = update.state.field(signatures) != null;
      const typed = update.docChanged && update.transactions.some(transaction => transaction.isUserEvent("input"));
      const opens = typed && /[(,[]/.test(before(update.state));
      // A call that is closed is over; the answer says whether another goes on around it.
      if (isOpen && typed && /[)\];]/.test(before(update.state))) this.close();
      if (opens || isOpen && (update.docChanged || update.selectionSet)) this.ask();
    }

    ask() {
      clearTimeout(this.#timer);
      this.#timer = setTimeout(() => this.#askNow(), asksAfter);
    }

    close() {
      this.#asked++;
      clearTimeout(this.#timer);
      if (this.view.state.field(signatures)) queueMicrotask(() => this.view.dispatch({ effects: setSignatures.of(null) }));
    }

    destroy() { clearTimeout(this.#timer); }

    async #askNow() {
      const number = ++this.#asked;
      const { state } = this.view;
      const reply = await language.ask("Signatures", source, state.selection.main.head);
      if (number !== this.#asked || !this.view.hasFocus) return;
      const current = this.view.state.field(signatures);
      const active = reply?.signatures[reply.active];
      if (!active) {
        if (current) this.view.dispatch({ effects: setSignatures.of(null) });
        return;
      }
      this.view.dispatch({ effects: setSignatures.of({ pos: Math.min(this.view.state.doc.length, state.selection.main.head), ...reply }) });
      if (!current) language.page.announce(active.label);
    }
  });
  return [
    signatures,
    plugin,
    keymap.of([
      { key: "Mod-Shift-Space", run: view => { view.plugin(plugin)?.ask(); return true; } },
      { key: "Escape", run: view => closeSignatures(view) },
    ]),
  ];
}

export function hasSignatures(state) { return state.field(signatures, false) != null; }

export function closeSignatures(view) {
  if (!view.state.field(signatures, false)) return false;
  view.dispatch({ effects: setSignatures.of(null) });
  return true;
}

function before(state) {
  const { head } = state.selection.main;
  return state.sliceDoc(Math.max(0, head - 1), head);
}

function render({ signatures: all, active, parameter }) {
  const one = all[active];
  const dom = document.createElement("div");
  dom.className = "hover-pane signature-pane";
  scrolls(dom, "Parameters");
  const label = document.createElement("code");
  const at = one.parameters[parameter];
  if (at) label.append(one.label.slice(0, at.start), Object.assign(document.createElement("b"), { textContent: one.label.slice(at.start, at.end) }), one.label.slice(at.end));
  else label.textContent = one.label;
  dom.append(label);
  if (all.length > 1) dom.append(Object.assign(document.createElement("span"), { className: "quiet signature-count", textContent: `${active + 1} of ${all.length}` }));
  const words = at?.documentation || one.documentation;
  if (words) dom.append(Object.assign(document.createElement("p"), { textContent: words }));
  return dom;
}
