// The keyboard: finds the command that a key means where it was pressed. Nothing here waits for the server to move.
import { canRun, commandFor } from "./commands/registry.js";
import { strokesOf, types } from "./commands/keyNames.js";

const sequenceTime = 800; // ms between the two strokes of "d d"

export class Keys {
  #page;
  #first = "";
  #firstAt = 0;

  constructor(page, signal) {
    this.#page = page;
    // Capture: an editor must not see a key that is a command.
    document.addEventListener("keydown", event => this.#down(event), { capture: true, signal });
  }

  #down(event) {
    if (event.isComposing || event.defaultPrevented) return;
    const page = this.#page;
    const { target } = event;
    if (target.closest?.("dialog, [role=dialog], [role=menu]")) return;
    // Enter answers a question, whatever it does in a cell.
    if (event.key === "Enter" && target.closest?.("notebook-question")) return;
    if (page.expected.typeAhead(event)) return void event.preventDefault();

    const strokes = strokesOf(event);
    const cell = cellOf(page, target);
    const selected = cell ?? (target === document.body ? page.selected : null);
    for (const stroke of strokes) {
      if (!(types(stroke) && inText(target)) && this.#try(event, "page", stroke, cell ?? page.selected)) return;
      if (!cell) continue;
      if (!target.closest("button, a, summary") && this.#try(event, "cell", stroke, cell)) return;
      if (target.closest(".cm-editor") && this.#try(event, "edit", stroke, cell)) return;
    }

    if (!selected || inText(target) || belongsToControl(event, selected)) return;
    if (strokes.some(stroke => this.#try(event, "command", stroke, selected))) return;
    const sequence = this.#sequence(event, strokes[0]);
    if (sequence) this.#try(event, "command", sequence, selected);
  }

  #sequence(event, stroke) {
    if (!stroke || !types(stroke) || event.repeat) return null;
    const inTime = event.timeStamp - this.#firstAt < sequenceTime;
    const sequence = `${this.#first} ${stroke}`;
    this.#first = stroke;
    this.#firstAt = event.timeStamp;
    if (!inTime || !commandFor("command", sequence)) return null;
    this.#first = "";
    return sequence;
  }

  #try(event, mode, keys, cell) {
    const command = commandFor(mode, keys);
    if (!command || command.editor || !canRun(command, this.#page, cell)) return false;
    event.preventDefault();
    event.stopPropagation();
    if (!event.repeat || command.repeats) this.#page.run(command.name, cell);
    return true;
  }
}

function cellOf(page, target) {
  const cell = target.closest?.(".cell");
  return cell && page.root.contains(cell) ? cell : null;
}

function inText(target) {
  return target.isContentEditable || target.closest?.("input, textarea, select, [role=textbox]") != null;
}

// A button inside a cell keeps Enter and Space, a toolbar and an output keep all their keys.
function belongsToControl(event, cell) {
  const { target } = event;
  return target !== cell && target !== document.body && (event.key === "Enter" || event.key === " " || target.closest("[role=toolbar], notebook-chart, .output") != null);
}
