// A caret that blinks by a timer. As an animation, even one in two steps, it would have the browser prepare a picture each time the
// screen could show one, for as long as the focus is in an editor.
import { ViewPlugin } from "@codemirror/view";

const halfMs = 600;
const stillness = matchMedia("(prefers-reduced-motion: reduce)");

export const blinkingCaret = ViewPlugin.fromClass(class {
  constructor(view) {
    this.view = view;
    this.begin();
  }

  update(update) {
    if (update.focusChanged || update.selectionSet || update.docChanged) this.begin();
  }

  // It shows while one types and moves, and begins to blink when one rests.
  begin() {
    this.destroy();
    if (this.view.hasFocus && !stillness.matches) this.timer = setInterval(() => this.view.scrollDOM.classList.toggle("caret-off"), halfMs);
  }

  destroy() {
    clearInterval(this.timer);
    this.view.scrollDOM.classList.remove("caret-off");
  }
});
