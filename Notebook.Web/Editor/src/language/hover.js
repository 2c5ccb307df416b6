// What stands under the pointer, or at the cursor when a key asks.
import { StateEffect, StateField } from "@codemirror/state";
import { hoverTooltip, keymap, showTooltip } from "@codemirror/view";
import { diagnosticsAt } from "./diagnostics.js";
import { described, problemList } from "./described.js";

const hoverTime = 350; // ms

const setShown = StateEffect.define();
const shown = StateField.define({
  create: () => null,
  update(tooltip, transaction) {
    for (const effect of transaction.effects) if (effect.is(setShown)) return effect.value;
    return transaction.docChanged || transaction.selection ? null : tooltip;
  },
  provide: field => showTooltip.from(field),
});

export function hover(language, source) {
  return [
    hoverTooltip(async (view, position) => await at(language, source, view, position), { hoverTime, hideOnChange: true }),
    shown,
    keymap.of([{ key: "Escape", run: view => closeDescribed(view) }]),
  ];
}

/** Shows at the cursor what stands there, and says it. */
export async function describeAtCursor(language, source) {
  const { view } = source;
  const position = view.state.selection.main.head;
  const tooltip = await at(language, source, view, position);
  if (!tooltip) return void language.page.announce("Nothing to tell about this place.");
  view.dispatch({ effects: setShown.of({ ...tooltip, pos: position }) });
  language.page.announce(tooltip.words);
}

export function isDescribed(state) { return state.field(shown, false) != null; }

export function closeDescribed(view) {
  if (!view.state.field(shown, false)) return false;
  view.dispatch({ effects: setShown.of(null) });
  return true;
}

/** What may be longer than its pane is reached by the keyboard, too. */
export function scrolls(pane, label) {
  pane.tabIndex = 0;
  pane.setAttribute("role", "group");
  pane.setAttribute("aria-label", label);
}

async function at(language, source, view, position) {
  const { doc } = view.state;
  const problems = diagnosticsAt(view.state, position);
  const isWord = /[\p{L}\p{N}_]/u.test(doc.sliceString(Math.max(0, position - 1), position + 1));
  const reply = isWord ? await language.ask("Describe", source, position) : null;
  const pane = described(reply);
  if (view.state.doc !== doc || !pane && problems.length === 0) return null;
  return {
    pos: problems[0]?.start ?? reply.start,
    end: Math.min(doc.length, problems[0]?.end ?? reply.end),
    above: true,
    words: [...problems.map(one => one.message), reply?.signature, reply?.documentation].filter(Boolean).join(". "),
    create: () => {
      const dom = document.createElement("div");
      dom.className = "hover-pane";
      scrolls(dom, "About this code");
      if (problems.length > 0) dom.append(problemList(problems));
      if (pane) dom.append(pane);
      return { dom };
    },
  };
}
