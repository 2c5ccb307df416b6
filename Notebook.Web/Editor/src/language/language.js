// What the language process knows of the code on this page. Everything here is asked for beside the typing and may be dropped: an
// answer that comes late, or not at all, costs nothing but itself.
import { EditorView } from "@codemirror/view";
import { ConnectionLost } from "../server.js";
import { BrokenCells } from "./brokenCells.js";
import { completion, offersMore } from "./completion.js";
import { diagnosticsOf, diagnosticMarks, setDiagnostics } from "./diagnostics.js";
import { hover, isDescribed } from "./hover.js";
import { hasSignatures, signatureHelp } from "./signature.js";
import { semanticColours, setColours } from "./semanticColours.js";

const coloursAfter = 300; // ms without typing in the cell
const maxText = 200_000; // A longer text is not sent with every question.

export class Language {
  #page;
  #findings = new Map(); // cell id → {version, diagnostics}
  #broken;
  #said = null;
  #timers = new Map();
  #isKnown = false;

  constructor(page) {
    this.#page = page;
    this.#broken = new BrokenCells(page, this);
  }

  get page() { return this.#page; }

  /** What the editor of a cell of C# has of this. */
  extension(source) {
    return [
      diagnosticMarks,
      semanticColours,
      completion(this, source),
      hover(this, source),
      signatureHelp(this, source),
      EditorView.domEventHandlers({ mousedown: (event, view) => this.#clicked(event, view, source) }),
    ];
  }

  /** Whether something is open over the text that Escape closes before it leaves the editor. */
  takesEscape(source) {
    const state = source?.view?.state;
    return state != null && (offersMore(state) || isDescribed(state) || hasSignatures(state));
  }

  /** Asks the server about a place in a cell. @returns null when there is no answer */
  async ask(method, source, position, ...rest) {
    const { text } = source.text;
    if (text.length > maxText) return null;
    return await this.call(method, source.cellId, text, position, ...rest);
  }

  async call(method, ...args) {
    if (!this.#page.server.online) return null;
    try {
      return await this.#page.server.call(method, ...args);
    } catch (error) {
      if (!(error instanceof ConnectionLost)) console.error(error);
      return null;
    }
  }

  // ── Diagnostics ──────────────────────────────────────────────────

  /** @param cells {cellId, version, diagnostics}[] that are others than before; @param problem why there are none, or null */
  receive(cells, problem) {
    for (const cell of cells) {
      this.#findings.set(cell.cellId, cell);
      const source = this.#page.sourceById(cell.cellId);
      if (source) this.#show(source);
    }
    if (problem && problem !== this.#said) this.#page.notice(problem);
    this.#said = problem;
    if (!this.#isKnown) {
      this.#isKnown = true;
      for (const source of this.#page.sources) this.#colourSoon(source);
    }
    this.#broken.changed();
  }

  /** Ids of the cells that do not compile. */
  get brokenCells() {
    const broken = new Set();
    for (const [id, { diagnostics }] of this.#findings) if (this.#page.sourceById(id) && diagnostics.some(one => one.severity === "Error")) broken.add(id);
    return broken;
  }

  /** Problems of a cell as its editor shows them now, in order. */
  problemsOf(source) {
    const shown = source.view ? diagnosticsOf(source.view.state) : this.#findings.get(source.cellId)?.diagnostics ?? [];
    return shown.filter(one => one.severity !== "Hint");
  }

  /** A cell got its editor. */
  mounted(source) {
    this.#show(source);
    if (this.#isKnown) this.#colourSoon(source, 0);
  }

  /** A cell's text changed, here or elsewhere. */
  edited(source, isLocal) {
    if (isLocal) this.#broken.edited();
    if (this.#isKnown) this.#colourSoon(source);
  }

  #show(source) {
    const found = this.#findings.get(source.cellId);
    // What was found in another version stands elsewhere now; the next look is under way.
    if (!found || !source.view || source.isText || source.text.version !== found.version || source.text.hasUnsent) return;
    source.view.dispatch({ effects: setDiagnostics.of(found.diagnostics) });
  }

  // ── Colours ──────────────────────────────────────────────────────

  #colourSoon(source, after = coloursAfter) {
    if (!source.view || source.isText || source.dataset.language !== "csharp") return;
    clearTimeout(this.#timers.get(source));
    this.#timers.set(source, setTimeout(() => this.#colour(source), after));
  }

  async #colour(source) {
    this.#timers.delete(source);
    if (!source.view) return;
    const { doc } = source.view.state;
    const reply = await this.ask("Classify", source, 0);
    // Typed on meanwhile: the next answer is for that.
    if (reply && source.view && source.view.state.doc.eq(doc)) source.view.dispatch({ effects: setColours.of(reply) });
  }

  #clicked(event, view, source) {
    if (event.button !== 0 || !(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey) return false;
    const at = view.posAtCoords({ x: event.clientX, y: event.clientY });
    if (at == null) return false;
    view.dispatch({ selection: { anchor: at } });
    this.#page.run("go-to-definition", source.section);
    event.preventDefault();
    return true;
  }
}
