// Sections: what stands under a heading, folded and unfolded; and the outline of them.
import { aboutCell } from "./conditions.js";

const group = "Sections";
const onHeading = (page, cell) => page.folding.levelOf(cell) > 0 && page.folding.sectionOf(cell).length > 0;

// ← folds the section, and from inside a section goes to its heading first.
function foldOrUp(page, cell) {
  if (onHeading(page, cell) && !page.folding.isFolded(cell)) return page.folding.fold(cell, true);
  const heading = page.folding.headingOf(cell);
  if (heading) page.select(heading);
}

export const sectionCommands = [
  ...aboutCell([
    { name: "toggle-fold", title: "Fold or unfold the section", group, when: onHeading, run: (page, cell) => page.folding.toggle(cell) },
    { name: "fold", title: "Fold the section, or go to its heading", group, keys: ["ArrowLeft"], mode: "command", run: foldOrUp },
    { name: "unfold", title: "Unfold the section", group, keys: ["ArrowRight"], mode: "command", when: (page, cell) => page.folding.isFolded(cell), run: (page, cell) => page.folding.fold(cell, false) },
  ]),
  { name: "fold-all", title: "Fold all sections", group, run: page => page.folding.foldAll(true) },
  { name: "unfold-all", title: "Unfold all sections", group, run: page => page.folding.foldAll(false) },
  { name: "toggle-outline", title: "Show or hide the outline", group, menuTitle: () => "Outline", keys: ["Mod+B"], mode: "page", run: page => page.outline.toggle() },
];
